"""A package is named and nothing asked of it yet: it is asked what one wants to know, with what can be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.article import GENERAL, HELP_ARTICLE, PLEA
from bot.domain.reply import Clarification

if TYPE_CHECKING:
    from bot.domain.article import KnowledgeBase
    from bot.domain.conversation import Memory
    from bot.domain.language import Language

_MOST: Final = 4


def opening(knowledge: KnowledgeBase, language: Language) -> Clarification:
    """Return the question what one wants to know of the product of `knowledge`."""
    return Clarification(language, _topics_of(knowledge), 1.0, is_opening=True)


def waits_for_more(memory: Memory) -> bool:
    """Return whether a number is still asked for, or a card was shown last: a name says something to that."""
    return memory.expecting is not None or memory.setup is not None


def _topics_of(knowledge: KnowledgeBase) -> tuple[str, ...]:
    """Return what can be asked, for example: the overview, what stands below help, then what else is published."""
    published = [
        article.slug for article in knowledge.published() if article.topic != GENERAL and article.kind != PLEA
    ]
    helping = knowledge.articles.get(HELP_ARTICLE)
    first = (knowledge.setup.overview, *(() if helping is None else helping.related))
    return tuple(dict.fromkeys([*(slug for slug in first if slug in published), *published]))[:_MOST]
