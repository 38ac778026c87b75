"""How what is about a ticket looks: the one place that knows both its messages and their renderers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.outgoing import TicketCard, TicketCorrection, TicketNews, TicketNote, TicketStatus
from bot.rendering.targets.block_kit import rendered
from bot.rendering.tickets.card import card, note
from bot.rendering.tickets.status import correction, news, status

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.desk import SupportDeskConfig
    from bot.domain.outgoing import OfTicket
    from bot.domain.ticket import Ticket
    from bot.rendering.context import RenderContext
    from bot.rendering.document import Element
    from bot.rendering.targets.block_kit import Rendered
    from bot.slack.outbound.messages import RenderTicket


def ticket_renderer(desk: SupportDeskConfig, context: Callable[[], RenderContext]) -> RenderTicket:
    """A function from a message about a ticket, and the ticket as it stands, to its looks."""

    def render(body: OfTicket, ticket: Ticket) -> Rendered:
        return rendered(_pieces(body, ticket, desk, context()))

    return render


def _pieces(body: OfTicket, ticket: Ticket, desk: SupportDeskConfig, context: RenderContext) -> tuple[Element, ...]:
    match body:
        case TicketCard():
            return card(ticket, context, desk)
        case TicketStatus():
            return status(ticket, desk)
        case TicketNews():
            return news(body, ticket, context)
        case TicketCorrection():
            return correction(ticket)
        case TicketNote():
            return note(body, ticket, context, desk)
