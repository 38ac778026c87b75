"""Which articles are to be reviewed, and when that is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.review_days import SOON, articles_due, by_review_day, is_due_within
from tests.factories import alone, knowledge_base

KNOWLEDGE = knowledge_base()
VERSION = KNOWLEDGE.articles["version"]
FIRST_DUE = VERSION.review_due_on()
DAY = timedelta(days=1)


@pytest.mark.parametrize(("days", "is_told"), [(-1, False), (0, True), (400, True)])
def test_a_review_is_told_of_two_weeks_before_its_day(days: int, *, is_told: bool) -> None:
    assert bool(articles_due(alone(KNOWLEDGE), FIRST_DUE - SOON + timedelta(days=days))) == is_told


@pytest.mark.parametrize(("days", "is_due"), [(2, False), (3, True), (4, True)])
def test_the_last_day_of_a_span_counts(days: int, *, is_due: bool) -> None:
    assert is_due_within(VERSION, timedelta(days=days), FIRST_DUE - 3 * DAY) == is_due


def test_what_is_due_stands_by_its_day_without_small_talk_and_drafts() -> None:
    mailbox = replace(KNOWLEDGE.articles["mailbox"], reviewed_on=VERSION.reviewed_on + DAY)
    draft = replace(VERSION, slug="draft", is_draft=True)
    known = replace(KNOWLEDGE, articles={**KNOWLEDGE.articles, "mailbox": mailbox, "draft": draft})

    assert [each.slug for each in by_review_day(alone(known))] == ["greeting", "version", "mailbox"]
    assert [each.slug for each in articles_due(alone(known), FIRST_DUE + DAY)] == ["version", "mailbox"]
