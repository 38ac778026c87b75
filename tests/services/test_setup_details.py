"""What is told of an administration, wherever it is told."""

from __future__ import annotations

import pytest

from bot.domain.forms import FormErrors
from bot.domain.sent_forms import SetupSubmission
from bot.domain.setup import SetupDetails
from bot.services.setup_details import details_in, kept_as
from tests.services.harness import Harness
from tests.several import HoldingSeveral


@pytest.mark.parametrize(
    ("product", "kept"),
    [
        (None, frozenset()),
        ("exact-globe", {"exact-globe", None}),
        ("balansboek", {"balansboek"}),
        ("factuurhuis", {"factuurhuis"}),
    ],
)
def test_a_set_up_that_tells_no_product_is_of_the_first(product: str | None, kept: frozenset[str | None]) -> None:
    assert kept_as(HoldingSeveral().current, product) == kept


def test_where_there_is_no_choice_one_that_tells_no_product_is_of_any() -> None:
    assert kept_as(Harness().context.answering.current, "exact-globe") == {"exact-globe", None}


def test_what_is_told_is_read_and_what_is_wrong_is_named() -> None:
    answering = Harness().context.answering.current
    sent = SetupSubmission("view:1", "T1", "U1", "en", version="415", number="12345678", may_keep=True)

    assert details_in(answering, sent) == SetupDetails("", "nl", "415", "12345678@facturen.econnect.eu")
    wrong = SetupSubmission("view:1", "T1", "U1", "en", version="300", number="12345678")
    assert details_in(answering, wrong) == FormErrors(
        "en", (("release", "setup-too-old"), ("number", "setup-may-not-keep"))
    )
