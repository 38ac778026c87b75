from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.domain.report import Unanswered
from bot.domain.teaching import Taught
from bot.matching.building import build
from bot.services.answering import Answering
from bot.services.learning import wordings_to_learn
from bot.services.surveying import DUE_WITHIN, EditorBoard, board_of
from tests.factories import article, knowledge_base

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
REVIEWED = date(2026, 11, 25)
DUE = REVIEWED + timedelta(days=90)
DRAFT = article("Hello", en=("hi", "good morning"), nl=("hoi",), extra="status: draft\n")
KNOWLEDGE = knowledge_base(greeting=DRAFT)
BOT = Answering(KNOWLEDGE, build(KNOWLEDGE))


def board(*asked: str, today: date = REVIEWED) -> EditorBoard:
    unanswered = [Unanswered(text, "en", "UALICE", NOON + timedelta(minutes=at)) for at, text in enumerate(asked)]
    taught = [Taught("the apples", "version", "UBOB", is_by_team=True, taught_at=NOON)]
    return board_of(BOT, wordings_to_learn(taught, unanswered, BOT), {"prices": 3}, today)


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


def test_a_gap_is_told_with_how_often_it_was_asked_for() -> None:
    (gap,) = board().gaps
    assert (gap.gap.slug, gap.phrasings, gap.asked) == ("prices", 6, 3)

    (unasked,) = board_of(BOT, (), {}, REVIEWED).gaps
    assert unasked.asked == 0


def test_what_nothing_answers_is_told_with_what_an_article_on_it_would_begin_with() -> None:
    shown = board("strange pears", "pears of [number], strange", "pears, strange")

    (question,) = shown.questions
    assert (question.wording.text, question.wording.count) == ("pears, strange", 3)
    assert (question.phrasings, question.name) == (2, "pears-strange")
