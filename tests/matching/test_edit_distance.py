from __future__ import annotations

from bot.matching.edit_distance import words_within


def test_the_nearest_words_come_first_with_their_slips() -> None:
    assert words_within(2, "mialbos", ["mail", "mailboxes", "mailbox"]) == [("mailbox", 2)]
    assert words_within(1, "brif", ["brief", "brie", "bril", "bank"]) == [("brief", 1), ("brie", 1), ("bril", 1)]


def test_of_words_as_near_as_each_other_the_first_stays_first() -> None:
    assert words_within(1, "cat", ["car", "cap"]) == [("car", 1), ("cap", 1)]


def test_nothing_is_near_in_nothing() -> None:
    assert words_within(2, "word", []) == []
