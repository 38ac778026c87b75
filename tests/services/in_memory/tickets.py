"""Tickets in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from bot.domain.ticket import UNFINISHED
from bot.services.ports import ConcurrentUpdateError, TicketCount, Unshown
from tests.services.in_memory.outbox import cards_of, forget_given_up_cards
from tests.services.in_memory.state import ConstraintError, KeptTicket

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bot.domain.ticket import Place, PostedMessage, Ticket, TicketState, TransitionRecord
    from bot.services.ports import Search, Timers
    from tests.services.in_memory.state import Database, State

_NEVER: Final = datetime.max.replace(tzinfo=UTC)


class InMemoryTickets:
    """The tickets within a transaction, which nobody else writes beside."""

    def __init__(self, state: State) -> None:
        self._state = state

    def hold_openings(self, team: str) -> None:
        """See `Tickets.hold_openings`."""

    def count_unfinished(self, team: str, person: str) -> int:
        """See `Tickets.count_unfinished`."""
        return _count_unfinished(self._state, team, person)

    def unclosed(self, team: str, person: str, trace_id: str | None, text: str) -> Ticket | None:
        """See `Tickets.unclosed`."""
        same = [
            ticket
            for ticket in _of_team(self._state, team)
            if ticket.person == person and ticket.closed_at is None
            if (text and ticket.text == text) or (trace_id is not None and ticket.trace_id == trace_id)
        ]
        return max(same, key=lambda ticket: ticket.number, default=None)

    def open(self, ticket: Ticket, timers: Timers) -> Ticket:
        """See `Tickets.open`."""
        if ticket.id in self._state.tickets:
            raise ConstraintError("IntegrityError: that id is transition")
        number = self._state.ticket_numbers.get(ticket.team, 0) + 1
        self._state.ticket_numbers[ticket.team] = number
        opened = replace(ticket, number=number, card=None, status=None, direct=None)
        self._keep(opened, timers)
        return opened

    def get(self, team: str, ticket_id: str) -> Ticket | None:
        """See `Tickets.get`."""
        return _one(self._state, team, ticket_id)

    def take_unshown(self, team: str, reasons: Collection[str], before: datetime, most: int) -> tuple[Unshown, ...]:
        """See `Tickets.take_unshown`."""

        def is_unshown(ticket: Ticket) -> bool:
            cards = cards_of(self._state, ticket)
            is_lost = all(each.died_at is not None and each.died_at <= before for each in cards)
            is_unfinished = ticket.state in UNFINISHED and ticket.card is None
            return is_unfinished and is_lost and all(each.reason in reasons for each in cards)

        found = sorted(filter(is_unshown, _of_team(self._state, team)), key=lambda each: each.number)[:most]
        return tuple(Unshown(each, forget_given_up_cards(self._state, each)) for each in found)

    def change(self, after: Ticket, transition: TransitionRecord | None, timers: Timers) -> None:
        """See `Tickets.change`."""
        before = _one(self._state, after.team, after.id)
        if before is None or before.version != after.version - (transition is not None):
            raise ConcurrentUpdateError
        # Where its messages stand is kept by who put them there.
        self._keep(replace(after, card=before.card, status=before.status, direct=before.direct), timers)
        if transition is not None:
            self._state.steps[after.team, after.id, transition.version] = transition

    def is_busy(self, team: str) -> bool:
        """See `Tickets.is_busy`."""
        return any(ticket.state in UNFINISHED for ticket in _of_team(self._state, team))

    def due(self, team: str, now: datetime, most: int) -> tuple[Ticket, ...]:
        """See `Tickets.due`."""
        timed = [(kept.timers.next_at or _NEVER, kept.ticket) for kept in self._state.tickets.values()]
        is_due = (pair for pair in timed if pair[1].team == team and pair[0] <= now)
        due = sorted(is_due, key=lambda pair: pair[0])
        return tuple(ticket for _, ticket in due[:most])

    def _keep(self, ticket: Ticket, timers: Timers) -> None:
        """Keep it, unless a database would refuse it."""
        if (ticket.state == "closed") != (ticket.closed_at is not None):
            raise ConstraintError("IntegrityError: what is closed has a time of its closing")
        if ticket.state in {"claimed", "waiting"} and ticket.assignee is None:
            raise ConstraintError("IntegrityError: what is claimed has an assignee")
        if ticket.closed_at is None and ticket.trace_id is not None:
            others = (other for other in _of_team(self._state, ticket.team) if other.id != ticket.id)
            if any(other.trace_id == ticket.trace_id and other.closed_at is None for other in others):
                raise ConstraintError("IntegrityError: of one question there is one ticket that is not closed")
        self._state.tickets[ticket.id] = KeptTicket(ticket, timers)


class InMemoryTicketReader:
    """The tickets as they stand."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, team: str, ticket_id: str) -> Ticket | None:
        """See `TicketReader.get`."""
        return _one(self._database.read(), team, ticket_id)

    def in_thread(self, team: str, thread: Place, person: str) -> Ticket | None:
        """See `TicketReader.in_thread`."""

        def order(ticket: Ticket) -> tuple[int, bool, int]:
            rank = 0 if _is_at(ticket.card, thread) else 1 if ticket.state == "waiting" else 2
            return rank, ticket.state not in UNFINISHED, -ticket.number

        there = [
            ticket
            for ticket in _of_team(self._database.read(), team)
            if _is_at(ticket.card, thread) or (ticket.person == person and _hears_at(ticket, thread))
        ]
        return min(there, key=order, default=None)

    def find(self, team: str, search: Search, skip: int, most: int) -> tuple[Ticket, ...]:
        """See `TicketReader.find`."""
        state = self._database.read()
        found = [ticket for ticket in _of_team(state, team) if _is_wanted(ticket, _late_at(state, ticket), search)]
        if search.states is None or not search.states & UNFINISHED:
            found.sort(key=lambda ticket: ticket.opened_at, reverse=True)
        else:
            found.sort(key=lambda ticket: (_late_at(state, ticket), ticket.number))
        return tuple(found[skip : skip + most])

    def of_person(self, team: str, person: str, most: int) -> tuple[Ticket, ...]:
        """See `TicketReader.of_person`."""
        theirs = [ticket for ticket in _of_team(self._database.read(), team) if ticket.person == person]
        return tuple(sorted(theirs, key=lambda ticket: -ticket.number)[:most])

    def count_unfinished(self, team: str, person: str) -> int:
        """See `TicketReader.count_unfinished`."""
        return _count_unfinished(self._database.read(), team, person)

    def counts(self, now: datetime) -> tuple[TicketCount, ...]:
        """See `TicketReader.counts`."""
        found: dict[tuple[str, TicketState], list[datetime | None]] = {}
        for kept in self._database.read().tickets.values():
            if kept.ticket.closed_at is None:
                found.setdefault((kept.ticket.team, kept.ticket.state), []).append(kept.timers.late_at)
        told = []
        for (team, state), moments in sorted(found.items()):
            known = [moment for moment in moments if moment is not None]
            late = sum(moment <= now for moment in known)
            told.append(TicketCount(team, state, len(moments), late, min(known, default=None)))
        return tuple(told)

    def passed_on(self, team: str, message: str) -> Ticket | None:
        """See `TicketReader.passed_on`."""
        state = self._database.read()
        names = {
            step.ticket for (of_team, *_), step in state.steps.items() if (of_team, step.message) == (team, message)
        }
        found = [ticket for ticket in _of_team(state, team) if ticket.id in names]
        return max(found, key=lambda ticket: ticket.number, default=None)

    def history(self, team: str, ticket_id: str) -> tuple[TransitionRecord, ...]:
        """See `TicketReader.history`."""
        steps = sorted(self._database.read().steps.items(), key=lambda item: item[0])
        return tuple(
            transition for (of_team, of_ticket, _), transition in steps if (of_team, of_ticket) == (team, ticket_id)
        )


