"""The last question, asked again about the product that is told now: "and for Kasboek?", "Kasboek", "the second"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.domain.conversation import Memory
from bot.domain.follow_ups import BY_PLACE, CHOICES
from bot.domain.question_log import text_of_question
from bot.domain.reply import Answer, Clarification

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.follow_ups import Heard
    from bot.domain.question_log import LoggedQuestion
    from bot.domain.reply import Reply
    from bot.services.app_context import ReplySource

_NUMBER: Final = re.compile(r"[#(]?([1-9])[.)]?")
_LAST: Final = -1


@dataclass(frozen=True, slots=True)
class LastQuestion:
    """What was asked last, and what was replied to it, where that is known."""

    text: str
    reply: Reply | None


def last_of(question: LoggedQuestion | None) -> LastQuestion | None:
    """Return the last question as it is kept; None where none is."""
    return None if question is None else LastQuestion(text_of_question(question), question.reply)


def asked_again(
    answering: ReplySource,
    text: str,
    memory: Memory,
    last_question: Callable[[], LastQuestion | None],
    heard: Heard | None = None,
) -> tuple[str, Memory]:
    """Return what is asked, and what is remembered of that product: `text` as it is, where it asks by itself.

    `last_question` is called only where it is needed: it may have to be looked up. `heard` is what `text` asks for,
    where somebody has looked already.
    """
    if (product := answering.product_alone(text)) is not None:
        asked = last_question()
        is_of_it = asked is not None and not is_small_talk(answering, asked.reply)
        return about(answering, asked.text, memory, product) if asked and is_of_it else (text, memory)
    return _chosen(answering, text, memory, last_question, heard) if _may_choose(memory) else (text, memory)


def _chosen(
    answering: ReplySource,
    text: str,
    memory: Memory,
    last_question: Callable[[], LastQuestion | None],
    heard: Heard | None,
) -> tuple[str, Memory]:
    """Return the last question about the product that `text` chooses of those that were asked after."""
    named, place = answering.product_opened(text), place_in(heard or answering.hear(text), text)
    asked = None if named is None and place is None else last_question()
    offered = asked.reply.products if asked is not None and isinstance(asked.reply, Clarification) else ()
    if asked is None or not offered:
        return text, memory
    product = named if place is None else offered[place] if place < len(offered) else None
    # A place at which nothing stands gets the same question back, and so the same offer.
    return (asked.text, memory) if product is None else about(answering, asked.text, memory, product)


def chosen_of(answering: ReplySource, text: str, products: tuple[str, ...]) -> str | None:
    """Return the one of `products` that `text` chooses by its place or its name; None where it chooses none."""
    place = place_in(answering.hear(text), text)
    if place is not None:
        return products[place] if place < len(products) else None
    return answering.product_alone(text) or answering.product_opened(text)


def about(answering: ReplySource, text: str, memory: Memory, product: str) -> tuple[str, Memory]:
    """Return the question about that product, whichever it names, and a memory in which that is talked of."""
    talk = replace(memory, product=product, expecting=None, articles=(), offered=(), step=None, setup=None)
    return answering.about_product(text, product), replace(talk, came_by=None)


def is_small_talk(answering: ReplySource, reply: Reply | None) -> bool:
    """Return whether `reply` is about nothing: what it replies to asks nothing that could be asked again."""
    return isinstance(reply, Answer) and not answering.remember(reply, Memory()).articles


def leaves_choice(
    answering: ReplySource, reply: Reply, memory: Memory, last_question: Callable[[], LastQuestion | None]
) -> bool:
    """Return whether `reply` is small talk between what the last question was asked back with and a choice of it."""
    if memory.trace_id is None or not is_small_talk(answering, reply):
        return False
    asked = last_question()
    return asked is not None and isinstance(asked.reply, Clarification) and _offers(asked.reply)


def _offers(reply: Clarification) -> bool:
    return bool(reply.products or reply.articles)


def _may_choose(memory: Memory) -> bool:
    """Return whether products may be what was offered last: nothing else was, nor was anything said or asked for."""
    return memory.trace_id is not None and not (memory.articles or memory.offered or memory.expecting)


def place_in(heard: Heard, text: str) -> int | None:
    """Return the place of what is chosen, the first being 0; None where none is told."""
    number = _NUMBER.fullmatch(text.strip())
    if number is not None:
        return int(number[1]) - 1
    kind = heard.phrase or heard.freely
    if kind not in BY_PLACE:
        return None
    return CHOICES.index(kind) if kind in CHOICES else _LAST
