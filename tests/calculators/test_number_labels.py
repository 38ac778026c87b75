from __future__ import annotations

import re

import pytest

from bot.calculators.number_labels import has_kvk_word, is_behind_a_noun, is_gone, label_of, label_of_nine
from bot.domain.text_cleaning import NumberMention, folded, number_mentions

NUMBER = re.compile("[0-9]{4,}")


def mention(text: str) -> NumberMention:
    (found,) = number_mentions(NUMBER, folded(text))
    return found


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("our kvk number is 12345678", "kvk"),
        ("12345678 is our kvk", "kvk"),
        ("RSIN: 123456789", "rsin"),
        ("order 12345678", "other"),
        ("customer number with you is 12345678", "other"),
        ("12345678", None),
    ],
)
def test_the_words_beside_a_number_call_it_something(text: str, label: str | None) -> None:
    assert label_of(mention(text)) == label


def test_nine_digits_take_the_name_of_their_sentence() -> None:
    text = "i have the rsin only, that is 123456789"

    assert label_of_nine(mention(text), text) == "rsin"
    assert label_of_nine(mention("the rsin is 12345678"), "the rsin is 12345678") is None


def test_a_noun_right_before_a_number_owns_it() -> None:
    assert is_behind_a_noun("relatie")
    assert not is_behind_a_noun("our number is")
    assert not is_behind_a_noun("")


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("the old number 12345678", True),
        ("12345678 does not exist", True),
        ("van 12345678 naar iets", True),
        ("the number 12345678", False),
    ],
)
def test_a_number_may_be_gone(text: str, gone: bool) -> None:  # noqa: FBT001 - the table's column
    assert is_gone(mention(text)) is gone


def test_the_register_is_known_by_many_names() -> None:
    assert all(map(has_kvk_word, ("kvk", "chamber of commerce", "handelsregister", "0106:12345678")))
    assert not has_kvk_word("our number")
