"""How a review is told of."""

from __future__ import annotations

from bot.rendering.reviews import due_row
from tests.rendering.examples import CONTEXT


def test_it_says_by_when_and_who() -> None:
    article = next(each for each in CONTEXT.knowledge.published() if each.topic != "general")

    row = due_row(article, "en")
    assert article.title.en in row
    assert article.owner in row
    assert str(article.review_due_on().year) in row
