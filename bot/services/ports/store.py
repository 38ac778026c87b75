"""What outlives a call: the store. What is kept in it is kept through one transaction."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

from bot.services.ports.retention_port import ignore

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from bot.domain.conversation import Conversation, Memory
    from bot.domain.question_log import LoggedQuestion
    from bot.services.ports.delivery import Outbox
    from bot.services.ports.report_port import ReportQueries
    from bot.services.ports.retention_port import ErasedMessage, Erasure, OnBatch
    from bot.services.ports.setup_port import SetupReader
    from bot.services.ports.ticket_ports import CardState, TicketReader
    from bot.services.ports.transaction_port import Transaction


class StoreUnavailableError(Exception):
    """The store cannot take anything now, and kept nothing: do not acknowledge, so that Slack asks again."""


class StillSendingError(StoreUnavailableError):
    """A first message about somebody's ticket is on its way to Slack: until it is there, nobody knows where it is."""


# How long things are kept. Slack's last retry of an event comes after five minutes; a day leaves room for an outage.
SEEN_KEY_RETENTION: Final = timedelta(hours=24)
QUESTION_RETENTION: Final = timedelta(days=90)
CONVERSATION_RETENTION: Final = timedelta(days=90)
DEAD_LETTER_RETENTION: Final = timedelta(days=30)


class Store(Protocol):
    """Everything that outlives a call."""

    @property
    def outbox(self) -> Outbox:
        """The outbox."""
        ...

    @property
    def tickets(self) -> TicketReader:
        """The tickets as they stand."""
        ...

    @property
    def setups(self) -> SetupReader:
        """The set-ups as they stand."""
        ...

    @property
    def report_queries(self) -> ReportQueries:
        """Figures over what is kept."""
        ...

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Return a transaction, committed when its block ends and rolled back when the block raises.

        Raises:
            StoreUnavailableError: nothing can be kept now.
        """
        ...

    def read_memory(self, conversation: Conversation, person: str) -> Memory:
        """Return what `Conversations.get` does, read by itself: it waits for nobody who writes.

        Raises:
            StoreUnavailableError: nothing can be read now.
        """
        ...

    def find_question(self, team: str, trace_id: str) -> LoggedQuestion | None:
        """Return the question of that trace id, read by itself.

        Raises:
            StoreUnavailableError: nothing can be read now.
        """
        ...

    def is_card_on_its_way(self, team: str, ticket_id: str, below: str) -> bool:
        """Return whether a ticket's card waits in the outbox, and not behind the message `below`, read by itself.

        Raises:
            StoreUnavailableError: nothing can be read now.
        """
        ...

    def card_state(self, team: str, ticket_id: str) -> CardState:
        """Return how a ticket's card stands, read by itself.

        Raises:
            StoreUnavailableError: nothing can be read now.
        """
        ...

    def write_fault(self) -> str:
        """Return why no event could be kept now, nothing where one could.

        What an event needs is tried, and taken back, within a second.
        """
        ...

    def recover(self) -> None:
        """Find out whether the store works again, where it has failed.

        Until then it raises `StoreUnavailableError` at once to whoever waits for an ack.
        """
        ...

    def purge(self, now: datetime, on_batch: OnBatch = ignore) -> Mapping[str, int]:
        """Forget what is past its time; return how many of each kind that was.

        In batches, between which everybody else has their turn: what was done stays done, whatever ends it.

        Raises:
            StoreUnavailableError: something could not be forgotten now; everything else was.
        """
        ...

    def export(
        self, person: str, team: str | None = None, on_batch: OnBatch = ignore
    ) -> Mapping[str, list[dict[str, object]]]:
        """Return everything that is kept of a person, by kind; of one team, or of all for None.

        Raises:
            StoreUnavailableError: nothing can be read now.
        """
        ...

    def count(self, person: str, team: str | None = None) -> Mapping[str, int]:
        """Return how much of each kind `export` would return.

        Raises:
            StoreUnavailableError: nothing can be read now.
        """
        ...

    def latest_questions(self, team: str, person: str, most: int) -> Sequence[tuple[datetime, str]]:
        """Return when and what a person asked last, the latest first; below it the links of its files, line by line.

        Raises:
            StoreUnavailableError: nothing can be read now.
        """
        ...

    def erase(
        self, person: str, team: str | None = None, on_batch: OnBatch = ignore, until: datetime | None = None
    ) -> Mapping[str, int]:
        """Forget a person; return how much of each kind that was.

        In batches, as `purge`: after an error, call it again for the rest. Where Slack shows their tickets is kept,
        in `erased_messages`. What came after `until` stays, and so do their settings then, which bear no date.

        Raises:
            StillSendingError: the tickets of which a first message is on its way to Slack are left.
            StoreUnavailableError: not everything could be forgotten now.
        """
        ...

    def unfinished_erasures(self) -> Sequence[Erasure]:
        """Return the people who wait to be told that they are forgotten.

        Raises:
            StoreUnavailableError: nothing can be read now.
        """
        ...

    def erased_messages(self, most: int) -> Sequence[ErasedMessage]:
        """Return messages in Slack that show tickets of people who are forgotten, the newest tickets first.

        Raises:
            StoreUnavailableError: nothing can be read now.
        """
        ...
