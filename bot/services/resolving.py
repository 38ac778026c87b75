"""An outbox entry → what it shows and where, as things stand at the moment it is sent: entries hold ids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.outgoing import (
    AskWhy,
    Digest,
    Home,
    InPlace,
    RelayOffer,
    ReplyMessage,
    Requests,
    SystemNotice,
    TeamReport,
    TicketCard,
    TicketCorrection,
    TicketNews,
    TicketNote,
    TicketStatus,
    TransitionRefused,
)
from bot.domain.report import Period
from bot.domain.ticket import UNFINISHED, Place, PostedMessage
from bot.domain.views import DIGEST_LIMIT, DigestView, HomeView, ReportView, RequestsView, TeamQueue, TicketView
from bot.services.answering import DEFAULT_LANGUAGE
from bot.services.ports import Search
from bot.services.reporting import report_of

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.language import Language
    from bot.domain.outgoing import AboutTicket, Outgoing, Overview
    from bot.domain.ticket import Ticket
    from bot.domain.views import View
    from bot.services.app_context import SupportContext
    from bot.services.ports import Clock, Store

LIST_LIMIT: Final = 10


@dataclass(frozen=True, slots=True)
class Message:
    """A message that is posted or edited.

    Attributes:
        id: goes along as metadata: one of a ticket's card stays the same in all versions.
        person: whom it is for, where it is for one: where they cannot be told there, they are told directly.
        since: when a message of that id may have been posted first.
        edits: the message that is edited; None for a new one.
        version: of the ticket that it shows, where it is one that shows a ticket.
        view: a ticket as it stands; None for what `view_of` looks up.
        is_answered: whether people answer below it, so that it is remembered where it stands by itself.
        direct: where the person is told directly, where that is below something; None for a message by itself.
        is_posted: whether it is posted where there is nothing (any more) to edit.
    """

    id: str
    place: Place
    view: TicketView | None
    since: datetime
    person: str | None = None
    edits: PostedMessage | None = None
    version: int | None = None
    is_posted: bool = True
    is_answered: bool = False
    direct: Place | None = None


class NotYetError(Exception):
    """What it belongs to is not there yet."""


@dataclass(frozen=True, slots=True)
class OutboxResolver:
    """Looks up what outbox entries stand for."""

    store: Store
    clock: Clock
    support: SupportContext | None = None

    @property
    def team_language(self) -> Language:
        """The support team's language; the bot's own where there is no team."""
        return DEFAULT_LANGUAGE if self.support is None else self.support.desk.language

    def message_of(self, outgoing: Outgoing) -> Message | None:
        """Return what is to be posted or edited; None where that is done already, or the ticket is gone.

        Raises:
            NotYetError: the card, in whose thread it belongs, has not been posted.
            StoreUnavailableError: what it shows cannot be read.
        """
        content, destination = outgoing.body, outgoing.destination
        if isinstance(content, TicketCard | TicketStatus | TicketNews | TicketNote | TicketCorrection):
            ticket = None if self.support is None else self.store.tickets.get(destination.team, content.ticket)
            return None if ticket is None else _about(ticket, outgoing, content)
        place = Place(destination.channel, destination.thread)
        if isinstance(content, InPlace) and content.message:
            edited = PostedMessage(content.channel, content.message)
            return Message(outgoing.id, place, None, outgoing.since, edits=edited, is_posted=False)
        return Message(outgoing.id, place, None, outgoing.since, destination.person)

    def view_of(self, outgoing: Outgoing) -> View | None:
        """Return what is shown, where it is not about one ticket; None where nobody waits for it any more.

        Raises:
            StoreUnavailableError: it cannot be read now.
        """
        content = outgoing.body
        if isinstance(content, ReplyMessage | SystemNotice | TransitionRefused | AskWhy | InPlace | RelayOffer):
            return content
        if self.support is not None and isinstance(content, Home | Requests | Digest | TeamReport):
            return self._overview(outgoing, content, self.support)
        # Somebody ordered a report before the support team was taken out of the settings.
        return SystemNotice("no-team", content.language) if isinstance(content, TeamReport) else None

    def _overview(self, outgoing: Outgoing, content: Overview, support: SupportContext) -> View:
        team = outgoing.destination.team
        match content:
            case Home():
                return self._home(team, outgoing.destination.person or "", content, support)
            case Requests():
                person = outgoing.destination.person or ""
                return RequestsView(content.language, self.store.tickets.of_person(team, person, LIST_LIMIT))
            case Digest():
                find = self.store.tickets.find
                unfinished = find(team, Search(states=UNFINISHED), 0, DIGEST_LIMIT)
                return DigestView(unfinished, self._late(team))
            case _:  # a report
                zone = support.desk.hours.zone
                period = Period(outgoing.due_at - timedelta(days=content.days), outgoing.due_at, zone)
                figures = self.store.report_queries.figures(period, team)
                return ReportView(content.language, report_of(figures, period, support.desk, self.clock.now()))

    def _home(self, team: str, person: str, content: Home, support: SupportContext) -> HomeView:
        """Return a person's home: the support team sees its queue first, everybody sees their own requests."""
        requests = self.store.tickets.of_person(team, person, LIST_LIMIT)
        if support.membership.membership_of(person) != "member":
            return HomeView(content.language, requests)
        find = self.store.tickets.find
        mine = find(team, Search(states=UNFINISHED, assignee=person), 0, LIST_LIMIT)
        unclaimed = find(team, Search(states=frozenset({"open"})), 0, LIST_LIMIT)
        language = content.language if content.is_chosen else support.desk.language
        return HomeView(language, requests, TeamQueue(mine, unclaimed, self._late(team)))

    def _late(self, team: str) -> tuple[Ticket, ...]:
        search = Search(states=UNFINISHED, late_by=self.clock.now())
        return self.store.tickets.find(team, search, 0, LIST_LIMIT)


