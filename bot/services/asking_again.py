"""The last question, asked again about the product that is named now: "and for Kasboek?", or its name alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.conversation import Memory
    from bot.services.app_context import ReplySource


def asked_again(
    answering: ReplySource, text: str, memory: Memory, last_question: Callable[[], str | None]
) -> tuple[str, Memory]:
    """Return what is asked, and what is remembered of that product: `text` as it is, where it asks by itself.

    `last_question` is called only where it is needed: it may have to be looked up.
    """
    product = answering.product_alone(text)
    asked = None if product is None else last_question()
    return (text, memory) if product is None or asked is None else about(answering, asked, memory, product)


def about(answering: ReplySource, text: str, memory: Memory, product: str) -> tuple[str, Memory]:
    """Return the question about that product, whichever it names, and a memory in which that is talked of."""
    talk = replace(memory, product=product, expecting=None, articles=(), offered=(), step=None, setup=None)
    return answering.about_product(text, product), replace(talk, came_by=None)
