"""What is shown, with everything it needs: the outbox holds ids, a view what they stand for at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.domain.outgoing import ConversationMessage

if TYPE_CHECKING:
    from bot.domain.language import Language
    from bot.domain.report import Report
    from bot.domain.setup import Setup
    from bot.domain.ticket import Ticket, TicketState
    from bot.domain.ticket_bodies import AboutTicket

DIGEST_LIMIT: Final = 200
"""Tickets that a digest counts: of more it says that there are so many at least."""

QueueName: TypeAlias = Literal["open", "mine", "overdue", "closed", "all"]


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket's card, its status, or a word about it, with the ticket as it stands."""

    content: AboutTicket
    ticket: Ticket


@dataclass(frozen=True, slots=True)
class TeamQueue:
    """The tickets that a support member looks at first, and how many of the team's there are in each state.

    `late_count` is how many of these are late.
    """

    mine: tuple[Ticket, ...]
    unclaimed: tuple[Ticket, ...]
    late: tuple[Ticket, ...]
    counts: tuple[tuple[TicketState, int], ...] = ()
    late_count: int = 0


@dataclass(frozen=True, slots=True)
class SetupView:
    """Where somebody is in their set-up, with the others that they have not finished; None before the first."""

    language: Language
    setup: Setup | None
    others: tuple[Setup, ...] = ()
    is_reminder: bool = False


@dataclass(frozen=True, slots=True)
class HomeView:
    """A person's App Home: their own requests and, for a support member, the team's queue."""

    language: Language
    requests: tuple[Ticket, ...]
    queue: TeamQueue | None = None
    setup: SetupView | None = None


@dataclass(frozen=True, slots=True)
class DigestView:
    """How the team's tickets stand as its day begins."""

    unfinished: tuple[Ticket, ...]
    late: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """The report of a period."""

    language: Language
    report: Report


@dataclass(frozen=True, slots=True)
class QueueView:
    """A page of the team's tickets; `next_page` is the command for the one after it."""

    name: QueueName
    words: tuple[str, ...]
    tickets: tuple[Ticket, ...]
    next_page: str | None


@dataclass(frozen=True, slots=True)
class RequestsView:
    """A requester's own tickets."""

    language: Language
    requests: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class ErasureQuestion:
    """Ask whether everything that is kept of somebody is to be erased; `unfinished` of their tickets go with it."""

    language: Language
    unfinished: int


View: TypeAlias = (
    ConversationMessage
    | TicketView
    | HomeView
    | DigestView
    | ReportView
    | QueueView
    | RequestsView
    | ErasureQuestion
    | SetupView
)
