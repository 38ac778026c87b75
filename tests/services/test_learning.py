from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.report import Unanswered
from bot.domain.teaching import Taught
from bot.matching.building import build
from bot.services.answering import Answering
from bot.services.learning import Wording, wordings_to_learn
from tests.factories import answering_alone, knowledge_base

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
KNOWLEDGE = knowledge_base()
BOT = Answering(KNOWLEDGE, build(KNOWLEDGE))
STRANGE = "blub bluf blurb"


def chosen(text: str, article: str | None = "version", person: str = "UALICE", minute: int = 0) -> Taught:
    return Taught(text, article, person, is_by_team=False, taught_at=NOON + timedelta(minutes=minute))


def corrected(text: str, article: str | None = "version", person: str = "UBOB") -> Taught:
    return Taught(text, article, person, is_by_team=True, taught_at=NOON)


def handed_over(text: str, person: str = "UALICE") -> Unanswered:
    return Unanswered(text, "en", person, NOON)


def learnt(*said: Taught | Unanswered) -> tuple[Wording, ...]:
    taught = [each for each in said if isinstance(each, Taught)]
    unanswered = [each for each in said if isinstance(each, Unanswered)]
    return wordings_to_learn(taught, unanswered, answering_alone(BOT))


def test_the_same_words_for_the_same_article_are_one_wording_as_they_were_spelt_last() -> None:
    words = (chosen("Blub, blurb?"), chosen("blub blurb", minute=1), corrected("BLUB blurb"))

    (wording,) = learnt(*words)

    assert (wording.text, wording.article) == ("blub blurb", "version")
    assert (wording.count, wording.people, wording.by_team) == (3, 2, 1)


def test_the_same_words_for_two_articles_are_two_wordings() -> None:
    assert [each.article for each in learnt(chosen(STRANGE), chosen(STRANGE, "mailbox"))] == ["version", "mailbox"]


def test_an_id_stays_whoever_says_it_next_and_whatever_else_is_said() -> None:
    (before,) = learnt(chosen("Blub, blurb?"))

    others = learnt(chosen("pears"), chosen("pears", person="UDORA"), chosen("blub blurb", minute=1))

    assert before.id == others[1].id
    assert others[1].is_called(before.id)
    assert others[1].is_called(before.id.upper())
    assert not others[0].is_called(before.id)


def test_an_id_is_six_letters_without_a_vowel_and_of_each_article_another() -> None:
    told = learnt(chosen(STRANGE), chosen(STRANGE, "mailbox"), handed_over("oranges"))

    assert len({each.id for each in told}) == 3
    assert all(len(each.id) == 6 and set(each.id) <= set("bdfghjklmnprstvz") for each in told)


def test_questions_that_are_put_together_are_called_by_the_id_of_any_of_them() -> None:
    (before,) = learnt(handed_over("strange pears"))
    (after,) = learnt(handed_over("strange pears"), chosen("those pears, strange", None, "UDORA", minute=1))

    assert after.text != before.text
    assert after.is_called(before.id)


def test_questions_that_nobody_names_an_article_for_are_put_together() -> None:
    (wording,) = learnt(handed_over("strange pears"), chosen("pears, strange", None, "UDORA", minute=1))

    assert (wording.text, wording.article, wording.count, wording.people) == ("pears, strange", None, 2, 2)
    assert [each.text for each in wording.questions] == ["strange pears", "pears, strange"]


def test_a_support_members_word_that_nothing_answers_a_question_does_not_make_two_of_it() -> None:
    (wording,) = learnt(handed_over(STRANGE), corrected(STRANGE, None))
    assert (wording.count, wording.people) == (1, 1)

    (alone,) = learnt(corrected(STRANGE, None))
    assert (alone.text, alone.count) == (STRANGE, 1)


def test_a_question_is_open_no_more_once_somebody_says_what_it_is_about() -> None:
    (wording,) = learnt(handed_over("Blub bluf blurb?"), chosen(STRANGE, None), corrected(STRANGE))

    assert (wording.article, wording.count) == ("version", 1)


def test_what_most_people_say_comes_first_then_what_has_an_article_then_what_is_said_most() -> None:
    told = learnt(
        handed_over("oranges"),
        handed_over("oranges"),
        handed_over("oranges"),
        chosen("pears"),
        chosen("apples"),
        chosen("apples", minute=1),
        handed_over("grapes"),
        handed_over("grapes", "UDORA"),
    )

    assert [each.text for each in told] == ["grapes", "apples", "pears", "oranges"]


@pytest.mark.parametrize("text", ["Which version do I need?", "which version do I need, please"])
def test_what_is_a_phrasing_already_is_left_out(text: str) -> None:
    assert learnt(chosen(text), handed_over(text)) == ()
    assert learnt(handed_over(text)) == ()


def test_a_phrasing_of_another_article_is_told_with_whose_it_is() -> None:
    (wording,) = learnt(corrected("where is my mailbox", "version"))

    assert wording.closest is not None
    assert wording.closest.phrase.target == "mailbox"


def test_what_is_like_nothing_has_no_closest_phrasing() -> None:
    (wording,) = learnt(chosen("413 × ☃ qqq"))
    assert wording.closest is None


@pytest.mark.parametrize("text", ["", "?!", " \n "])
def test_without_words_there_is_nothing_to_learn(text: str) -> None:
    assert learnt(chosen(text), handed_over(text)) == ()


def test_it_is_told_on_one_line_without_what_is_private() -> None:
    (wording,) = learnt(corrected("blub\n\nof 123456782 or\talice@example.com"))

    assert wording.text == "blub of [number] or [e-mail]"
