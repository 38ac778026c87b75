"""What follows for people from what was delivered, or never will be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.outgoing import (
    Destination,
    Outgoing,
    TicketCard,
    TicketCorrection,
    TicketNews,
    TicketNote,
    TicketStatus,
)

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.desk import SupportDeskConfig


@dataclass(frozen=True, slots=True)
class TicketDeliveryHooks:
    """Ticks what reached the requester, and tells the team what never will."""

    desk: SupportDeskConfig

    def after_sent(self, outgoing: Outgoing, now: datetime) -> tuple[Outgoing, ...]:
        """Return a tick below what a support member said."""
        body = outgoing.body
        if not isinstance(body, TicketNews) or body.kind not in {"reply", "question", "corrected"}:
            return ()
        return (self._note(outgoing, TicketNote(body.ticket, "delivered"), now),)

    def after_given_up(self, outgoing: Outgoing, reason: str, now: datetime) -> tuple[Outgoing, ...]:
        """Tell the team what the requester does not get, and the requester where the team gets nothing."""
        if isinstance(outgoing.body, TicketCard):
            if outgoing.body.version > 1:
                return ()
            news = TicketNews(outgoing.body.ticket, "unreachable")
            return (Outgoing(f"{outgoing.id}:unreachable", outgoing.destination, news, now),)
        if not isinstance(outgoing.body, TicketNews | TicketStatus | TicketCorrection):
            return ()
        return (self._note(outgoing, TicketNote(outgoing.body.ticket, "undelivered", text=reason), now),)

    def _note(self, outgoing: Outgoing, body: TicketNote, now: datetime) -> Outgoing:
        place = Destination(outgoing.destination.team, self.desk.channel)
        return Outgoing(f"{outgoing.id}:{body.kind}", place, body, now)
