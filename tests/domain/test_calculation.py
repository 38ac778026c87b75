"""What a calculator found."""

from __future__ import annotations

from typing import get_args

from bot.domain.calculation import ANSWERED_BY_CALCULATION, CalculatorName, Outcome
from tests.shipped_knowledge import shipped_knowledge

FOUND = Outcome("mailbox-address", "12345678@facturen.econnect.eu")
WRONG = Outcome("mailbox-address", error="too-short-7")


def test_one_value_among_several_readings_is_a_result() -> None:
    several = Outcome("mailbox-address", error="two-numbers", also=(WRONG, FOUND))

    assert [each.has_result for each in (FOUND, several)] == [True, True]
    assert [each.has_result for each in (WRONG, Outcome("mailbox-address", also=(WRONG,)))] == [False, False]


def test_each_calculator_goes_with_articles_that_are_there() -> None:
    assert ANSWERED_BY_CALCULATION.keys() == set(get_args(CalculatorName))
    assert frozenset().union(*ANSWERED_BY_CALCULATION.values()) <= shipped_knowledge().articles.keys()