def _about(ticket: Ticket, outgoing: Outgoing, content: AboutTicket) -> Message | None:
    view = TicketView(content, ticket)
    match content:
        case TicketCard():
            return _showing(content, view, ticket.card, Place(outgoing.destination.channel))
        case TicketStatus():
            return _showing(content, view, ticket.status, ticket.home)
        case TicketNews():
            direct = _directly(ticket)
            place = direct if content.is_private else _heard_at(ticket)
            since, person = outgoing.since, ticket.person
            return Message(outgoing.id, place, view, since, person, is_answered=True, direct=direct)
        case TicketCorrection():
            wrong = ticket.replied_at
            if wrong is None:
                return None
            return Message(outgoing.id, Place(wrong.channel), view, outgoing.since, edits=wrong, is_posted=False)
        case _:  # a note
            if ticket.card is None:
                raise NotYetError
            return Message(outgoing.id, Place(ticket.card.channel, ticket.card.id), view, outgoing.since)


def _showing(
    content: TicketCard | TicketStatus,
    view: TicketView,
    shown: PostedMessage | None,
    place: Place,
) -> Message | None:
    """Return a card or a status message, which is posted once and then edited; None where it is shown already."""
    ticket = view.ticket
    if shown is not None and shown.version >= content.version:
        return None
    name = "card" if isinstance(content, TicketCard) else "status"
    person = None if isinstance(content, TicketCard) else ticket.person
    return Message(
        id=f"{name}:{ticket.team}:{ticket.id}",
        place=place,
        view=view,
        since=ticket.opened_at,
        person=person,
        edits=shown,
        version=ticket.version,
    )


def _directly(ticket: Ticket) -> Place:
    """Return where the requester alone reads it: below what they read so first, in the ticket's one thread there."""
    first = ticket.direct
    return Place.of_person(ticket.person) if first is None else Place(first.channel, first.id)


def _heard_at(ticket: Ticket) -> Place:
    """Return where the requester hears of it: in the thread where they asked, else below the status message."""
    if ticket.home.thread is not None or ticket.status is None:
        return ticket.home
    return Place(ticket.status.channel, ticket.status.id)
