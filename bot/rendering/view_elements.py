"""What is shown → the elements it is made of, whatever it is: the one place that knows all views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import texts
from bot.domain.ticket_bodies import TicketCard, TicketCorrection, TicketNews, TicketNote, TicketStatus
from bot.domain.views import (
    DigestView,
    ErasureQuestion,
    HomeView,
    QueueView,
    ReportView,
    RequestsView,
    SetupView,
    TicketView,
)
from bot.rendering import homes
from bot.rendering.conversation_messages import elements_of
from bot.rendering.home_articles import all_articles, due_for_review
from bot.rendering.reports.report_summary import summary_of
from bot.rendering.reports.report_tables import Words
from bot.rendering.setups import setup_elements
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
        case TicketView() | DigestView() | QueueView() if context.desk is not None:
            return _of_the_team(view, context, context.desk)
        case TicketView() | DigestView() | QueueView():
            raise LookupError("no support team is set (any more)")
        case ReportView():
            return summary_of(view.report, Words(context, view.language))
        case HomeView() | SetupView() | RequestsView() | ErasureQuestion():
            return _of_one_person(view, context)
    return elements_of(view, context)


def _of_one_person(
    view: HomeView | SetupView | RequestsView | ErasureQuestion, context: RenderContext
) -> tuple[Element, ...]:
    match view:
        case HomeView():
            return _home(view, context)
        case SetupView():
            return setup_elements(view, context)
        case RequestsView():
            return requests(view.requests, view.language)
        case ErasureQuestion():
            return homes.erasure_question(view)


def _home(view: HomeView, context: RenderContext) -> tuple[Element, ...]:
    """Return what everybody has there; above it what a support member looks after."""
    language, desk = view.language, context.desk
    setup = () if view.setup is None else setup_elements(view.setup, context)
    requests = homes.requester(view.requests, language) if desk is not None else homes.reader(language)
    own = (*requests, *setup, *all_articles(context, language))
    if view.queue is None or desk is None:
        return own
    return (*homes.support_member(view.queue, context, desk, language), *due_for_review(context, language), *own)


def _of_the_team(
    view: TicketView | DigestView | QueueView, context: RenderContext, desk: SupportDeskConfig
) -> tuple[Element, ...]:
    match view:
        case TicketView():
            return _about_ticket(view, context, desk)
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
        case TicketStatus(is_unseen=is_unseen):
            return status(ticket, desk, is_unseen=is_unseen)
        case TicketNews() as update:
            return news(update, ticket, context)
        case TicketCorrection():
            return correction(ticket)
        case TicketNote() as update:
            return note(update, ticket, context, desk)
