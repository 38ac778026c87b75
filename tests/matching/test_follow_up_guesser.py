"""Messages that no word list foresaw: which follow-up they are, and which are none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.follow_ups import FollowUpExamples, FollowUpWords
from bot.matching.follow_up_counts import count
from bot.matching.follow_up_guesser import Guesser
from tests.factories import knowledge_base
from tests.shipped_knowledge import shipped_knowledge

if TYPE_CHECKING:
    from bot.domain.follow_ups import FollowUpKind


@pytest.fixture(scope="module")
def guesser() -> Guesser:
    return Guesser(count(shipped_knowledge()))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("amai ok, en vervolgens?", "next"),
        ("Done, saved. Onwards", "next"),
        ("lukt voor geen meter", "fails"),
        ("hoe komt u daarbij", "why"),
        ("says who?", "why"),
        ("Kan u nog keer zeggen alstublieft", "again"),
        ("one-liner please, it has to fit the title", "shorter"),
        ("Sorry mijn Frans is beter, of English", "in-en"),
        ("no worries, scrap that", "never-mind"),
        ("legend, cheers", "thanks"),
        ("Would you mind pointing out which part of the screen that's on?", "where"),
        ("ugh. so how would I fix that", "how"),
    ],
)
def test_it_is_guessed_from_how_others_typed_it(guesser: Guesser, text: str, kind: str) -> None:
    assert guesser.guess(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "what would it set us back per year then?",
        "who do I talk to if it still won't work?",
        "waar parkeer ik mijn auto bij jullie kantoor",
        "how do I reset the password of my laptop",
        "the mailbox shows nothing",
        "update 413 doet niets",
        "kun je een taart bakken en dan langs de bakker rijden",
        "Vorige week deed de koffieautomaat het nog",
        "Why is the sky blue?",
        "Waarom duurt de betaling zo lang?",
        "Waar vind ik jullie kantoor?",
        "Hoe laat is het",
        "My coffee machine does not work",
        "Het lukt mijn collega niet om in te loggen op haar laptop",
        "mens?",
        "that guy",
        "het lukt nu",
        "bel me terug",
        "voor wie is dat?",
        "welke versie heb ik nodig",
        "it just sits there " * 8,
    ],
)
def test_what_asks_or_tells_of_something_else_is_none(guesser: Guesser, text: str) -> None:
    assert guesser.guess(text) is None


@pytest.mark.parametrize(
    ("text", "kind", "is_unlikely"),
    [
        ("could you repeat the payment to the landlord?", "again", True),
        ("the auditor will visit once more in April", "again", True),
        ("could you repeat that please", "again", False),
        ("", "again", False),
    ],
)
def test_a_cue_in_what_people_type_about_something_else_tells_nothing(
    guesser: Guesser, text: str, kind: FollowUpKind, *, is_unlikely: bool
) -> None:
    assert guesser.is_unlikely(kind, text) == is_unlikely


def test_an_editor_teaches_it_by_an_example() -> None:
    told = FollowUpWords({"fails": ("it fails",), "next": ("next",)})
    typed = FollowUpExamples({"fails": ("it sits there gathering dust",)}, others=("the dust is on the shelf",))
    base = replace(knowledge_base(), words=(told,))
    before, after = Guesser(count(base)), Guesser(count(replace(base, examples=(typed,))))

    assert before.guess("it sits gathering dust") is None
    assert after.guess("it sits gathering dust") == "fails"
    assert after.guess("dust on the shelf") is None
    assert after.guess("the dust is on the shelf") is None
    assert after.is_unlikely("fails", "the dust is on the shelf")
    assert not before.is_unlikely("fails", "the dust is on the shelf")


def test_a_strange_word_is_let_pass_only_where_it_may(guesser: Guesser) -> None:
    assert guesser.guess("pff, it still refuses, flabbergasting") == "fails"
    assert guesser.guess("pff, it still refuses, flabbergasting", may_be_strange=False) is None


def test_a_base_of_small_talk_alone_has_nothing_to_tell_it_from() -> None:
    shipped = shipped_knowledge()
    talk = {slug: article for slug, article in shipped.articles.items() if article.topic == "general"}
    lonely = Guesser(count(replace(shipped, articles=talk, gaps={}, examples=())))

    assert not lonely.is_unlikely("next", "what next then")


def test_words_that_name_nothing_are_none_by_themselves() -> None:
    told = FollowUpWords({"fails": ("it fails",)}, light=("oh", "so"))

    assert Guesser(count(replace(knowledge_base(), words=(told,)))).guess("oh so") is None


def test_without_words_nothing_is_guessed() -> None:
    assert Guesser(count(knowledge_base())).guess("next") is None
