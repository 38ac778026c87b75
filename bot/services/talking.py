"""What a talk is about from a reply on: what was answered last, and what could be chosen below it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.domain.calculation import ANSWERED_BY_CALCULATION
from bot.domain.markup import ItemList
from bot.domain.reply import Answer, Calculation, Clarification, FollowUp

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.article import KnowledgeBase
    from bot.domain.conversation import Memory
    from bot.domain.product import Product
    from bot.domain.reply import Reply
    from bot.domain.setup import Setup
    from bot.domain.setup_guide import SetupGuide

_MOST: Final = 5
"""Articles that are remembered: as many as stand below an answer at most."""


def talked_of(reply: Reply, memory: Memory, knowledge: KnowledgeBase) -> Memory:
    """Return `memory` with what `reply` is about in the place of what was talked of before."""
    if isinstance(reply, FollowUp) and not reply.offered:
        return memory
    articles = _articles(reply, knowledge)[:_MOST]
    step = knowledge.setup.of_article(articles[0]) if articles else None
    return replace(
        memory,
        articles=articles,
        offered=_offered(reply, knowledge)[:_MOST],
        step=memory.step if step is None else step.slug,
    )


def talked_of_card(setup: Setup, memory: Memory, guide: SetupGuide, now: datetime) -> Memory:
    """Return `memory` with the step that the card of `setup` shows in the place of what was talked of before."""
    step = guide.step(setup.step) or guide.main[0]
    return replace(
        memory,
        expecting=None,
        language=setup.language,
        updated_at=now,
        articles=(step.article,),
        offered=step.troubles[:_MOST] if setup.state == "stuck" else (),
        trace_id=None,
        asker=setup.person,
        step=step.slug,
        setup=setup.id,
        came_by="setup",
        product=setup.product or memory.product,
    )


def product_of_channel(memory: Memory, knowledge: KnowledgeBase) -> Product | None:
    """Return the product that is meant where none is named and it is not ours: the channel's.

    What was talked of before is ours, and goes before it.
    """
    slug = None if memory.manners is None else memory.manners.product
    if slug is None or memory.articles or memory.offered or memory.expecting:
        return None
    others = (each for each in knowledge.products if each.role == "other")
    return next((each for each in others if each.slug == slug), None)


def _articles(reply: Reply, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """Return what was answered; of a number that was worked out, what says more about it."""
    match reply:
        case Calculation():
            of_number = sorted(ANSWERED_BY_CALCULATION[reply.outcome.calculator] & knowledge.articles.keys())
            return (*reply.articles, *of_number)
        case Answer() | FollowUp():
            return reply.articles
    return ()


def _offered(reply: Reply, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """Return what can be chosen from below a reply, in the order in which it stands there."""
    match reply:
        case Clarification():
            return reply.articles
        case FollowUp():
            return reply.offered
        case Calculation() if reply.offered:
            return reply.offered
        case Answer() | Calculation() if len(reply.articles) == 1:
            return knowledge.articles[reply.articles[0]].related
    return ()


def numbers_its_own(memory: Memory, knowledge: KnowledgeBase, number: int) -> bool:
    """Return whether what was talked of last has a line of that number, and is no numbered step of the set-up."""
    article = knowledge.articles.get(memory.articles[0]) if memory.articles else None
    guide = knowledge.setup
    if article is None or article.slug == guide.overview or guide.of_article(article.slug) in guide.numbered:
        return False
    lists = (each for each in article.answer.en if isinstance(each, ItemList) and each.start is not None)
    return any(number <= len(each.items) for each in lists)
