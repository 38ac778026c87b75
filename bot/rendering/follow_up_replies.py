"""A word on what was said last → its elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.markup import Strong
from bot.rendering.action_ids import NO_TRACE
from bot.rendering.bot_texts import formatted
from bot.rendering.document import Choices, FormattedText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.reply import FollowUp, FollowUpWord
    from bot.rendering.context import RenderContext
    from bot.rendering.document import Element

WANTS_HELP: Final[frozenset[FollowUpWord]] = frozenset({"fails", "beside", "nothing-before", "last-step"})
"""Below these one can ask a person."""
_WITH_THE_WHOLE: Final[frozenset[FollowUpWord]] = frozenset({"where", "shorter"})


def followed_up(reply: FollowUp, context: RenderContext) -> Iterator[Element]:
    """Yield the word itself and what can be chosen below it."""
    language = reply.language
    known = tuple(each for each in reply.articles if each in context.knowledge.articles)
    screen = context.base.screen.get(reply.screen or "")
    if reply.word == "where" and screen is not None:
        menu = screen.in_language(language)
        yield formatted("follow-up-where", language, menu=Strong((menu,)))
    elif reply.word == "shorter" and known:
        answer = context.answer(known[0], language)
        yield FormattedText(answer.blocks[:1])
    else:
        yield formatted(f"follow-up-{_name(reply)}", language)
    offered = known[:1] if reply.word in _WITH_THE_WHOLE else reply.offered
    titles = tuple((slug, context.title(slug, language)) for slug in offered if slug in context.knowledge.articles)
    if titles:
        intro = "follow-up-whole" if reply.word in _WITH_THE_WHOLE else "follow-up-choices"
        yield Choices(texts.get(intro, language), titles, trace=NO_TRACE)


def _name(reply: FollowUp) -> str:
    """Return the text of the word; what cannot be shown any more asks what is meant."""
    return "nothing-before" if reply.word in _WITH_THE_WHOLE else reply.word
