"""An outbox entry → what it shows and where, as things stand at the moment it is sent: entries hold ids."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal

from bot.domain.outgoing import (
    ConversationMessage,
    Digest,
    Home,
    InPlace,
    Requests,
    SetupCard,
    SystemNotice,
    TeamReport,
    message_key,
)
from bot.domain.report import Period
from bot.domain.setup import MOST_SETUPS
from bot.domain.ticket import UNFINISHED, Place, PostedMessage, may_apply
from bot.domain.ticket_bodies import TicketCard, TicketCorrection, TicketNews, TicketNote, TicketStatus
from bot.domain.told_kinds import OF_THE_REQUESTER
from bot.domain.views import (
    DIGEST_LIMIT,
    DigestView,
    HomeView,
    ReportView,
    RequestsView,
    SetupView,
    TeamQueue,
    TicketView,
)
from bot.services.answering import DEFAULT_LANGUAGE
from bot.services.ports import Search
from bot.services.reporting import report_of
from bot.services.setting_up import view_of_setups

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.language import Language
    from bot.domain.outgoing import Outgoing
    from bot.domain.ticket import Ticket
    from bot.domain.ticket_bodies import AboutTicket
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


class KeptError(Exception):
    """What it belongs to is not there, and is not on its way either; but it may be some day."""


class NeverError(Exception):
    """What it belongs to was given up."""


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
            KeptError: nor is it on its way, and nobody may lose what was to stand there.
            NeverError: nor will it ever be, and somebody has to know.
            StoreUnavailableError: what it shows cannot be read.
        """
        content, destination = outgoing.body, outgoing.destination
        if isinstance(content, TicketCard | TicketStatus | TicketNews | TicketNote | TicketCorrection):
            ticket = self.store.tickets.get(destination.team, content.ticket)
            if ticket is None or not self._is_for_somebody(ticket, content, outgoing.id):
                return None
            if isinstance(content, TicketStatus):
                content = replace(content, is_unseen=self._is_unseen(ticket))
            return _about(ticket, outgoing, content)
        place = Place(destination.channel, destination.thread)
        if isinstance(content, InPlace | SetupCard) and content.message:
            edited, is_card = PostedMessage(content.channel, content.message), isinstance(content, SetupCard)
            person = destination.person if is_card else None
            return Message(outgoing.id, place, None, outgoing.since, person, edited, is_posted=is_card)
        return Message(outgoing.id, place, None, outgoing.since, destination.person)

    def _is_unseen(self, ticket: Ticket) -> bool:
        """Return whether nobody in the team sees the request, and none will before its card is put back."""
        return ticket.card is None and self.store.card_state(ticket.team, ticket.id) == "lost"

    def _is_for_somebody(self, ticket: Ticket, content: AboutTicket, name: str) -> bool:
        """Return whether there is a team that hears of tickets, and for a line below a card, that card."""
        if self.support is not None:
            return not isinstance(content, TicketNote) or self._has_place(ticket, content, name)
        if isinstance(content, TicketNote) and content.kind in OF_THE_REQUESTER:
            raise KeptError  # the team may be put back into the settings
        return False

    def _has_place(self, ticket: Ticket, note: TicketNote, note_id: str) -> bool:
        """Return whether there is a card that the line belongs below, which says itself what most lines say."""
        if ticket.card is not None:
            return True
        # For one that was put in behind the line it is not waited: that may be given up in its turn.
        if self.store.is_card_on_its_way(ticket.team, ticket.id, note_id):
            raise NotYetError
        if note.kind not in OF_THE_REQUESTER:
            return False
        if ticket.state in UNFINISHED or self._may_be_taken_back(ticket):
            raise KeptError
        raise NeverError

    def _may_be_taken_back(self, ticket: Ticket) -> bool:
        """Return whether the requester ended it, and may still reopen it: what they added goes along then."""
        last = next(reversed(self.store.tickets.history(ticket.team, ticket.id)), None)
        is_theirs = last is not None and last.person == ticket.person
        return is_theirs and may_apply(ticket, "reopen", self.clock.now())

    def view_of(self, outgoing: Outgoing) -> View | None:
        """Return what is shown, where it is not about one ticket; None where nobody waits for it any more.

        Raises:
            StoreUnavailableError: it cannot be read now.
        """
        content = outgoing.body
        if isinstance(content, SetupCard):
            return self._setup(outgoing, content)
        if isinstance(content, ConversationMessage):
            return content
        if isinstance(content, Home):
            return self._home(outgoing.destination.team, outgoing.destination.person or "", content)
        if self.support is not None and isinstance(content, Requests | Digest | TeamReport):
            return self._overview(outgoing, content, self.support)
        # Somebody ordered a report before the support team was taken out of the settings.
        return SystemNotice("no-team", content.language) if isinstance(content, TeamReport) else None

    def _setup(self, outgoing: Outgoing, card: SetupCard) -> SetupView | SystemNotice | None:
        """Return where the person is now; None for a reminder of what has gone on since it was asked for."""
        team, person = outgoing.destination.team, outgoing.destination.person or ""
        setup = self.store.setups.get(team, card.setup)
        if card.is_reminder and (setup is None or setup.version != card.version):
            return None
        if setup is None:
            return SystemNotice("setup-gone", card.language)
        setups = self.store.setups.of_person(team, person, MOST_SETUPS)
        others = tuple(each for each in setups if not each.is_finished and each.id != setup.id)
        return SetupView(setup.language, setup, others, card.is_reminder)

    def _overview(self, outgoing: Outgoing, content: Requests | Digest | TeamReport, support: SupportContext) -> View:
        team = outgoing.destination.team
        match content:
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

    def _home(self, team: str, person: str, content: Home) -> HomeView:
        """Return a person's home: the support team sees its queue first, everybody sees their own requests."""
        requests = self.store.tickets.of_person(team, person, LIST_LIMIT)
        setups = self.store.setups.of_person(team, person, MOST_SETUPS)
        setup = view_of_setups(setups, content.language)
        support = self.support
        if support is None or support.membership.membership_of(person) != "member":
            return HomeView(content.language, requests, setup=setup)
        language = content.language if content.is_chosen else support.desk.language
        return HomeView(language, requests, self._queue(team, person), setup)

    def _queue(self, team: str, person: str) -> TeamQueue:
        tickets = self.store.tickets
        mine = tickets.find(team, Search(states=UNFINISHED, assignee=person), 0, LIST_LIMIT)
        unclaimed = tickets.find(team, Search(states=frozenset({"open"})), 0, LIST_LIMIT)
        counts = [each for each in tickets.counts(self.clock.now()) if each.team == team and each.state in UNFINISHED]
        states = tuple((each.state, each.count) for each in counts)
        return TeamQueue(mine, unclaimed, self._late(team), states, sum(each.late for each in counts))

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
            below = Place("") if ticket.card is None else Place(ticket.card.channel, ticket.card.id)
            return Message(outgoing.id, below, view, outgoing.since)


def _showing(
    content: TicketCard | TicketStatus,
    view: TicketView,
    shown: PostedMessage | None,
    place: Place,
) -> Message | None:
    """Return a card or a status message, which is posted once and then edited; None where it is shown already."""
    ticket = view.ticket
    is_shown = shown is not None and shown.version >= content.version
    if is_shown and not (isinstance(content, TicketStatus) and content.is_again):
        return None
    name: Literal["card", "status"] = "card" if isinstance(content, TicketCard) else "status"
    person = None if isinstance(content, TicketCard) else ticket.person
    return Message(
        id=message_key(name, ticket.team, ticket.id),
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
