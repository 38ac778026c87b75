"""A store in a database, SQLite or PostgreSQL: one code path for both."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.dialects import postgresql, sqlite

from bot.services.ports import ignore
from bot.storage.database_tables import metadata
from bot.storage.database_transaction import DatabaseTransaction, question_of
from bot.storage.engines import new_engine, read_url
from bot.storage.memories import read_memory
from bot.storage.outbox import DatabaseOutbox
from bot.storage.outbox_writer import OutboxWriter
from bot.storage.put_aside import file_of, purge_put_aside
from bot.storage.report_queries import DatabaseReportQueries
from bot.storage.retention import Retention
from bot.storage.serial_transactions import SerialTransactions
from bot.storage.setup_store import DatabaseSetupReader
from bot.storage.statements import Statements
from bot.storage.ticket_messages import card_state, is_card_on_its_way
from bot.storage.ticket_store import DatabaseTicketReader
from bot.storage.transactions import PooledTransactions
from bot.storage.write_probe import write_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Engine

    from bot.domain.conversation import Conversation, Memory
    from bot.domain.question_log import LoggedQuestion
    from bot.services.ports import CardState, ErasedMessage, Erasure, OnBatch

_INSERTS: Final[dict[str, Callable[..., Any]]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

MOST_WAITING: Final = 5_000
"""Messages of a team that may wait: beyond it its events are not acked, so that Slack keeps them; readiness tells."""


class DatabaseStore:
    """Everything that outlives a call."""

    def __init__(self, engine: Engine, most: int = MOST_WAITING) -> None:
        insert = _INSERTS[engine.dialect.name]
        self._transactions = _transactions(engine)
        self._statements = Statements(insert)
        self._writer = OutboxWriter(insert, most)
        self._outbox = DatabaseOutbox(self._transactions, insert, self._writer)
        self._tickets = DatabaseTicketReader(self._transactions)
        self._setups = DatabaseSetupReader(self._transactions)
        self._report_queries = DatabaseReportQueries(self._transactions)
        self._retention = Retention(self._transactions)
        self._file = file_of(engine.url)

    @property
    def outbox(self) -> DatabaseOutbox:
        """The outbox."""
        return self._outbox

    @property
    def tickets(self) -> DatabaseTicketReader:
        """The tickets as they stand."""
        return self._tickets

    @property
    def setups(self) -> DatabaseSetupReader:
        """The set-ups as they stand."""
        return self._setups

    @property
    def report_queries(self) -> DatabaseReportQueries:
        """Figures over what is kept."""
        return self._report_queries

    @contextmanager
    def transaction(self) -> Iterator[DatabaseTransaction]:
        """Return a transaction, committed when its block ends and rolled back when the block raises."""
        with self._transactions.begin() as connection:
            yield (transaction := DatabaseTransaction(connection, self._statements, self._writer))
        for do in transaction.when_lasting:  # the next writer has its turn already
            do()

    def read_memory(self, conversation: Conversation, person: str) -> Memory:
        """Return what `get` does, read by itself: it waits for nobody who writes."""
        with self._transactions.read() as connection:
            return read_memory(connection, conversation, person)

    def find_question(self, team: str, trace_id: str) -> LoggedQuestion | None:
        """Return the question of that trace id, read by itself."""
        with self._transactions.read() as connection:
            return question_of(connection, team, trace_id)

    def is_card_on_its_way(self, team: str, ticket_id: str, below: str) -> bool:
        """Return whether a ticket's card waits in the outbox and not behind `below`, read by itself."""
        with self._transactions.read() as connection:
            return is_card_on_its_way(connection, team, ticket_id, below)

    def card_state(self, team: str, ticket_id: str) -> CardState:
        """Return how a ticket's card stands, read by itself."""
        with self._transactions.read() as connection:
            return card_state(connection, team, ticket_id)

    def purge(self, now: datetime, on_batch: OnBatch = ignore) -> Mapping[str, int]:
        """Forget what is past its time; return how many of each kind that was."""
        aside = 0 if self._file is None else purge_put_aside(self._file, now)
        return {**self._retention.purge(now, on_batch), "replaced databases": aside}

    def export(
        self, person: str, team: str | None = None, on_batch: OnBatch = ignore
    ) -> Mapping[str, list[dict[str, object]]]:
        """Return everything that is kept of a person, by kind; of one team, or of all for None."""
        return self._retention.export(person, team, on_batch)

    def count(self, person: str, team: str | None = None) -> Mapping[str, int]:
        """Return how much of each kind `export` would return."""
        return self._retention.count(person, team)

    def latest_questions(self, team: str, person: str, most: int) -> Sequence[tuple[datetime, str]]:
        """Return when and what a person asked last, the latest first; below it the links of its files."""
        return self._retention.latest_questions(team, person, most)

    def erase(
        self, person: str, team: str | None = None, on_batch: OnBatch = ignore, until: datetime | None = None
    ) -> Mapping[str, int]:
        """Forget a person; return how much of each kind that was."""
        return self._retention.erase(person, team, on_batch, until)

    def unfinished_erasures(self) -> Sequence[Erasure]:
        """Return the people who wait to be told that they are forgotten."""
        return self._retention.unfinished_erasures()

    def erased_messages(self, most: int) -> Sequence[ErasedMessage]:
        """Return messages in Slack that show tickets of people who are forgotten, the newest tickets first."""
        return self._retention.erased_messages(most)

    def write_fault(self) -> str:
        """Return why no event could be kept now, nothing where one could: one is, and taken back."""
        return write_fault(self._transactions)

    def recover(self) -> None:
        """Find out whether an event can be kept, where anything has failed: acks do not wait for what is away."""
        if self._transactions.is_in_doubt:
            self.write_fault()

    def close(self) -> None:
        """Make lasting what is under way, and end."""
        self._transactions.close()


def _transactions(engine: Engine) -> PooledTransactions:
    return SerialTransactions(engine) if engine.dialect.name == "sqlite" else PooledTransactions(engine)


def store_in_memory(most_waiting: int = MOST_WAITING) -> DatabaseStore:
    """Return a store that is gone when nobody holds it any more, or it is closed: SQLite without a file."""
    engine = new_engine(read_url("sqlite://"))
    metadata.create_all(engine)
    return DatabaseStore(engine, most_waiting)
