from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.report import Figures, Unanswered
from bot.domain.teaching import Taught
from bot.matching.building import build
from bot.services.answering import Answering
from bot.services.surveying import DUE_WITHIN, MOST_QUESTIONS, AskedLately, EditorBoard, board_of
from tests.factories import answering_alone, answering_with_a_draft_of_afas, article, knowledge_base

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
REVIEWED = date(2026, 11, 25)
DUE = REVIEWED + timedelta(days=90)
DRAFT = article("Hello", en=("hi", "good morning"), nl=("hoi",), extra="status: draft\n")
KNOWLEDGE = knowledge_base(greeting=DRAFT)
BOT = answering_alone(Answering(KNOWLEDGE, build(KNOWLEDGE)))


NOTHING = Figures({}, 0, (), (), (), (), 0, (), (), ())


def lately(*texts: str, gaps: tuple[tuple[str, int], ...] = (), person: str = "UALICE") -> AskedLately:
    unanswered = tuple(Unanswered(text, "en", person, NOON + timedelta(minutes=at)) for at, text in enumerate(texts))
    taught = (Taught("the apples", "version", "UBOB", is_by_team=True, taught_at=NOON),)
    return AskedLately.of(taught, replace(NOTHING, unanswered=unanswered, gaps=gaps))


def board(*asked: str, today: date = REVIEWED) -> EditorBoard:
    return board_of(BOT, [lately(*asked, gaps=(("prices", 3),))], today)


def test_articles_have_their_phrasings_checks_and_review_and_drafts_stand_apart() -> None:
    shown = board()

    assert [(each.article.slug, each.phrasings, each.checks, each.days_left) for each in shown.articles] == [
        ("mailbox", 2, 0, 90),
        ("version", 4, 1, 90),
    ]
    assert [(each.article.slug, each.phrasings) for each in shown.drafts] == [("greeting", 3)]


def test_reviews_are_told_some_time_ahead_and_never_of_a_draft() -> None:
    assert board(today=DUE - DUE_WITHIN - timedelta(days=1)).due == ()
    assert [each.article.slug for each in board(today=DUE - DUE_WITHIN).due] == ["mailbox", "version"]
    assert [each.days_left for each in board(today=DUE + timedelta(days=1)).due] == [-1, -1]


def test_articles_of_a_package_that_is_a_draft_stand_among_the_drafts() -> None:
    shown = board_of(answering_with_a_draft_of_afas(), (), DUE)

    assert [each.article.slug for each in shown.drafts] == ["afas/version"]
    for published in (shown.articles, shown.due):
        assert {each.article.slug for each in published} == {"greeting", "mailbox", "version"}


def test_a_gap_is_told_with_how_often_it_was_asked_for() -> None:
    (gap,) = board().gaps
    assert (gap.gap.slug, gap.phrasings, gap.asked) == ("prices", 6, 3)

    (unasked,) = board_of(BOT, (), REVIEWED).gaps
    assert unasked.asked == 0


def test_what_was_asked_in_two_places_is_put_together() -> None:
    asked = [
        lately("strange pears", gaps=(("prices", 1),)),
        lately("pears, strange", gaps=(("prices", 2),), person="U2"),
    ]

    shown = board_of(BOT, asked, REVIEWED)
    assert [(each.wording.count, each.wording.people) for each in shown.questions] == [(2, 2)]
    assert [each.asked for each in shown.gaps] == [3]


def test_what_nothing_answers_is_told_with_what_an_article_on_it_would_begin_with() -> None:
    shown = board("strange pears", "pears of [number], strange", "pears, strange")

    (question,) = shown.questions
    assert (question.wording.text, question.wording.count) == ("pears, strange", 3)
    assert (question.phrasings, question.name) == (2, "pears-strange")


def test_the_first_questions_are_shown_and_the_others_counted() -> None:
    texts = [f"xq{chr(97 + at % 26)}{chr(97 + at // 26)}zk" for at in range(MOST_QUESTIONS + 9)]

    few, many = board(*texts[:20]), board(*texts)
    assert (len(few.questions), few.more_questions) == (20, 0)
    assert (len(many.questions), many.more_questions) == (MOST_QUESTIONS, 9)
