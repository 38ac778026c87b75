"""Where an answer comes from: the title of the reviewed text, leading to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import texts
from bot.domain.markup import Link
from bot.rendering.bot_texts import sentence

if TYPE_CHECKING:
    from bot.domain.article import Article
    from bot.domain.language import Language
    from bot.domain.markup import Inline
    from bot.rendering.context import RenderContext


def origin(
    name: str, article: Article, language: Language, context: RenderContext, **values: str
) -> tuple[Inline, ...]:
    """Return the text `name`, in which {document} is the article's source and {section} its heading there."""
    document = document_of(article, language, context)
    return sentence(name, language, document=document, section=article.source.section, **values)


def document_of(article: Article, language: Language, context: RenderContext) -> Inline:
    """Return the source's title as a link; its bare name where nothing more is known of it.

    Of a page in another language the title says which.
    """
    source = context.knowledge.source_of(article)
    if source is None:
        return article.source.document
    title, place = source.title.in_language(language), source.address_for(language)
    if place is None:
        return title
    address, spoken = place
    known = title if spoken == language else texts.get(f"page-in-{spoken}", language, title=title)
    return Link(address, (known,))
