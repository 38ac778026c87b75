"""What one integration says, in the names by which its articles are known outside, and back again."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

from bot.domain.reply import Calculation, Counterfactual, Evidence, Match

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.article import KnowledgeBase
    from bot.domain.conversation import Memory
    from bot.domain.reply import Reply, Trace

_Reply = TypeVar("_Reply", bound="Reply")


def outside(reply: _Reply, base: KnowledgeBase) -> _Reply:
    """Return `reply` of one integration as it is said beside others: with what it is about, and whose articles."""
    return replace(_named(reply, base.known_as), about=base.product)


def inside(reply: _Reply, base: KnowledgeBase) -> _Reply:
    """Return what was said `outside`, as its own integration says it."""
    return _named(reply, lambda slug: slug.removeprefix(base.prefix))


def found_in(reply: Reply) -> Calculation | None:
    """Return what was worked out in one integration's reply, and nothing else of it; None where nothing was."""
    if not isinstance(reply, Calculation) or reply.outcome.value is None:
        return None
    return Calculation(reply.language, reply.outcome, about=reply.about)


def trace_outside(trace: Trace, base: KnowledgeBase) -> Trace:
    """Return why an integration says what it says, likewise."""
    known_as, changed = base.known_as, trace.counterfactual
    return replace(
        trace,
        evidence=tuple(Evidence(each.phrasing, known_as(each.target), each.weight) for each in trace.evidence),
        candidates=_matches(trace.candidates, known_as),
        counterfactual=changed and Counterfactual(changed.word, outside(changed.reply, base), changed.is_same),
        parts=tuple(replace(part, best=known_as(part.best)) for part in trace.parts),
    )


def memory_outside(memory: Memory, base: KnowledgeBase) -> Memory:
    """Return what one integration remembers of a talk, as it is kept."""
    articles, offered = (tuple(map(base.known_as, slugs)) for slugs in (memory.articles, memory.offered))
    return replace(memory, product=base.product, articles=articles, offered=offered)


def memory_inside(memory: Memory, base: KnowledgeBase) -> Memory:
    """Return what was kept, as one integration remembers it: of what was said of another product, nothing."""
    articles, offered = (_own(slugs, base) for slugs in (memory.articles, memory.offered))
    if memory.manners is not None and memory.product is not None:  # what is talked of goes before the channel's
        memory = replace(memory, manners=replace(memory.manners, product=None))
    if memory.product in {None, base.product}:
        return replace(memory, articles=articles, offered=offered)
    memory = replace(memory, expecting=None, step=None, setup=None, came_by=None)
    return replace(memory, articles=articles, offered=offered)


def _own(slugs: tuple[str, ...], base: KnowledgeBase) -> tuple[str, ...]:
    inside = (slug.removeprefix(base.prefix) for slug in slugs)
    return tuple(slug for slug in inside if slug in base.articles)


def _named(reply: _Reply, name: Callable[[str], str]) -> _Reply:
    """Return `reply` with each article and gap under the name that `name` gives it."""
    changes: dict[str, Any] = {"candidates": _matches(reply.candidates, name)}
    for each in fields(reply):
        value = getattr(reply, each.name)
        if each.name in {"articles", "offered"}:
            changes[each.name] = tuple(map(name, value))
        elif each.name == "gap" and value is not None:
            changes[each.name] = name(value)
    return replace(reply, **changes)


def _matches(matches: tuple[Match, ...], name: Callable[[str], str]) -> tuple[Match, ...]:
    return tuple(Match(name(match.article), match.score) for match in matches)
