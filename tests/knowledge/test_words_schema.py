"""The word lists as they are read."""

from __future__ import annotations

from bot.domain.follow_ups import FOLLOW_UP_KINDS
from tests.factories import problems_of
from tests.shipped_knowledge import shipped_knowledge


def test_each_language_has_words_for_each_kind_of_follow_up() -> None:
    words = shipped_knowledge().words
    assert len(words) > 1
    for language in words:
        assert language.phrases.keys() == set(FOLLOW_UP_KINDS)
        assert all(language.phrases.values())


def test_each_language_has_words_for_a_choice_by_name() -> None:
    for language in shipped_knowledge().words:
        assert language.choosing.told
        assert language.choosing.beside
        assert language.choosing.within


def words_with(choosing: str = "") -> bytes:
    """Return a word list as it was before one could choose by name, and what is added to it."""
    older = [kind for kind in FOLLOW_UP_KINDS if kind not in {"last", "both", "other", "none"}]
    listed = "".join(f"  {kind}: [{kind} it]\n" for kind in older)
    return f"around: [ok]\nfollow_ups:\n{listed}{choosing}".encode()


def test_a_word_list_of_before_is_read_as_it_stands() -> None:
    assert problems_of(words=words_with()) == []


def test_what_tells_a_choice_says_where_the_name_stands() -> None:
    assert problems_of(words=words_with('choosing: {told: ["die over …"]}')) == []
    (problem,) = problems_of(words=words_with('choosing: {told: ["die over"]}'))
    assert "die over …" in problem
