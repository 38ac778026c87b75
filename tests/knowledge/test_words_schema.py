"""The word lists as they are read."""

from __future__ import annotations

from bot.domain.follow_ups import FOLLOW_UP_KINDS
from tests.shipped_knowledge import shipped_knowledge


def test_each_language_has_words_for_each_kind_of_follow_up() -> None:
    words = shipped_knowledge().words
    assert len(words) > 1
    for language in words:
        assert language.phrases.keys() == set(FOLLOW_UP_KINDS)
        assert all(language.phrases.values())
