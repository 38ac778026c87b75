from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.answering import dictionary
from bot.domain.reply import Answer, HandOver
from bot.matching.building import build
from bot.services.answering import Answering
from bot.services.checking import phrasing_warnings
from bot.services.proving import NewPhrasing, objection_to, problems_with, prove, warnings_with
from tests.factories import GAPS, article, knowledge_base

if TYPE_CHECKING:
    from bot.services.proving import Proof

VERSION_EN = ("which version do I need", "is my Globe too old")
VERSION_NL = ("welke versie heb ik nodig", "is mijn Globe te oud")
STRANGE = "blub bluf blurb"
NEW = NewPhrasing("version", "en", STRANGE)


def bot(**changed: bytes) -> Answering:
    """Return a bot with the small knowledge base."""
    knowledge = knowledge_base(**changed)
    return Answering(knowledge, build(knowledge))


def with_it(text: str, **changed: bytes) -> Answering:
    """Return the bot of which the version's article is also asked for in these words."""
    return bot(version=article("The version", en=(*VERSION_EN, text), nl=VERSION_NL), **changed)


def objection(new: NewPhrasing, **changed: bytes) -> str:
    """Return what stands against a phrasing by its own words."""
    return str(objection_to(new, bot(**changed), lambda target, text: (f"{target}: {text}", 7)))


def proof_of(text: str, *questions: str, **changed: bytes) -> Proof:
    return prove(NewPhrasing("version", "en", text), bot(**changed), with_it(text, **changed), questions)


@pytest.mark.parametrize("text", ["Is my globe too old?", "is my Globe too old please"])
def test_what_an_article_has_already_is_not_added(text: str) -> None:
    assert objection(NewPhrasing("version", "en", text)).startswith(
        "version: is my Globe too old:7: error: version has it already: 'is my Globe too old'"
    )


@pytest.mark.parametrize(
    ("text", "owner"), [("Hi!", "greeting"), ("Price list.", "prices"), ("the price list, thanks", "prices")]
)
def test_what_belongs_to_another_article_or_gap_is_not_added(text: str, owner: str) -> None:
    told = objection(
        NewPhrasing("version", "en", text), gaps=GAPS.replace(b"price list", b"price list, the price list")
    )

    assert f"It is a phrasing of {owner} already" in told
    assert "remove it there first" in told


def test_what_belongs_to_a_draft_is_not_added_either() -> None:
    draft = article(en=("where did it go",), nl=("waar is het",), extra="status: draft\n")

    assert "a phrasing of greeting" in objection(NewPhrasing("version", "en", "where did it go?"), greeting=draft)


def test_the_same_words_may_be_in_both_languages_of_an_article() -> None:
    assert objection(NewPhrasing("version", "nl", "is my Globe too old")) == "None"


def test_a_checks_own_words_are_not_added() -> None:
    told = objection(NewPhrasing("version", "nl", "Welke update moet ik hebben"))

    assert told.startswith("exact-globe/checks.yml:1: error: A check asks exactly this")


def test_nothing_stands_against_words_of_its_own() -> None:
    assert objection(NEW) == "None"


def test_it_is_seen_what_the_bot_says_to_the_words_without_and_with_them() -> None:
    proof = proof_of(STRANGE)

    assert isinstance(proof.own.before, HandOver)
    assert isinstance(proof.own.after, Answer)
    assert proof.own.after.articles == ("version",)
    assert proof.is_reached


def test_words_that_are_understood_otherwise_do_not_reach_their_article() -> None:
    products = b"exact-globe: {name: Globe, role: ours}\nafas: {name: AFAS, role: other}\n"

    assert not proof_of("the old AFAS release", products=products).is_reached


def test_the_closest_phrasing_of_another_is_told() -> None:
    near = proof_of("where is the update of my mailbox").elsewhere

    assert near is not None
    assert near.phrase.text == "where is my mailbox"


