"""All articles to choose from in App Home, and for their editors those that are due for review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.review_days import articles_due
from bot.rendering.action_ids import ARTICLE_BUTTON, NO_TRACE
from bot.rendering.document import Actions, Button, Choices, Footnote, Title
from bot.rendering.reviews import due_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.domain.article import Article, KnowledgeBase
    from bot.domain.language import Language
    from bot.rendering.context import RenderContext
    from bot.rendering.document import Element

_A_ROW: Final = 25
"""Buttons that Slack takes side by side."""
_MOST_ROWS: Final = 6
"""Rows of a group: a view has a hundred blocks, and more articles are found by asking."""
_MOST_DUE: Final = 10


def all_articles(context: RenderContext, language: Language) -> tuple[Element, ...]:
    """Return the published articles in groups: those of each set-up in its order, the others by title."""
    bases = context.knowledge.bases
    rows = [row for base in bases for row in _of_product(base, context.about(base.product), language)]
    if not rows:
        return ()
    return Title(texts.get("home-articles", language)), Footnote(texts.get("home-articles-intro", language)), *rows


def _of_product(base: KnowledgeBase, context: RenderContext, language: Language) -> Iterator[Element]:
    """Yield the groups of one product, below its name where there is another one."""
    topics = {each.folder for each in base.integrations}
    published = {each.slug: each for each in context.knowledge.published() if each.topic in topics}
    guide = context.guide
    in_order = dict.fromkeys((guide.overview, *(step.article for step in guide.steps)))
    of_setup = [published.pop(slug) for slug in in_order if slug is not None and slug in published]
    others = sorted(published.values(), key=lambda article: article.title.in_language(language))
    groups = (("home-articles-setup", of_setup), ("home-articles-others", others))
    rows = [row for name, group in groups for row in _rows(texts.get(name, language), _titled(group, language))]
    if rows and context.knowledge.is_of_several:
        yield Title(context.ours)
    yield from rows


def due_for_review(context: RenderContext, language: Language) -> tuple[Element, ...]:
    """Return the articles whose review is due by now or soon, the earliest first, each with its day and owner."""
    due = articles_due(context.knowledge, context.today)
    if not due:
        return ()
    shown = tuple((each.slug, due_row(each, language)) for each in due[:_MOST_DUE])
    intro = texts.get("home-due-intro", language, count=str(len(due)))
    return Title(texts.get("home-due", language)), Choices(intro, shown)


def _titled(articles: Iterable[Article], language: Language) -> list[tuple[str, str]]:
    return [(article.slug, article.title.in_language(language)) for article in articles]


def _rows(heading: str, articles: Sequence[tuple[str, str]]) -> Iterator[Element]:
    """Yield a group: its heading above the first row of buttons."""
    for begin in range(0, min(len(articles), _A_ROW * _MOST_ROWS), _A_ROW):
        row = tuple(articles[begin : begin + _A_ROW])
        if begin == 0:
            yield Choices(heading, row)
        else:
            yield Actions(tuple(Button(ARTICLE_BUTTON + slug, title, NO_TRACE) for slug, title in row))
