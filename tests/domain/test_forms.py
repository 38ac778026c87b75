"""What of a calculators' result one can go on with."""

from __future__ import annotations

import pytest

from bot.domain.calculation import Outcome
from bot.domain.forms import ResultForm

ADDRESS = Outcome("mailbox-address", "12345678@facturen.econnect.eu", read="12345678")
NEW, OLD = Outcome("version-check", "yes", read="414 SP2"), Outcome("version-check", "no", read="412")
SEVERAL = Outcome("version-check", error="ask", also=(OLD, NEW))


@pytest.mark.parametrize(
    ("outcomes", "number", "release", "can_begin"),
    [
        ((ADDRESS, NEW), "12345678", "414 SP2", True),
        ((ADDRESS,), "12345678", "", True),
        ((NEW,), "", "414 SP2", True),
        ((Outcome("version-check", "yes", read="414 / 415"),), "", "", True),
        ((Outcome("mailbox-address", error="two-numbers", also=(ADDRESS, ADDRESS)),), "", "", True),
        ((ADDRESS, OLD), "12345678", "412", False),
        ((SEVERAL,), "", "", False),
    ],
)
def test_a_set_up_begins_with_one_number_and_one_version_and_with_none_too_old(
    outcomes: tuple[Outcome, ...], number: str, release: str, *, can_begin: bool
) -> None:
    found = ResultForm("nl", outcomes)

    assert (found.number, found.release, found.can_begin) == (number, release, can_begin)
