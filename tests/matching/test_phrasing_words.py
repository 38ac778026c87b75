from __future__ import annotations

from dataclasses import replace

import pytest

from bot.matching.matcher import phrases_of
from bot.matching.phrasing_words import NO_WORDS, dump, load, words_in
from tests.factories import article, knowledge_base

VERSION = article("The version", en=("is 413 enough?", "please, which versions"), nl=("welke versies", "hallo!"))
PHRASES = tuple(phrases_of(knowledge_base(version=VERSION)))
WORDS = words_in(PHRASES)


def test_the_words_that_count_stand_by_their_text_and_the_stems_by_language() -> None:
    assert WORDS.numbers == {"413"}
    assert WORDS.cleaned["is 413 enough?"] == ("is", "413", "enough")
    assert (WORDS.stems["nl"]["versies"], WORDS.stems["en"]["versions"]) == ("versie", "version")


def test_what_was_dumped_is_loaded() -> None:
    assert load(dump(WORDS)) == WORDS


def test_what_was_read_before_is_taken_from_there() -> None:
    before = replace(WORDS, cleaned={"welke versies": ("other",)}, stems={"nl": {"other": "stem"}, "en": {}})

    words = words_in(PHRASES, before)

    assert words.cleaned == {**WORDS.cleaned, "welke versies": ("other",)}
    assert words.stems["nl"]["other"] == "stem"
    assert "versies" not in words.stems["nl"]


def test_with_other_numbers_no_text_counts_as_read() -> None:
    circled = article("The version", en=("is ② enough", "is 2 enough"), nl=("welke versie",))
    phrases = tuple(phrases_of(knowledge_base(version=circled)))
    before = words_in([phrase for phrase in phrases if "2" not in phrase.text])

    assert before.cleaned["is ② enough"] == ("is", "enough")
    assert words_in(phrases, before).cleaned["is ② enough"] == ("is", "2", "enough")


def test_what_is_not_asked_any_more_is_not_kept() -> None:
    fewer = tuple(phrase for phrase in PHRASES if phrase.language == "en")

    assert words_in(fewer, WORDS) == words_in(fewer)


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"1",
        b'[[], {"a": 1}, {}]',
        b'[[], {}, {"nl": {}}]',
        b'[1, {}, {"nl": {}, "en": {}}]',
    ],
)
def test_what_cannot_be_read_is_as_nothing(content: bytes | None) -> None:
    assert load(content) == NO_WORDS
