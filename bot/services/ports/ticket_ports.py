"""Tickets: kept and changed within a transaction, and looked at without one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from bot.domain.ticket import Place, Ticket, TicketState, TransitionRecord

TICKET_RETENTION: Final = timedelta(days=180)
"""How long a ticket is kept after it was resolved."""


@dataclass(frozen=True, slots=True)
class Timers:
    """When a ticket wants attention: its next reminder, and when a promise of the team's is broken."""

    next_at: datetime | None = None
    late_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unshown:
    """A ticket whose card nobody has seen, and how many tries of that card may have arrived."""

    ticket: Ticket
    ambiguous: int


CardState: TypeAlias = Literal["shown", "awaited", "lost", "unneeded"]
"""How a ticket's card stands in the triage channel.

It is there; it has yet to come; it has, and one was given up, so that the requester was told that the team sees
nothing of it; or there is none and none is needed, since the ticket is finished or gone.
"""


class ConcurrentUpdateError(Exception):
    """Another changed the ticket since it was read: nothing was done."""


class Tickets(Protocol):
    """The tickets, within a transaction."""

    def hold_openings(self, team: str) -> None:
        """Have nobody else open, or reopen, a ticket of the team until the transaction ends.

        What is looked up or counted after this is still so when the ticket is kept. It comes before `get`, so that
        no two wait for each other.
        """
        ...

    def count_unfinished(self, team: str, person: str) -> int:
        """Return how many tickets of `person` are not finished."""
        ...

    def unclosed(self, team: str, person: str, trace_id: str | None, text: str) -> Ticket | None:
        """Return the ticket that `person` has already of the same question, where it is not closed.

        The same is what has that trace id, or that text where there is any.
        """
        ...

    def open(self, ticket: Ticket, timers: Timers) -> Ticket:
        """Keep a new ticket, and give it the team's next number."""
        ...

    def get(self, team: str, ticket_id: str) -> Ticket | None:
        """Return the ticket, held until the transaction ends: nobody else changes it meanwhile."""
        ...

    def change(self, after: Ticket, transition: TransitionRecord | None, timers: Timers) -> None:
        """Keep what became of a ticket, and the step that led there.

        Raises:
            ConcurrentUpdateError: it is no longer the version before `after`.
        """
        ...

    def take_unshown(self, team: str, reasons: Collection[str], before: datetime, most: int) -> tuple[Unshown, ...]:
        """Return unfinished tickets without a card, in order, held like `get`, for whoever has it posted anew.

        None that is on its way, and none that was given up after `before`, or for another reason than these. The
        entries that were given up are forgotten.
        """
        ...

    def is_busy(self, team: str) -> bool:
        """Return whether the team has tickets that are not finished."""
        ...

    def due(self, team: str, now: datetime, most: int) -> tuple[Ticket, ...]:
        """Return the team's tickets whose next reminder is due, held like `get`, without those that another holds."""
        ...


@dataclass(frozen=True, slots=True)
class Search:
    """Which tickets are wanted: of these states, that requester or assignee, late by then, with all these words."""

    states: frozenset[TicketState] | None = None
    person: str | None = None
    assignee: str | None = None
    late_by: datetime | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketCount:
    """How many tickets of a team are in a state, how many of them are late, and when the first promise is broken."""

    team: str
    state: TicketState
    count: int
    late: int = 0
    first_late_at: datetime | None = None


class TicketReader(Protocol):
    """The tickets as they stand, for looking only."""

    def get(self, team: str, ticket_id: str) -> Ticket | None:
        """Return the ticket."""
        ...

    def in_thread(self, team: str, thread: Place, person: str) -> Ticket | None:
        """Return the ticket whose card is that thread; else that of `person` who asked or heard of it there.

        Of several what waits for an answer goes first, then what is not finished.
        """
        ...

    def find(self, team: str, search: Search, skip: int, most: int) -> tuple[Ticket, ...]:
        """Return tickets; `skip` as many for the pages before.

        What is late comes first, then the oldest; of what may be finished the newest.
        """
        ...

    def of_person(self, team: str, person: str, most: int) -> tuple[Ticket, ...]:
        """Return the requester's tickets, the newest first."""
        ...

    def count_unfinished(self, team: str, person: str) -> int:
        """Return how many tickets of `person` are not finished."""
        ...

    def counts(self, now: datetime) -> tuple[TicketCount, ...]:
        """Return how many tickets of each team are in each state, where there are any; closed ones are not counted.

        Late is what `find` returns as late by `now`.
        """
        ...

    def passed_on(self, team: str, message: str) -> Ticket | None:
        """Return the ticket that the words of that message were passed on for."""
        ...

    def history(self, team: str, ticket_id: str) -> Sequence[TransitionRecord]:
        """Return the steps that were taken, in order."""
        ...