def test_checks_that_are_won_are_told_with_the_reply() -> None:
    wanted = f'- {{ask: "{STRANGE} then", lang: en, must: offer, article: version}}\n'.encode()
    proof = proof_of(STRANGE, checks=wanted)

    assert [each.check.line for each in proof.won_checks] == [1]
    assert proof.lost_checks == ()
    assert problems_with(NEW, proof) == ()


def test_checks_that_would_fail_stand_against_it() -> None:
    unwanted = f'- {{ask: "{STRANGE} now", lang: en, must: not_answer}}\n'.encode()
    (problem,) = problems_with(NEW, proof_of(STRANGE, checks=unwanted))

    assert str(problem).startswith("exact-globe/checks.yml:1: error: With this phrasing the check fails")
    assert "Word it so that it can only be about version" in problem.remedy


def test_questions_are_won_where_the_article_is_given_or_offered() -> None:
    proof = proof_of(STRANGE, STRANGE, "where is my mailbox", "pear tree", "version 412")

    assert [each.text for each in proof.won] == [STRANGE]
    assert proof.lost == ()
    assert proof.compared == 1


def test_questions_are_lost_where_they_no_longer_get_what_they_got() -> None:
    proof = proof_of("price list monthly", "the monthly price list", "price list")

    assert [each.text for each in proof.lost] == ["the monthly price list"]
    assert proof.won == ()


def test_it_takes_something_away_where_a_question_or_the_phrasing_itself_no_longer_gets_what_it_got() -> None:
    assert proof_of("price list monthly", "the monthly price list").takes_away
    assert proof_of("where is my mailbox now").takes_away
    assert not proof_of(STRANGE, STRANGE, "where is my mailbox").takes_away


def test_a_calculation_that_stays_one_is_neither_won_nor_lost() -> None:
    proof = proof_of("enough pears", "is version 412 enough?")

    assert (proof.compared, proof.won, proof.lost) == (1, (), ())


def test_what_the_check_will_warn_of_with_it_is_told_and_nothing_that_it_warns_of_anyway() -> None:
    there = "where is my mailbox at last"
    new, mailbox = NewPhrasing("version", "en", "where is my mailbox now"), article(en=("where is my mailbox", there))
    now, then = bot(mailbox=mailbox), with_it(new.text, mailbox=mailbox)
    told = [str(each) for each in warnings_with(new, prove(new, now, then, ()), now, then, lambda *_: ("a.yml", 7))]
    strays = [str(each) for each in phrasing_warnings(then.matcher, lambda *_: ("a.yml", 7))]

    assert (
        "a.yml:7: warning: The phrasing 'where is my mailbox now' of version is closer to mailbox. "
        "Reword it, or move it there." in told
    )
    assert set(told) <= set(strays)
    assert warnings_with(new, prove(new, then, then, ()), then, then, lambda *_: ("a.yml", 7)) == ()


def test_that_a_phrasing_is_in_the_other_language_is_told() -> None:
    def knowing(*nl: str) -> Answering:
        knowledge = knowledge_base(version=article("The version", en=VERSION_EN, nl=(*VERSION_NL, *nl)))
        return Answering(knowledge, build(knowledge, dictionary()))

    new = NewPhrasing("version", "nl", "where do they say which one that is")
    now, then = knowing(), knowing(new.text)

    found = warnings_with(new, prove(new, now, then, ()), now, then, lambda owner, _: (owner, 7))
    assert any("stands under 'nl' and is written in 'en'" in each.message for each in found)


def test_without_any_other_phrasing_the_targets_own_are_looked_at() -> None:
    new, now = NewPhrasing("version", "en", STRANGE), bot()
    alone = replace(prove(new, now, with_it(STRANGE), ()), elsewhere=None)

    found = warnings_with(new, alone, now, with_it(STRANGE), lambda owner, _: (owner, 7))
    assert {each.path for each in found} == {"version"}
