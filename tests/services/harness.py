"""The use cases without Slack: the store in memory, a clock moved by hand, a support team of Bob and Carol."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.desk import SupportDeskConfig
from bot.domain.ticket import PostedMessage
from bot.domain.ticket_bodies import TicketCard, TicketNews, TicketNote, TicketStatus
from bot.services.app_context import AppContext, SupportContext
from bot.services.asking import ask
from bot.services.handing_over import new_ticket
from bot.services.ports import Sent
from bot.services.ticket_workflow import TicketWorkflow
from bot.texts.keywords import setup_word
from tests.clocks import HandClock
from tests.domain.test_hours import AMSTERDAM
from tests.services.builders import ALICE, BOB, CAROL, TEAM, TRIAGE, draft
from tests.services.fakes import (
    FakeAnswering,
    FakeAudience,
    FakeMembership,
    FakeMessageLinks,
    FakeTelemetry,
    ListAudit,
)
from tests.services.in_memory import InMemoryStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.incoming import HandOverDraft, IncomingMessage
    from bot.domain.outgoing import Outgoing, OutgoingContent
    from bot.domain.ticket import Ticket

NOON: Final = datetime(2026, 11, 25, 12, tzinfo=UTC)
"""A Wednesday, within working hours."""


@dataclass
class Harness:
    """What the use cases work with, and what became of it. Without `has_team` no triage channel is set."""

    store: InMemoryStore = field(default_factory=InMemoryStore)
    answering: FakeAnswering = field(default_factory=FakeAnswering)
    clock: HandClock = field(default_factory=lambda: HandClock(NOON))
    membership: FakeMembership = field(default_factory=lambda: FakeMembership({BOB, CAROL}))
    audience: FakeAudience = field(default_factory=FakeAudience)
    links: FakeMessageLinks = field(default_factory=FakeMessageLinks)
    telemetry: FakeTelemetry = field(default_factory=FakeTelemetry)
    audit: ListAudit = field(default_factory=ListAudit)
    desk: SupportDeskConfig = field(default_factory=lambda: SupportDeskConfig(TRIAGE, AMSTERDAM))
    has_team: bool = True
    follows_threads: bool = True
    wakes: list[None] = field(default_factory=list)

    @property
    def support(self) -> SupportContext:
        return SupportContext(self.desk, self.membership, self.audience, self.links)

    @property
    def context(self) -> AppContext:
        return AppContext(
            self.answering,
            self.store,
            self.clock,
            wake=lambda: self.wakes.append(None),
            language="en",
            telemetry=self.telemetry,
            support=self.support if self.has_team else None,
            audit=self.audit,
            follows_threads=self.follows_threads,
            setup_word=setup_word,
        )

    def deliver(self) -> list[Outgoing]:
        """Take out all that is to be said, as if Slack had taken it: cards and status messages are posted then."""
        later = self.clock.now() + timedelta(days=1)
        said: list[Outgoing] = []
        while leased := self.store.outbox.lease(later, "test", timedelta(seconds=1), most=100):
            for outgoing in leased:
                self.store.outbox.settle(outgoing.id, "test", self.clock.now(), Sent(_posted(outgoing)))
            said += leased
        return said

    def says(self) -> list[OutgoingContent]:
        """Take out what is to be said, without its destinations."""
        return [outgoing.body for outgoing in self.deliver()]

    def tells(self) -> list[str]:
        """Take out what is to be said of tickets, sorted: `requester:claimed`, `team:claimed`."""
        bodies = self.says()
        news = [f"requester:{body.kind}" for body in bodies if isinstance(body, TicketNews)]
        notes = [f"team:{body.kind}" for body in bodies if isinstance(body, TicketNote)]
        return sorted(news + notes)

    def asks(self, message: IncomingMessage) -> str:
        """Have a question asked and answered; return its trace id."""
        ask(self.context, message)
        self.deliver()
        return self.telemetry.questions[-1].trace_id

    @contextmanager
    def workflow(self) -> Iterator[TicketWorkflow]:
        """Yield what can be done with tickets, within one transaction."""
        with self.store.transaction() as transaction:
            yield TicketWorkflow(transaction, self.desk, TEAM, self.clock.now(), self.audit)

    def opens(self, text: str = "Why is my screen purple?", about: HandOverDraft | None = None) -> Ticket:
        """Have a question handed over, and everybody told; return its ticket."""
        with self.workflow() as workflow:
            opened = workflow.open(new_ticket(about or draft(), "", text, None, self.clock.now()))
        self.deliver()
        return self.ticket(opened.id)

    def opens_unseen(self) -> Ticket:
        """Have a question handed over whose card is given up; return its ticket."""
        with self.workflow() as workflow:
            opened = workflow.open(new_ticket(draft(), "", "Why is my screen purple?", None, self.clock.now()))
        leased = self.store.outbox.lease(self.clock.now(), "test", timedelta(minutes=1), most=100)
        (card,) = (each for each in leased if isinstance(each.body, TicketCard))
        self.store.outbox.dead_letter(card.id, "test", "is_archived", self.clock.now())
        self.deliver()
        return self.ticket(opened.id)

    def claimed(self, by: str = BOB) -> Ticket:
        """Have a question handed over and claimed."""
        opened = self.opens()
        with self.workflow() as workflow:
            workflow.claim(opened.id, by)
        self.deliver()
        return self.ticket(opened.id)

    def resolved(self, by: str = BOB) -> Ticket:
        """Have a question handed over and resolved."""
        opened = self.opens()
        with self.workflow() as workflow:
            workflow.resolve(opened.id, by, "reply", None, "nothing")
        self.deliver()
        return self.ticket(opened.id)

    def ticket(self, ticket_id: str) -> Ticket:
        """Return the ticket as it stands."""
        found = self.store.tickets.get(TEAM, ticket_id)
        assert found is not None
        return found

    def tickets_of(self, person: str = ALICE) -> tuple[Ticket, ...]:
        """Return a person's tickets, the newest first."""
        return self.store.tickets.of_person(TEAM, person, most=100)


def _posted(outgoing: Outgoing) -> PostedMessage | None:
    body = outgoing.body
    if not isinstance(body, TicketCard | TicketStatus):
        return None
    return PostedMessage(outgoing.destination.channel, f"{type(body).__name__}:{body.ticket}", body.version)
