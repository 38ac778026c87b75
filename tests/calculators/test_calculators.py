from __future__ import annotations

from bot.calculators import CALCULATORS
from bot.domain.message import read_message
from bot.domain.reading import plain
from tests.calculators.sentences import FACTS


def test_where_both_recognise_something_the_address_comes_first() -> None:
    sentence = "KvK 12345678 met Globe 415, kan dat?"

    outcomes = [
        calculator.recognise(read_message(plain(sentence)), FACTS, is_expected=False)
        for calculator in CALCULATORS.values()
    ]

    assert [outcome and outcome.read for outcome in outcomes] == ["12345678", "415"]
