"""Which articles are to be reviewed, and when their owners are told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

    from bot.domain.article import Article
    from bot.domain.library import Library

SOON: Final = timedelta(days=14)
"""How long before its day a review is told of."""


def by_review_day(knowledge: Library) -> list[Article]:
    """Return the published articles, small talk too, the one whose review is due first in front."""
    return sorted(knowledge.published(), key=lambda article: (article.review_due_on(), article.slug))


def articles_due(knowledge: Library, today: date) -> list[Article]:
    """Return the articles that the team is told of: their review is due by now or soon, the earliest first."""
    return [each for each in by_review_day(knowledge) if each.topic != "general" and is_due_within(each, SOON, today)]


def is_due_within(article: Article, span: timedelta, today: date) -> bool:
    """Return whether a review is due at the end of `span`, or has been before."""
    return article.review_due_on() <= today + span
