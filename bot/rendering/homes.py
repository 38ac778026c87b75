"""App Home: a support member's queue, and everybody's own requests; and having all that is stored erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import texts
from bot.domain.ticket import UNFINISHED
from bot.rendering.action_ids import ASK_HUMAN_BUTTON, ERASURE_BUTTON, NO_TRACE, QUEUE_BUTTON
from bot.rendering.bot_texts import formatted
from bot.rendering.document import Actions, Button, Footnote, Title
from bot.rendering.tickets.queue import queued
from bot.rendering.tickets.status import requests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.desk import SupportDeskConfig
    from bot.domain.language import Language
    from bot.domain.ticket import Ticket
    from bot.domain.views import ErasureQuestion, TeamQueue
    from bot.rendering.context import RenderContext
    from bot.rendering.document import Element


def requester(tickets: Sequence[Ticket], language: Language) -> tuple[Element, ...]:
    """Return how to ask, and how one's requests stand."""
    return (
        Title(texts.get("home-title", language)),
        formatted("home-ask", language),
        Actions((Button(ASK_HUMAN_BUTTON, texts.get("ask-human", language), NO_TRACE),)),
        *requests(tickets, language),
    )


def reader(language: Language) -> tuple[Element, ...]:
    """Return how to ask, where there is no team to ask."""
    return Title(texts.get("home-title", language)), formatted("home-ask-alone", language)


def erasure_question(view: ErasureQuestion) -> tuple[Element, ...]:
    """Return whether everything that is kept of somebody is to go, and what goes with it."""
    language = view.language
    buttons = (
        Button(ERASURE_BUTTON + "erase", texts.get("privacy-erase-button", language), NO_TRACE, is_danger=True),
        Button(ERASURE_BUTTON + "keep", texts.get("privacy-keep-button", language), NO_TRACE),
    )
    return formatted("privacy-ask", language, open=str(view.unfinished)), Actions(buttons)


def support_member(
    queue: TeamQueue, context: RenderContext, desk: SupportDeskConfig, language: Language
) -> tuple[Element, ...]:
    """Return how the team's tickets stand, then what one has claimed, what nobody has, and what is late.

    It is in the language of who reads it.
    """
    counts = {state: str(dict(queue.counts).get(state, 0)) for state in UNFINISHED}
    elements: list[Element] = [
        Title(texts.get("home-queue", language)),
        formatted("home-counts", language, late=str(queue.late_count), **counts),
        Actions((Button(QUEUE_BUTTON, texts.get("home-queue-button", language), NO_TRACE),)),
    ]
    for name, tickets in (("mine", queue.mine), ("unclaimed", queue.unclaimed), ("overdue", queue.late)):
        elements.append(Title(texts.get(f"queue-{name}", language)))
        if tickets:
            elements.append(Footnote(texts.get("queue-columns", language)))
        elements += [queued(ticket, context, desk, language) for ticket in tickets]
        if not tickets:
            elements.append(formatted("queue-empty", language))
    return tuple(elements)
