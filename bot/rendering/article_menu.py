"""A menu of articles for a support member to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.text_cleaning import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.language import Language
    from bot.domain.reply import Match
    from bot.rendering.context import RenderContext
    from bot.rendering.targets.rich_text import Block

MOST_OPTIONS: Final = 100
LONGEST_OPTION: Final = 75


def article_options(nearest: Iterable[Match], context: RenderContext, language: Language) -> list[Block]:
    """Return the published articles but small talk, those of `nearest` first, then by title: maybe too many."""
    rank = {slug: place for place, slug in reversed(list(enumerate(match.article for match in nearest)))}
    articles = (article for article in context.knowledge.published() if article.topic != "general")
    titles = sorted(
        (rank.get(article.slug, len(rank)), article.title.in_language(language), article.slug) for article in articles
    )
    return [option(title, slug) for _, title, slug in titles]


def option(words: str, value: str) -> Block:
    """Return one option of a menu."""
    return {"text": {"type": "plain_text", "text": shortened(words, LONGEST_OPTION), "emoji": False}, "value": value}
