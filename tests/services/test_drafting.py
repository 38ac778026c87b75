from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.domain.follow_ups import FollowUpWords
from bot.domain.report import Unanswered
from bot.knowledge.text_schemas import SLUG
from bot.matching.building import build
from bot.matching.lint import Near
from bot.matching.matcher import Phrase
from bot.services.answering import Answering
from bot.services.drafting import ABOUT_THE_SAME, LONGEST_PHRASING, DraftBasis
from tests.factories import (
    answering_alone,
    article,
    files,
    knowledge_base,
    problems_of,
    with_a_draft_for_prices,
)

if TYPE_CHECKING:
    from bot.domain.language import Language

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
KNOWLEDGE = replace(knowledge_base(), words=(FollowUpWords({"where": ("where is that",)}),))
BASIS = DraftBasis.of(answering_alone(Answering(KNOWLEDGE, build(KNOWLEDGE))))


def asked(text: str, language: Language = "en") -> Unanswered:
    return Unanswered(text, language, "UALICE", NOON)


def test_a_new_article_is_asked_for_as_people_asked_each_question_once() -> None:
    found = BASIS.phrasings_for(
        [asked("Any plums?"), asked("is er fruit", "nl"), asked("any plums"), asked("pears?")]
    )

    assert (found.en, found.nl) == (("Any plums?", "pears?"), ("is er fruit",))


@pytest.mark.parametrize(
    "text",
    [
        "what does it cost per month?",
        "Which version do I need",
        "welke update moet ik hebben",
        "Where is that?",
        "the pears of [number]",
        "p" * (LONGEST_PHRASING + 1),
        "?!",
    ],
    ids=["of a gap", "of an article", "a check", "a follow-up", "private", "too long", "no words"],
)
def test_what_cannot_be_a_phrasing_is_left_out(text: str) -> None:
    assert list(BASIS.phrasings_for([asked(text)])) == []


def test_the_longest_phrasing_is_as_long_as_the_file_takes_it() -> None:
    longest = "p" * LONGEST_PHRASING

    assert BASIS.phrasings_for([asked(longest)]).en == (longest,)
    assert problems_of(mailbox=article(en=(longest,))) == []
    assert problems_of(mailbox=article(en=(longest + "p",))) != []


def test_a_name_is_made_of_the_words_that_tell_most_in_their_order() -> None:
    assert BASIS.name_for("Is there an app for approving bills?") == "there-app-for"
    assert BASIS.name_for("where is my café of pears") == "where-cafe-pears"


def test_what_much_is_asked_for_with_names_nothing() -> None:
    mailbox = article(en=("the very plums", "where is my mailbox"))
    common = knowledge_base(mailbox=mailbox, greeting=article(en=("very well", "plums of it"), nl=("hoi",)))

    assert DraftBasis.of(answering_alone(Answering(common, build(common)))).name_for("very pale plums") == "pale"


@pytest.mark.parametrize(
    ("target", "similarity", "name"),
    [
        ("prices", ABOUT_THE_SAME, "prices"),
        ("prices", ABOUT_THE_SAME - 0.01, "very-pale-plums"),
        ("version", 0.9, "very-pale-plums"),
    ],
)
def test_an_article_on_what_is_much_like_a_gap_has_the_name_of_that(
    target: str, similarity: float, name: str
) -> None:
    closest = Near(Phrase("plums", target, "en"), similarity)

    assert BASIS.name_for("very pale plums", closest) == name


def test_a_gap_that_has_a_draft_already_names_no_other() -> None:
    base = with_a_draft_for_prices()
    basis = DraftBasis.of(answering_alone(Answering(base, build(base))))

    assert basis.name_for("very pale plums", Near(Phrase("plums", "prices", "en"), 0.9)) == "very-pale-plums"


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert BASIS.name_for("prices") == "prices-2"


@pytest.mark.parametrize("text", ["", "?!", "ik", "日本", "413,5", "x" * 400, "é" * 90 + " ß ñandú ½½½½"])
def test_every_name_can_be_a_files(text: str) -> None:
    name = BASIS.name_for(text)

    assert SLUG.fits(name)
    assert len(name) <= SLUG.longest
    assert f"exact-globe/articles/{name}.yml" not in files()
