"""What is shown → the elements it is made of, whatever it is: the one place that knows all views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import texts
from bot.domain.outgoing import TicketCard, TicketCorrection, TicketNews, TicketNote, TicketStatus
from bot.domain.views import DigestView, ErasureQuestion, HomeView, QueueView, ReportView, RequestsView, TicketView
from bot.rendering import homes
from bot.rendering.conversation_messages import elements_of
from bot.rendering.reports.report_summary import summary_of
from bot.rendering.reports.report_tables import Words
from bot.rendering.tickets.card import card, note
from bot.rendering.tickets.queue import digest, queue
from bot.rendering.tickets.status import correction, news, requests, status

if TYPE_CHECKING:
    from bot.domain.desk import SupportDeskConfig
    from bot.domain.views import View
    from bot.rendering.context import RenderContext
    from bot.rendering.document import Element


def view_elements(view: View, context: RenderContext) -> tuple[Element, ...]:
    """Return what `view` is made of, from top to bottom."""
    match view:
        case TicketView() | HomeView() | DigestView() | QueueView() if context.desk is not None:
            return _of_the_team(view, context, context.desk)
        case TicketView() | HomeView() | DigestView() | QueueView():
            raise LookupError("no support team is set (any more)")
        case ReportView():
            return summary_of(view.report, Words(context, view.language))
        case ErasureQuestion():
            return homes.erasure_question(view)
        case RequestsView():
            return requests(view.requests, view.language)
    return elements_of(view, context)


def _of_the_team(
    view: TicketView | HomeView | DigestView | QueueView, context: RenderContext, desk: SupportDeskConfig
) -> tuple[Element, ...]:
    match view:
        case TicketView():
            return _about_ticket(view, context, desk)
        case HomeView():
            own = homes.requester(view.requests, view.language)
            return own if view.queue is None else homes.support_member(view.queue, context, desk, view.language) + own
        case DigestView():
            return digest(view, context, desk)
        case QueueView():
            heading = texts.get(f"queue-{view.name}", desk.language)
            if view.words:
                heading = texts.get("queue-found", desk.language, heading=heading, words=" ".join(view.words))
            return queue(view, heading, context, desk)


def _about_ticket(view: TicketView, context: RenderContext, desk: SupportDeskConfig) -> tuple[Element, ...]:
    ticket = view.ticket
    match view.content:
        case TicketCard():
            return card(ticket, context, desk)
        case TicketStatus():
            return status(ticket, desk)
        case TicketNews() as update:
            return news(update, ticket, context)
        case TicketCorrection():
            return correction(ticket)
        case TicketNote() as update:
            return note(update, ticket, context, desk)
