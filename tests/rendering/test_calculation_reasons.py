"""Why something was worked out, in sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.reply import Calculation
from bot.rendering.calculation_reasons import calculation_reasons
from bot.rendering.document import FormattedText
from bot.rendering.targets.plain_text import to_plain_text
from tests.rendering.examples import ADDRESS, ASK, BOTH, LETTER, NEW, OIN, TWO

SEVERAL = "There were several in the message."
FOR_EACH = "It doesn't say which one is meant, so I give the result for each."
NO_ONE_ELSE = "and the question names no one else."


def told(reply: Calculation, *, is_direct: bool = False) -> list[str]:
    reasons = calculation_reasons(reply, "en", is_direct=is_direct)
    return [to_plain_text((FormattedText((each,)),)) for each in reasons]


@pytest.mark.parametrize(
    ("reply", "last"),
    [
        (Calculation("en", ADDRESS), "I looked at 01035286, because that's what the message is about."),
        (Calculation("en", OIN), "I looked at 01035286, because that's what the message is about."),
        (
            Calculation("en", TWO),
            f"There were several in the message: 01035286, 52345678 and 1234567. {FOR_EACH}",
        ),
        (
            Calculation("en", BOTH),
            f"There were several in the message: 412 and 413 SP5. {FOR_EACH}",
        ),
        (
            Calculation("en", replace(ADDRESS, holder="named")),
            f"{SEVERAL} I took 01035286, because it belongs to the person or company named in the question.",
        ),
        (
            Calculation("en", replace(NEW, holder="own")),
            f"{SEVERAL} I took 413 SP5, because it is the requester's own and in use now, {NO_ONE_ELSE}",
        ),
    ],
)
def test_a_number_is_told_with_the_one_reason_why_it_was_taken(reply: Calculation, last: str) -> None:
    assert told(reply)[1:] == [last]


def test_two_calculations_for_the_same_reasons_are_told_together() -> None:
    asked, taken = told(Calculation("en", NEW, more=(ADDRESS,)))

    assert "something I can work out (version check and mailbox address), so" in asked
    assert taken == "I looked at 413 SP5 and 01035286, because that's what the message is about."


def test_of_two_calculations_the_one_without_its_number_is_told_as_such() -> None:
    calculated, missing, taken = told(Calculation("en", ADDRESS, more=(ASK,)))

    assert "(mailbox address), so" in calculated
    assert "(version check), but the number for it was missing" in missing
    assert "01035286" in taken


def test_where_no_number_could_be_read_none_is_told() -> None:
    assert len(told(Calculation("en", LETTER))) == 1


def test_to_whoever_used_the_command_it_is_said_what_they_entered() -> None:
    assert told(Calculation("en", ADDRESS), is_direct=True) == [
        "You used the mailbox address calculator directly, so I didn't look for an article.",
        "You entered 01035286.",
    ]
