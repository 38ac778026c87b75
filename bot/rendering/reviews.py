"""The articles whose review is due: for those who maintain them, never for whoever asks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot import texts
from bot.rendering.context import day_in_words

if TYPE_CHECKING:
    from bot.domain.article import Article
    from bot.domain.language import Language
    from bot.rendering.context import RenderContext

SOON: Final = timedelta(days=14)
"""How long before its day a review is told of."""


def articles_due(context: RenderContext) -> list[Article]:
    """Return the articles whose review is due by now or soon, the earliest first."""
    articles = (each for each in context.knowledge.published() if each.topic != "general")
    due = (each for each in articles if each.is_past_review(context.today + SOON))
    return sorted(due, key=lambda article: (article.review_due_on(), article.slug))


def due_row(article: Article, language: Language) -> str:
    """Return by which day an article is to be reviewed, and by whom."""
    day, title = day_in_words(article.review_due_on(), language), article.title.in_language(language)
    return texts.get("home-due-row", language, day=day, title=title, owner=article.owner)
