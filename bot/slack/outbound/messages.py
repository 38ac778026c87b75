"""A message of the outbox → what is posted or edited, and where: how a ticket looks is decided when it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.outgoing import TicketCard, TicketCorrection, TicketNews, TicketNote, TicketStatus
from bot.domain.ticket import Place, PostedMessage

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import TypeAlias

    from bot.domain.outgoing import OfTicket, Outgoing
    from bot.domain.ticket import Ticket
    from bot.rendering.targets.block_kit import Rendered
    from bot.services.ports import TicketViews

    RenderTicket: TypeAlias = Callable[[OfTicket, Ticket], Rendered]


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """What Slack is to be told.

    Attributes:
        id: the message's, which goes along as metadata: one of a ticket's card stays the same in all versions.
        since: when a message of that id may have been posted first.
        edits: the message that is edited; None for a new one.
        version: of the ticket that it shows, where it is one that shows a ticket.
        is_posted: whether it is posted where there is nothing (any more) to edit.
    """

    id: str
    place: Place
    rendered: Rendered
    since: datetime
    edits: PostedMessage | None = None
    version: int | None = None
    is_posted: bool = True


class NotYetError(Exception):
    """What it belongs to is not there yet."""


@dataclass(frozen=True, slots=True)
class TicketComposer:
    """Composes what is about a ticket, as the ticket stands now."""

    tickets: TicketViews
    render: RenderTicket

    def compose(self, outgoing: Outgoing, body: OfTicket) -> SlackMessage | None:
        """What is to be said; None where that is said already, or the ticket is gone.

        Raises:
            NotYetError: the card, in whose thread it belongs, has not been posted.
            StoreUnavailable: the ticket cannot be read.
        """
        ticket = self.tickets.get(outgoing.destination.team, body.ticket)
        if ticket is None:
            return None
        match body:
            case TicketCard() | TicketStatus():
                return self._showing(outgoing, body, ticket)
            case TicketNews():
                return SlackMessage(outgoing.id, _hears_at(ticket), self.render(body, ticket), outgoing.due_at)
            case TicketCorrection():
                wrong = ticket.replied_at
                if wrong is None:
                    return None
                look = self.render(body, ticket)
                place = Place(wrong.channel)
                return SlackMessage(outgoing.id, place, look, outgoing.due_at, edits=wrong, is_posted=False)
            case TicketNote():
                if ticket.card is None:
                    raise NotYetError
                thread = Place(ticket.card.channel, ticket.card.id)
                return SlackMessage(outgoing.id, thread, self.render(body, ticket), outgoing.due_at)

    def _showing(self, outgoing: Outgoing, body: TicketCard | TicketStatus, ticket: Ticket) -> SlackMessage | None:
        is_card = isinstance(body, TicketCard)
        shown = ticket.card if is_card else ticket.status
        if shown is not None and shown.version >= body.version:
            return None
        return SlackMessage(
            id=f"{'card' if is_card else 'status'}:{ticket.team}:{ticket.id}",
            place=Place(outgoing.destination.channel) if is_card else ticket.home,
            rendered=self.render(body, ticket),
            since=ticket.opened_at,
            edits=shown,
            version=ticket.version,
        )


def _hears_at(ticket: Ticket) -> Place:
    """Where the requester hears of it: in the thread where they asked, else below the status message."""
    if ticket.home.thread is not None or ticket.status is None:
        return ticket.home
    return Place(ticket.status.channel, ticket.status.id)
