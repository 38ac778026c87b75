"""The life of a ticket: each action takes its steps within a transaction, and puts into the outbox who is told of it.

Everybody is told from the outbox, so a step and the words about it are kept together or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.domain.outgoing import Destination, Outgoing
from bot.domain.ticket import (
    NOBODY,
    InvalidTransitionError,
    TransitionRecord,
    apply_transition,
    late_at,
    next_reminder,
)
from bot.domain.ticket_bodies import TicketCard, TicketCorrection, TicketNews, TicketNote, TicketStatus
from bot.services.auditing import note_opening, note_step
from bot.services.ports import Timers

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.desk import SupportDeskConfig
    from bot.domain.outgoing import OutgoingContent
    from bot.domain.ticket import Lesson, Resolution, Step, Ticket
    from bot.domain.told_kinds import NewsKind, NoteKind
    from bot.services.app_context import AppContext
    from bot.services.ports import Audit, Transaction


MOST_OPEN: Final = 5
"""Unfinished tickets of one person: who has more is asked to wait, or to withdraw one."""


class NoTicketError(Exception):
    """There is no such ticket (any more)."""


@dataclass(frozen=True, slots=True)
class TeamReply:
    """What a support member says to the requester: their words, an article, or both. `kind` is what it is for."""

    text: str = ""
    article: str | None = None
    kind: NewsKind = "reply"
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class RequesterWords:
    """What a requester wrote, in which message; `written_at` where it came so late that it has to be said.

    `kind` is what it is: an answer, its edit, or what goes along with the request.
    """

    text: str
    message: str | None = None
    kind: NoteKind = "answered"
    written_at: str | None = None


@dataclass(frozen=True, slots=True)
class TicketWorkflow:
    """What can be done with tickets, within one transaction of one team."""

    transaction: Transaction
    desk: SupportDeskConfig
    team: str
    now: datetime
    audit: Audit

    def open(self, ticket: Ticket, along: RequesterWords | None = None) -> Ticket:
        """Keep a new ticket; team and requester are told, `along` with it. One of the same question is given back.

        Where the team thought that one solved it is open again: who asks the same once more was not helped.
        """
        self.transaction.tickets.hold_openings(self.team)
        existing = self.existing(ticket)
        if existing is not None:
            there = self.reopen(existing.id, existing.person) if existing.state == "resolved" else existing
            return there if along is None else self.answer(there.id, there.person, along)
        opened = self.transaction.tickets.open(ticket, self._timers(ticket))
        note_opening(self.transaction, self.audit, opened)
        self._show(opened)
        self._note(opened, "opened", opened.person)
        if along is not None:
            self._note(opened, along.kind, opened.person, along.text)
        return opened

    def existing(self, ticket: Ticket) -> Ticket | None:
        """Return the requester's ticket of the same question, where it is not closed."""
        return self.transaction.tickets.unclosed(self.team, ticket.person, ticket.trace_id, ticket.text)

    def has_too_many(self, person: str) -> bool:
        """Return whether somebody has as many unfinished tickets as they may, until the transaction ends."""
        self.transaction.tickets.hold_openings(self.team)
        return self.transaction.tickets.count_unfinished(self.team, person) >= MOST_OPEN

    def claim(self, ticket_id: str, by: str) -> Ticket:
        """Take it oneself.

        Raises:
            NoTicketError: there is none.
            InvalidTransitionError: somebody was first.
        """
        return self._claimed(self._get(ticket_id), by)

    def claim_if_open(self, ticket_id: str, by: str) -> Ticket:
        """Take it oneself where nobody has it; otherwise it stays as it is.

        Raises:
            NoTicketError: there is none.
        """
        return self._taken_over(self._get(ticket_id), by)

    def assign(self, ticket_id: str, by: str, to: str) -> Ticket:
        """Give it to `to`, who is told.

        Raises:
            NoTicketError, InvalidTransitionError: see `claim`.
        """
        before = self._get(ticket_id)
        after = self._step(before, "assign", by, assignee=to)
        self._note(after, "assigned", to)
        if before.assignee != to:
            self._tell(after, TicketNews(after.id, "claimed", to))
        return after

    def reply(self, ticket_id: str, by: str, reply: TeamReply) -> Ticket:
        """Say something to the requester; who replies to an open ticket has it from then on.

        Raises:
            NoTicketError, InvalidTransitionError: see `claim`.
        """
        ticket = self._taken_over(self._get(ticket_id), by)
        if reply.kind == "question":
            ticket = replace(ticket, is_asked_privately=reply.is_private)
        after = self._step(ticket, "ask" if reply.kind == "question" else "reply", by)
        self._tell(after, TicketNews(after.id, reply.kind, by, reply.text, reply.article, reply.is_private))
        if reply.kind == "corrected" and after.replied_at is not None:
            there = Destination(self.team, after.replied_at.channel)
            self._send(f"correction:{after.id}", TicketCorrection(after.id), there)
        kinds: dict[NewsKind, NoteKind] = {"question": "asked", "corrected": "corrected"}
        self._note(after, kinds.get(reply.kind, "replied"), by, reply.text, reply.article)
        return after

    def resolve(self, ticket_id: str, by: str, how: Resolution, article: str | None, lesson: Lesson) -> Ticket:
        """Resolve it, with what can be learnt from it; the requester is asked whether it is solved.

        Raises:
            NoTicketError, InvalidTransitionError: see `claim`.
        """
        ticket = self._taken_over(self._get(ticket_id), by)
        ticket = replace(ticket, resolution=how, article=article, lesson=lesson)
        after = self._step(ticket, "resolve", by)
        self._note(after, "resolved", by)
        if how == "article":
            self._tell(after, TicketNews(after.id, "reply", by, article=article))
        self._tell(after, TicketNews(after.id, "resolved", by))
        return after

    def dismiss(self, ticket_id: str, by: str) -> Ticket:
        """Close it: there is nothing to answer in it."""
        after = self._step(self._get(ticket_id), "dismiss", by)
        self._note(after, "dismissed", by)
        self._tell(after, TicketNews(after.id, "dismissed", by))
        return after

    def reopen(self, ticket_id: str, by: str) -> Ticket:
        """Reopen it, since it is not done after all; both sides are told.

        Raises:
            NoTicketError, InvalidTransitionError: see `claim`; the latter also of another of the same question, which
                was opened since.
        """
        self.transaction.tickets.hold_openings(self.team)
        before = self._get(ticket_id)
        newer = self.existing(before)
        if newer is not None and newer.id != before.id:
            raise InvalidTransitionError(newer, "reopen")
        after = self._step(before, "reopen", by)
        self._note(after, "reopened", by)
        if by != after.person:
            self._tell(after, TicketNews(after.id, "reopened"))
        return after

    def withdraw(self, ticket_id: str, by: str) -> Ticket:
        """Close it, as the requester wants no answer any more."""
        after = self._step(self._get(ticket_id), "withdraw", by)
        self._note(after, "withdrawn", by)
        return after

    def confirm(self, ticket_id: str, by: str) -> Ticket:
        """Close it, as the requester says that it is solved."""
        after = self._step(self._get(ticket_id), "confirm", by)
        self._note(after, "confirmed", by)
        return after

    def answer(self, ticket_id: str, by: str, words: RequesterWords) -> Ticket:
        """Pass on what the requester wrote: the team reads it in the card's thread."""
        after = self._step(self._get(ticket_id), "answer", by, message=words.message)
        self._tell_team(TicketNote(after.id, words.kind, by, words.text, written_at=words.written_at), after)
        return after

    def remind(self, ticket: Ticket) -> None:
        """Give the reminder that is due, if one is: a line in the card's thread, or silence closes it."""
        upcoming = next_reminder(ticket, self.desk.promise, self.desk.hours)
        if upcoming is None or upcoming[0] > self.now:
            self.transaction.tickets.change(ticket, None, self._timers(ticket))
            return
        what = upcoming[1]
        reminded = replace(ticket, reminded=(*ticket.reminded, what))
        if what == "close":
            after = self._step(reminded, "expire", NOBODY)
            self._note(after, "expired")
            self._tell(after, TicketNews(after.id, "closed"))
        else:
            self.transaction.tickets.change(reminded, None, self._timers(reminded))
            self._note(reminded, what)

    def _taken_over(self, ticket: Ticket, by: str) -> Ticket:
        return self._claimed(ticket, by) if ticket.state == "open" else ticket

    def _claimed(self, ticket: Ticket, by: str) -> Ticket:
        after = self._step(ticket, "claim", by, assignee=by)
        self._note(after, "claimed", by)
        self._tell(after, TicketNews(after.id, "claimed", by))
        return after

    def _get(self, ticket_id: str) -> Ticket:
        ticket = self.transaction.tickets.get(self.team, ticket_id)
        if ticket is None:
            raise NoTicketError
        return ticket

    def _step(
        self, before: Ticket, step: Step, by: str, assignee: str | None = None, message: str | None = None
    ) -> Ticket:
        after = apply_transition(before, step, self.now, self.desk.hours, assignee)
        taken = TransitionRecord(after.id, after.version, self.now, by, step, before.state, after.state, message)
        self.transaction.tickets.change(after, taken, self._timers(after))
        note_step(self.transaction, self.audit, after, taken)
        self._show(after)
        return after

    def _timers(self, ticket: Ticket) -> Timers:
        upcoming = next_reminder(ticket, self.desk.promise, self.desk.hours)
        late = late_at(ticket, self.desk.promise, self.desk.hours)
        return Timers(None if upcoming is None else upcoming[0], late)

    def _show(self, ticket: Ticket) -> None:
        """Have the card and the status message edited."""
        self._send(f"card:{ticket.id}:{ticket.version}", TicketCard(ticket.id, ticket.version), self._triage)
        self._tell(ticket, TicketStatus(ticket.id, ticket.version))

    def _tell(self, ticket: Ticket, body: TicketNews | TicketStatus) -> None:
        name = "status" if isinstance(body, TicketStatus) else body.kind
        home = Destination(self.team, ticket.home.channel, ticket.home.thread, person=ticket.person)
        if isinstance(body, TicketNews) and body.is_private:
            home = Destination(self.team, ticket.person, person=ticket.person)
        self._send(f"{name}:{ticket.id}:{ticket.version}", body, home)

    def _note(
        self, ticket: Ticket, kind: NoteKind, person: str | None = None, text: str = "", article: str | None = None
    ) -> None:
        self._tell_team(TicketNote(ticket.id, kind, person, text, article), ticket)

    def _tell_team(self, note: TicketNote, ticket: Ticket) -> None:
        self._send(f"note:{note.kind}:{ticket.id}:{ticket.version}", note, self._triage)

    @property
    def _triage(self) -> Destination:
        return Destination(self.team, self.desk.channel)

    def _send(self, name: str, body: OutgoingContent, place: Destination) -> None:
        self.transaction.send(Outgoing(f"{self.team}:{name}", place, body, self.now))


def once(
    context: AppContext, desk: SupportDeskConfig, key: str, team: str, do: Callable[[TicketWorkflow], object]
) -> None:
    """Do it in a transaction, and once for each `key`, however often Slack delivers what asks for it."""
    now = context.clock.now()
    with context.store.transaction() as transaction:
        if transaction.seen_keys.claim([key], now):
            do(TicketWorkflow(transaction, desk, team, now, context.audit))
    context.wake()
