from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.normalise import LONGEST, clean, words_of

KNOWN = frozenset({"413"})


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Hoi, waar staat het e-mailadres? Groetjes, Anna", "waar staat het emailadres"),
        ("good morning team :wave: which version please", "which version"),
        ("Goedemorgen allemaal, wat is dit?", "wat is dit"),
        ("mailbox missing, thanks in advance!", "mailbox missing"),
        ("mailbox kwijt. Met vriendelijke groet, Piet Jansen", "mailbox kwijt"),
        ("which is the best practice", "which is the best practice"),
        ("K.v.K. nummer", "kvk nummer"),
        ("administratie-instellingen in Globe+", "administratie instellingen in globeplus"),
        ("What’s it", "what's it"),
        ("ＭＡＩＬ", "mail"),
    ],
)
def test_courtesies_and_marks_go_and_words_stay(typed: str, words: str) -> None:
    assert clean(typed).words == tuple(words.split())


@pytest.mark.parametrize("typed", ["good morning team!", "Dank je wel!", "thanks"])
def test_a_courtesy_alone_is_all_there_is_so_it_stays(typed: str) -> None:
    assert clean(typed).words == words_of(typed)


@pytest.mark.parametrize(
    ("typed", "words", "numbers"),
    [
        ("adres voor kvk 12345678", "adres voor", ("12345678",)),
        ("company 48213 heeft versie 9.1", "heeft versie", ("48213", "9.1")),
        ("invoice 2024-413 is missing", "is missing", ("2024-413",)),
        ("factuur 413 kwijt", "kwijt", ("413",)),
        ("wij draaien 412sp26", "wij draaien", ("412sp26",)),
        ("update 413 nodig", "update 413 nodig", ()),
        ("12 facturen", "facturen", ("12",)),
    ],
)
def test_numbers_go_with_the_noun_before_them(typed: str, words: str, numbers: tuple[str, ...]) -> None:
    cleaned = clean(typed, KNOWN)

    assert cleaned.words == tuple(words.split())
    assert cleaned.numbers == numbers


@given(st.text())
def test_cleaning_what_is_clean_changes_nothing_more_than_courtesies(text: str) -> None:
    once = words_of(text)

    assert words_of(" ".join(once)) == once


@given(st.text())
def test_any_text_can_be_cleaned(text: str) -> None:
    assert all(word and word == word.lower() for word in clean(text, KNOWN).words)


def test_only_the_beginning_of_a_long_text_counts() -> None:
    assert clean("a " * LONGEST).words == ("a",) * (LONGEST // 2)


@pytest.mark.parametrize("mark", "’‘ʼ`´＇‛′ʹʻʽˈˊˋ‵՚ꞌ❛❜‹›")
def test_what_looks_like_an_apostrophe_is_one(mark: str) -> None:
    assert clean(f"m{mark}n foto{mark}s van de factuur") == clean("m'n foto's van de factuur")


@pytest.mark.parametrize("mark", "“”„‟«»″‶〝〞❝❞＂")
def test_what_looks_like_a_quote_is_one(mark: str) -> None:
    assert clean(f"zeg {mark}hallo{mark} nu") == clean('zeg "hallo" nu')
