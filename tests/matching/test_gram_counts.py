from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.matching.features import char_grams
from bot.matching.gram_counts import counted, counted_char_grams

if TYPE_CHECKING:
    from bot.matching.gram_counts import Counted

WORDS = st.lists(st.text("abé", min_size=1, max_size=5), max_size=6)


def test_each_gram_stands_with_its_text_and_how_often_it_is_there() -> None:
    found = counted([Counter("hello"), Counter(), Counter("eel")])

    assert list(found.numbers) == ["h", "e", "l", "o"]
    assert rows_of(found) == [(0, 0, 1), (0, 1, 1), (0, 2, 2), (0, 3, 1), (2, 1, 2), (2, 2, 1)]


@given(st.lists(WORDS, max_size=6))
def test_character_grams_are_counted_at_once_as_they_are_one_by_one(texts: list[list[str]]) -> None:
    at_once, one_by_one = counted_char_grams(texts), counted([char_grams(words) for words in texts])

    assert list(at_once.numbers.items()) == list(one_by_one.numbers.items())
    assert rows_of(at_once) == rows_of(one_by_one)


def rows_of(found: Counted) -> list[tuple[int, int, int]]:
    return list(zip(found.rows.tolist(), found.ids.tolist(), found.counts.tolist(), strict=True))
