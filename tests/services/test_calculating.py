"""Which numbers of a message are calculated with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from bot.domain.utterance import parse_utterance
from bot.services.calculating import calculations_in, numbers_in, without_bystanders
from bot.services.deciding import OFFER_FROM
from tests.factories import knowledge_base
from tests.services.test_deciding import part

if TYPE_CHECKING:
    from bot.domain.calculation import CalculatorName, Outcome

FACTS: Final = knowledge_base().facts
BOTH: Final = "is 412 enough, and which address goes with kvk 12345678?"


def found(text: str, expecting: CalculatorName | None = None) -> list[str]:
    return [outcome.calculator for outcome in calculations_in(parse_utterance(text), FACTS, expecting)]


def test_what_is_said_first_is_calculated_first() -> None:
    assert found(BOTH) == ["version-check", "mailbox-address"]
    assert found("which address goes with kvk 12345678, and is 412 enough?") == ["mailbox-address", "version-check"]
    assert found("good morning") == []


@pytest.mark.parametrize("expecting", ["mailbox-address", "version-check"])
def test_the_one_that_was_asking_is_answered_alone(expecting: CalculatorName) -> None:
    assert found(BOTH, expecting) == [expecting]


def kept(text: str, article: str, confidence: float) -> tuple[Outcome, ...]:
    parsed = parse_utterance(text)
    return without_bystanders(calculations_in(parsed, FACTS, None), parsed, [part(article, confidence)])


def test_an_address_is_worked_out_where_it_is_asked_for_and_not_beside_another_matter() -> None:
    beside = "kvk 12345678, where do I click to refresh?"

    assert kept(BOTH, "version-required", 1.0)
    assert kept("kvk 12345678", "mailbox-address-format", 1.0)
    assert kept("kvk 12345678", "retrieve-invoices", OFFER_FROM - 0.01)
    assert kept("kvk 12345678", "retrieve-invoices", 1.0) == ()
    assert not any(each.calculator == "mailbox-address" for each in kept(beside, "retrieve-invoices", 1.0))


A_DAY = "Vandaag is het 20251112 geworden"
SIGNED = "Kun je KvK 12345678 nakijken?\n\nMet vriendelijke groet,\nJan Jansen\nKvK 01035286 | 06-12345678"
SCREEN = "Exact Globe+ Release 423SP2\nLicentie: 40012345\nBedrijf: 100\nKvK-nr: 01035286\nTel 020-1234567"


@pytest.mark.parametrize(
    ("text", "number", "version"),
    [
        ("KvK 01.03.52.86, update 414", "01035286", "414"),
        ("Met vriendelijke groet,\nJan Jansen\nKvK 01035286 | 06-12345678", "01035286", "ask"),
        (SIGNED, "two-numbers", "ask"),
        (SCREEN, "01035286", "423 SP2"),
        ("Bel me op 06-12345678", "phone-number", "ask"),
        ("Factuur 20251234 van 12-03-2025 voor 412 euro", "date", "ask"),
        ("Ons btw-nummer is NL001234567B01", "vat-number", "ask"),
        ("Wat kost het? Wij zitten op 414.", "no-number", "414"),
        ("Onze vestiging zit nog op 414, wij zitten op 418.", "no-number", "414 / 418"),
        ("Onze vestiging zit nog op 405, wij zitten op 418.", "no-number", "ask"),
        ("Exact Online 2024.3", "20243", "not-globe"),
        ("", "no-number", "ask"),
    ],
)
def test_each_calculator_reads_a_message_that_somebody_wants_checked(text: str, number: str, version: str) -> None:
    found = numbers_in(text, FACTS)

    assert [each.calculator for each in found] == ["mailbox-address", "version-check"]
    assert [each.read or each.error for each in found] == [number, version]


def test_what_is_no_kvk_number_is_not_taken_for_one() -> None:
    for text in ("IBAN NL91ABNA0417164300", "06-12345678 of 06-87654321", "Factuurnummer 12345678", A_DAY):
        number, _ = numbers_in(text, FACTS)
        assert (number.value, number.read, number.also) == (None, None, ())
