from __future__ import annotations

from bot.calculators import CALCULATORS
from bot.domain.text_cleaning import plain
from bot.domain.utterance import parse_utterance
from tests.calculators.sentences import FACTS


def test_where_both_recognise_something_the_address_comes_first() -> None:
    sentence = "KvK 12345678 met Globe 415, kan dat?"

    outcomes = [
        calculator.recognise(parse_utterance(plain(sentence)), FACTS, is_expected=False)
        for calculator in CALCULATORS.values()
    ]

    assert [outcome and outcome.read for outcome in outcomes] == ["12345678", "415"]
