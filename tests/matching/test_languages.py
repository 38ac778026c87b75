from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.answering import dictionary
from bot.matching.languages import Languages, is_foreign
from bot.matching.spelling import Speller

if TYPE_CHECKING:
    from collections.abc import Sequence

SPELLER = Speller({"globe": 1, "mailbox": 1, "econnect": 1}, dictionary())


@pytest.mark.parametrize(
    "text",
    [
        "Wo finde ich die Rechnungen in Globe?",
        "Ist die Lizenz in Exact Globe enthalten?",
        "Quelle version de Globe faut-il ?",
        "Bonjour, je ne trouve pas la boîte aux lettres",
        "dónde puedo encontrar las facturas",
        "Quale versione mi serve?",
        "Jaka wersja jest potrzebna?",
        "¿Qué versión?",
        "发票在哪里",
        "Где счета?",
    ],
)
def test_another_language_is_noticed(text: str) -> None:
    assert is_foreign(text, SPELLER)


@pytest.mark.parametrize(
    "text",
    [
        "waar vind ik de mailbox?",
        "Kan Jean-Pierre Delacroix uit Liège de mailbox ook zien?",
        "der mailbox",
        "KvK + facturen.econnect.eu + inkoopfacturen.econnect.eu",
        "12345678 87654321 413 412",
        "turnover per customer",
        "Will invoices from Großhandel Schröder arrive in Globe?",
        "The Zeitgeist is to work from home, can the mailbox do that à la carte?",
        "",
    ],
)
def test_names_loan_words_and_addresses_are_no_other_language(text: str) -> None:
    assert not is_foreign(text, SPELLER)


def test_without_word_lists_no_language_is_noticed() -> None:
    assert not is_foreign("Jaka wersja jest potrzebna?", Speller({}))
    assert not is_foreign("Где счета?", Speller({}))


ODDS = {"versie": -29.0, "version": 10.5, "kvk": -5.8, "support": 15.5, "update": 2.8, "number": 30.0, "ok": 2.6}


def odds_of(words: Sequence[str]) -> float:
    return sum(ODDS.get(word, 0.0) for word in words)


BOTH = ["version", "kvk", "support", "update", "number", "and"]
LANGUAGES_HERE = Languages(dictionary(), {"en": {*BOTH, "ok"}, "nl": {*BOTH, "versie"}}, odds_of)


@pytest.mark.parametrize("words", [["update"], ["kvk"], ["support", "update"], []])
def test_words_at_home_in_both_languages_are_shared(words: list[str]) -> None:
    assert LANGUAGES_HERE.are_shared(words)


@pytest.mark.parametrize(
    "words", [["versie"], ["version"], ["number"], ["ok"], ["update", "and"], ["kvk", "versie"], ["update"] * 7]
)
def test_a_word_of_one_language_or_a_whole_sentence_has_a_language(words: list[str]) -> None:
    assert not LANGUAGES_HERE.are_shared(words)


def test_what_only_leans_to_a_language_hardly_tells_it() -> None:
    assert LANGUAGES_HERE.hardly_tell(["ok"])
    assert LANGUAGES_HERE.hardly_tell(["ok", "update"])
    assert not LANGUAGES_HERE.hardly_tell(["ok", "and"])
    assert not LANGUAGES_HERE.hardly_tell(["versie"])
    assert not LANGUAGES_HERE.hardly_tell(["ok"] * 7)


@pytest.mark.parametrize(
    ("words", "is_so"),
    [
        (["version"], True),
        (["update", "version"], True),
        (["and", "version"], False),
        (["my", "number"], False),
        (["versie"], False),
        (["version", "number"], False),
    ],
)
def test_one_english_noun_with_a_number_hardly_tells_a_language(words: list[str], *, is_so: bool) -> None:
    assert LANGUAGES_HERE.hardly_tell(words, is_of_number=True) is is_so
    assert not LANGUAGES_HERE.hardly_tell(words)


@pytest.mark.parametrize(
    ("words", "is_so"),
    [
        (["versie"], True),
        (["kvk", "versie", "update"], True),
        (["ok", "versie"], False),
        (["kvk"], False),
        (["strange", "versie"], False),
        (["mailboxversie"], True),
        (["mailboxversion"], False),
        (["myversie"], False),
        (["versie"] * 7, False),
        ([], False),
    ],
)
def test_dutch_words_among_shared_ones_are_dutch(words: list[str], *, is_so: bool) -> None:
    assert LANGUAGES_HERE.are_dutch_among_shared(words) is is_so


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (["where", "is", "my", "new", "mailbox"], "en"),
        (["waar", "is", "mijn", "nieuwe", "brievenbus"], "nl"),
        (["three", "way", "matching"], None),
        (["where", "where", "where", "where"], None),
        (["where", "is", "my", "new", "mailbox", "mijn"], None),
        (["update", "mailbox", "version"], None),
        ([], None),
    ],
)
def test_a_language_is_sure_where_several_words_tell_it_and_none_another(
    words: list[str], language: str | None
) -> None:
    assert LANGUAGES_HERE.surely_of(words) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("wat is het format van het mailbox address kvk number plus welk domain", "nl"),
        ("kunnen we outgoing invoices ook via de digital mailbox sturen of is dat not supported", "nl"),
        ("where do i find the administratie instellingen and what is the brievenbus", "en"),
        ("how to koppelen full guide graag", None),
        ("waar is the mailbox dan which one do i take voor de koppeling", None),
        ("digital mailbox globe", None),
        ("het het het", None),
        ("", None),
    ],
)
def test_small_words_tell_the_language_that_others_are_mixed_into(text: str, language: str | None) -> None:
    assert LANGUAGES_HERE.of_small_words(text.split()) == language


def test_without_word_lists_no_language_is_sure() -> None:
    assert Languages(Speller({}).dictionary, {}, odds_of).surely_of(["where", "is", "my", "new"]) is None


def test_without_word_lists_the_phrasings_tell_by_themselves() -> None:
    unlisted = Languages(Speller({}).dictionary, {"en": {"kvk", "number"}, "nl": {"kvk", "number"}}, odds_of)

    assert unlisted.are_shared(["kvk"])
    assert not unlisted.are_shared(["number"])
