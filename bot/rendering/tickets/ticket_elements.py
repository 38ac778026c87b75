"""What the looks of tickets have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import texts
from bot.domain.markup import Timestamp
from bot.rendering import action_ids
from bot.rendering.context import moment_in_words
from bot.rendering.document import Actions, Button
from bot.rendering.masking import masked

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.desk import SupportDeskConfig
    from bot.domain.language import Language
    from bot.domain.ticket import Ticket
    from bot.rendering.context import RenderContext


def when(moment: datetime, desk: SupportDeskConfig, language: Language, *, is_ago: bool = False) -> Timestamp:
    """Return a time as a part of a line."""
    return Timestamp(moment, moment_in_words(moment, desk.hours.zone, language), is_ago)


def title_of(ticket: Ticket, language: Language) -> str:
    """Return a ticket's title as it is shown; a message that the bot could not read has a name instead."""
    return masked(ticket.title, language) if ticket.text else texts.get("reaction-title", language)


def text_of(ticket: Ticket, language: Language) -> str:
    """Return a ticket's text as it is shown; of a message that the bot could not read, what tells it from others."""
    if ticket.text:
        return masked(ticket.text, language)
    return texts.get("reaction-text", language, mark=(ticket.trace_id or ticket.id)[:6])


def titles(slugs: tuple[str, ...], context: RenderContext, language: Language) -> str:
    """Return the titles of those of `slugs` that are still there."""
    known = (slug for slug in slugs if slug in context.knowledge.articles)
    return "; ".join(context.title(slug, language) for slug in known)


def is_it_solved(ticket: Ticket, language: Language) -> Actions:
    """Return whether the requester is helped, asked with two buttons."""
    is_set_aside = ticket.resolution in {"duplicate", "out-of-scope"}
    yes, no = ("agreed", "not-agreed") if is_set_aside else ("solved", "not-solved")
    return Actions(
        (
            Button(action_ids.CONFIRM, texts.get(yes, language), ticket.id, is_primary=True),
            Button(action_ids.REOPEN, texts.get(no, language), ticket.id),
        )
    )
