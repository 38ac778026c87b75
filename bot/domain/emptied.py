"""What is left to say of a message whose words were erased when it was given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.outgoing import RelayOffer
from bot.domain.ticket_bodies import TicketNews, TicketNote
from bot.domain.told_kinds import IN_WORDS, OF_THE_TEAM

if TYPE_CHECKING:
    from bot.domain.outgoing import OutgoingContent


def is_emptied(body: OutgoingContent) -> bool:
    """Return whether it is there for somebody's words, and none of them are left: only links, say, were in them."""
    match body:
        case TicketNews(kind=kind, text="", article=None):
            return kind in OF_THE_TEAM
        case TicketNote(kind=kind, text="", article=None):
            return kind in IN_WORDS
        case RelayOffer(text=""):
            return True
    return False