def _count_unfinished(state: State, team: str, person: str) -> int:
    return sum(each.person == person and each.state in UNFINISHED for each in _of_team(state, team))


def _of_team(state: State, team: str) -> Iterable[Ticket]:
    return (kept.ticket for kept in state.tickets.values() if kept.ticket.team == team)


def _one(state: State, team: str, ticket_id: str) -> Ticket | None:
    kept = state.tickets.get(ticket_id)
    return kept.ticket if kept is not None and kept.ticket.team == team else None


def _late_at(state: State, ticket: Ticket) -> datetime:
    return state.tickets[ticket.id].timers.late_at or _NEVER


def _is_at(message: PostedMessage | None, thread: Place) -> bool:
    return message is not None and (message.channel, message.id) == (thread.channel, thread.thread)


def _hears_at(ticket: Ticket, thread: Place) -> bool:
    return _is_home(ticket.home, thread) or _is_at(ticket.status, thread) or _is_at(ticket.direct, thread)


def _is_home(home: Place, thread: Place) -> bool:
    # As in a database, where nothing equals what is not there.
    return home.thread is not None and home == thread


def _is_wanted(ticket: Ticket, late_at: datetime, search: Search) -> bool:
    searchable = f"#{ticket.number} {ticket.title}\n{ticket.text}".casefold()
    return (
        (search.states is None or ticket.state in search.states)
        and search.person in {None, ticket.person}
        and search.assignee in {None, ticket.assignee}
        and (search.late_by is None or late_at <= search.late_by)
        and all(word.casefold() in searchable for word in search.words)
    )
