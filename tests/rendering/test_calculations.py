from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.calculation import Outcome
from bot.domain.language import LANGUAGES, Language
from bot.domain.reply import Calculation, Reply
from bot.rendering.conversation_messages import elements_of
from bot.rendering.targets.markdown import to_markdown
from bot.rendering.targets.plain_text import to_plain_text
from bot.texts import load
from tests.rendering.examples import (
    ADDRESS,
    BOTH,
    CONTEXT,
    DOUBTFUL,
    OIN,
    OLD,
    OTHER,
    PLUS,
    TWO,
    WRONG,
)

if TYPE_CHECKING:
    from bot.domain.outgoing import ConversationMessage

ADDRESS_ERRORS = """
    odd-grouping scientific-notation
    too-short-7 too-short nine-digits nine-digits-rsin too-long-10 too-long establishment-number-12 vat-number
    payroll-tax-number oin belgian-enterprise-number not-only-digits phone-number iban gln date placeholder no-number
""".split()


def to_text(body: ConversationMessage | Reply) -> str:
    return to_plain_text(elements_of(body, CONTEXT))


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (ADDRESS, ["`01035286@facturen.econnect.eu`", "Administration settings"]),
        (DOUBTFUL, ["check this number for typos"]),
        (OIN, ["That's an OIN", "seems to be 01035286", "`01035286@facturen.econnect.eu`"]),
        (
            TWO,
            ["- 01035286: `01035286@", "52345678@facturen.econnect.eu` Please check", "1234567: This number has 7"],
        ),
        (WRONG, ["- 1234567: This number has 7", "- A KvK number contains only digits", "For example: `12345678`"]),
        (OLD, ["No, update 412 is too old", "at least update 413"]),
        (PLUS, ["Yes, update 505", "About Globe+", "doesn't mention it"]),
        (OTHER, ["another product", "at least update 413", "For example: `413`"]),
        (BOTH, ["No, update 412", "Yes, update 413 SP5"]),
    ],
)
def test_a_calculation_says_its_result_and_what_to_do(outcome: Outcome, words: list[str]) -> None:
    text = to_markdown(Calculation("en", outcome), CONTEXT)

    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ADDRESS_ERRORS)
def test_every_error_of_a_number_says_what_to_send_with_an_example(code: str, language: Language) -> None:
    text = to_text(Calculation(language, Outcome("mailbox-address", error=code)))

    assert "8" in text.partition("12345678")[0]
    assert "12345678" in text


def test_every_text_for_an_error_belongs_to_one_that_can_happen() -> None:
    named = {name.removeprefix("address-error-") for name in load("en") if name.startswith("address-error-")}

    assert named == {*ADDRESS_ERRORS, "two-numbers"}
