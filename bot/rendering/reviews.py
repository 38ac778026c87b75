"""The articles whose review is due: for those who maintain them, never for whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import texts
from bot.rendering.context import day_in_words

if TYPE_CHECKING:
    from bot.domain.article import Article
    from bot.domain.language import Language


def due_row(article: Article, language: Language) -> str:
    """Return by which day an article is to be reviewed, and by whom."""
    day, title = day_in_words(article.review_due_on(), language), article.title.in_language(language)
    return texts.get("due-row", language, day=day, title=title, owner=article.owner)
