"""Which reviews are told of, and how."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.rendering.reviews import SOON, articles_due, due_row
from tests.rendering.examples import CONTEXT

FIRST_DUE = min(each.review_due_on() for each in CONTEXT.knowledge.published() if each.topic != "general")


@pytest.mark.parametrize(("days", "is_due"), [(0, False), (1, True), (400, True)])
def test_a_review_is_told_of_two_weeks_before_its_day(days: int, *, is_due: bool) -> None:
    due = articles_due(replace(CONTEXT, today=FIRST_DUE - SOON + timedelta(days=days)))

    assert bool(due) == is_due
    assert [each.review_due_on() for each in due] == sorted(each.review_due_on() for each in due)
    assert all(each.topic != "general" for each in due)


def test_it_says_by_when_and_who() -> None:
    article = next(each for each in CONTEXT.knowledge.published() if each.topic != "general")

    row = due_row(article, "en")
    assert article.title.en in row
    assert article.owner in row
    assert str(article.review_due_on().year) in row
