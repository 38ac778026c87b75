from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import spellchecker

from bot.bootstrap.answering import dictionary
from bot.matching.dictionary import EMPTY_DICTIONARY

WORDS = dictionary()
LISTS = Path(spellchecker.__file__).with_name("resources")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_knows_every_word_of_the_list_it_was_compiled_from(language: str) -> None:
    words = json.loads(gzip.decompress((LISTS / f"{language}.json.gz").read_bytes()))

    assert all(WORDS.is_of(word, language) for word in words)


@pytest.mark.parametrize("word", ["thuis", "rood", "rare", "lege", "herstart", "aanpakken", "Amersfoort".lower()])
def test_an_everyday_word_is_one(word: str) -> None:
    assert WORDS.knows(word)


@pytest.mark.parametrize("word", ["saldimax", "welek", "goedd", "teh", "", "é"])
def test_what_is_no_word_is_none(word: str) -> None:
    assert not WORDS.knows(word)


def test_a_language_without_a_list_has_no_words() -> None:
    assert not WORDS.is_of("haus", "de")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("wo finde ich die rechnung", "de"),
        ("comment est-ce que je peux recevoir mes factures", "fr"),
        ("dónde puedo encontrar las facturas", "es"),
        ("waar kan ik de facturen vinden", "nl"),
        ("where can i find the invoices", "en"),
    ],
)
def test_the_likeliest_language_comes_first(text: str, language: str) -> None:
    assert WORDS.languages_of(text.split())[0][0] == language


@pytest.mark.parametrize("word", ["versie", "update", "de", "the", "saldimax", "", "é"])
def test_what_is_said_of_one_word_is_what_is_said_of_a_text_of_one(word: str) -> None:
    alone = {language: share for share, language in WORDS.log_shares_of(word, ("nl", "en"))}

    assert alone == {language: share for language, share in WORDS.languages_of([word]) if language in ("nl", "en")}


def test_without_lists_nothing_is_known() -> None:
    assert EMPTY_DICTIONARY.is_empty
    assert not EMPTY_DICTIONARY.knows("word")
    assert EMPTY_DICTIONARY.languages_of(["word"]) == []
    assert EMPTY_DICTIONARY.log_shares_of("word", ["en"]) == []
