"""A store in a database, SQLite or PostgreSQL: one code path for both."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, bindparam, delete, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.conversation import Memory
from bot.domain.question_log import LoggedQuestion
from bot.services.ports import SEEN_KEY_RETENTION, ignore
from bot.storage.column_types import UtcDateTime
from bot.storage.database_tables import conversations, metadata, people, questions, seen_keys
from bot.storage.engines import new_engine, read_url
from bot.storage.feedback_store import DatabaseFeedback
from bot.storage.outbox import DatabaseOutbox
from bot.storage.outbox_serialization import readable_reply, to_json
from bot.storage.outbox_writer import OutboxWriter
from bot.storage.put_aside import file_of, purge_put_aside
from bot.storage.report_queries import DatabaseReportQueries
from bot.storage.retention import DatabaseErasures, Retention
from bot.storage.serial_transactions import SerialTransactions
from bot.storage.ticket_store import DatabaseTicketReader, DatabaseTickets
from bot.storage.transactions import PooledTransactions
from bot.storage.write_probe import is_writable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from bot.domain.conversation import Conversation
    from bot.domain.language import Language
    from bot.domain.outgoing import Outgoing
    from bot.services.ports import ErasedMessage, Erasure, OnBatch

_INSERTS: Final[dict[str, Callable[..., Any]]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

MOST_WAITING: Final = 5_000
"""Messages that may wait: beyond it events are not acked, so that Slack keeps them, and readiness tells."""

_is_theirs = and_(people.c.team == bindparam("team_"), people.c.person == bindparam("person_"))
_remembered = select(
    conversations.c.expecting, conversations.c.language, conversations.c.updated_at, people.c.language.label("chosen")
).select_from(
    select(literal(1).label("one"))
    .subquery()
    .outerjoin(conversations, conversations.c.key == bindparam("key_"))
    .outerjoin(people, _is_theirs)
)

_claimed = select(seen_keys.c.key).where(
    seen_keys.c.key == bindparam("key_"), seen_keys.c.seen_at > bindparam("expired_", type_=UtcDateTime())
)


class Statements:
    """The statements that the two databases spell each in their own way, built once."""

    def __init__(self, insert: Callable[..., Any]) -> None:
        self.insert = insert
        key = insert(seen_keys)
        self.claim = key.on_conflict_do_update(
            index_elements=[seen_keys.c.key],
            set_={"seen_at": key.excluded.seen_at},
            where=seen_keys.c.seen_at <= bindparam("expired_"),
        ).returning(seen_keys.c.key)
        again = insert(seen_keys)
        self.count_up = again.on_conflict_do_update(
            index_elements=[seen_keys.c.key], set_={"times": seen_keys.c.times + 1}
        ).returning(seen_keys.c.times)
        memory = insert(conversations)
        self.remember = memory.on_conflict_do_update(
            index_elements=[conversations.c.key],
            set_={name: memory.excluded[name] for name in ("expecting", "language", "updated_at")},
        )
        self.log = insert(questions).on_conflict_do_nothing()
        choice = insert(people)
        self.choose = choice.on_conflict_do_update(
            index_elements=[people.c.team, people.c.person], set_={"language": choice.excluded.language}
        )


class DatabaseTransaction:
    """What is done through one connection; it is its own ports."""

    def __init__(self, connection: Connection, statements: Statements, writer: OutboxWriter) -> None:
        self._connection = connection
        self._statements = statements
        self._writer = writer

    @property
    def seen_keys(self) -> DatabaseTransaction:
        """The deduplication keys."""
        return self

    @property
    def conversations(self) -> DatabaseTransaction:
        """The conversations."""
        return self

    @property
    def questions(self) -> DatabaseTransaction:
        """The question log."""
        return self

    @property
    def people(self) -> DatabaseTransaction:
        """The people's settings."""
        return self

    @property
    def tickets(self) -> DatabaseTickets:
        """The tickets."""
        return DatabaseTickets(self._connection, self._statements.insert)

    @property
    def feedback(self) -> DatabaseFeedback:
        """What people make of answers."""
        return DatabaseFeedback(self._connection, self._statements.insert)

    @property
    def erasures(self) -> DatabaseErasures:
        """The people who are being forgotten."""
        return DatabaseErasures(self._connection, self._statements.insert)

    def claim(self, keys: Sequence[str], now: datetime) -> bool:
        """Insert each of `keys` once; return False where one was there already."""
        is_new = True
        for key in keys:
            values = {"key": key, "seen_at": now, "expired_": now - SEEN_KEY_RETENTION}
            is_new &= self._connection.execute(self._statements.claim, values).first() is not None
        return is_new

    def is_known(self, key: str, now: datetime) -> bool:
        """Return whether `key` was claimed, and claim nothing."""
        values = {"key_": key, "expired_": now - SEEN_KEY_RETENTION}
        return self._connection.execute(_claimed, values).first() is not None

    def count_up(self, key: str, now: datetime) -> int:
        """Claim `key` once more, and return how often that was done by now."""
        values = {"key": key, "seen_at": now, "times": 1}
        return int(self._connection.execute(self._statements.count_up, values).scalar_one())

    def get(self, conversation: Conversation, person: str) -> Memory:
        """Return the memory of `conversation`, an empty one where there is none, with what `person` has chosen."""
        return _memory(self._connection, conversation, person)

    def put(self, conversation: Conversation, memory: Memory) -> None:
        """Replace the memory of `conversation`."""
        row = {
            "key": conversation.key(),
            "team": conversation.team,
            "person": conversation.person,
            "expecting": memory.expecting,
            "language": memory.language,
            "updated_at": memory.updated_at,
        }
        self._connection.execute(self._statements.remember, row)

    def add(self, question: LoggedQuestion) -> None:
        """Keep `question`, once."""
        reply = None if question.reply is None else to_json(question.reply)
        row = {column.name: getattr(question, column.name) for column in questions.c}
        self._connection.execute(self._statements.log, row | {"reply": reply})

    def choose_language(self, team: str, person: str, language: Language | None) -> None:
        """Keep their choice; None takes it back."""
        if language is None:
            self._connection.execute(delete(people).where(people.c.team == team, people.c.person == person))
        else:
            values = {"team": team, "person": person, "language": language}
            self._connection.execute(self._statements.choose, values)

    def send(self, outgoing: Outgoing) -> None:
        """Put `outgoing` into the outbox, once."""
        self._writer.send(self._connection, outgoing)


class DatabaseStore:
    """Everything that outlives a call."""

    def __init__(self, engine: Engine, most: int = MOST_WAITING) -> None:
        insert = _INSERTS[engine.dialect.name]
        self._transactions = _transactions(engine)
        self._statements = Statements(insert)
        self._writer = OutboxWriter(insert, most)
        self._outbox = DatabaseOutbox(self._transactions, insert, self._writer)
        self._tickets = DatabaseTicketReader(self._transactions)
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
    def report_queries(self) -> DatabaseReportQueries:
        """Figures over what is kept."""
        return self._report_queries

    def transaction(self) -> AbstractContextManager[DatabaseTransaction]:
        """Return a transaction, committed when its block ends and rolled back when the block raises."""
        return self._transaction()

    def read_memory(self, conversation: Conversation, person: str) -> Memory:
        """Return what `get` does, read by itself: it waits for nobody who writes."""
        with self._transactions.read() as connection:
            return _memory(connection, conversation, person)

    def find_question(self, team: str, trace_id: str) -> LoggedQuestion | None:
        """Return the question of that trace id, read by itself."""
        query = select(questions).where(questions.c.trace_id == trace_id, questions.c.team == team)
        with self._transactions.read() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            return None
        return LoggedQuestion(**dict(row) | {"reply": readable_reply(row["reply"])})

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
        """Return when and what a person asked last, the latest first."""
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

    def is_writable(self) -> bool:
        """Return whether an event could be kept now: one is, and taken back."""
        return is_writable(self._transactions)

    def recover(self) -> None:
        """Find out whether an event can be kept, where anything has failed: acks do not wait for what is away."""
        if self._transactions.is_in_doubt:
            self.is_writable()

    def close(self) -> None:
        """Make lasting what is under way, and end."""
        self._transactions.close()

    @contextmanager
    def _transaction(self) -> Iterator[DatabaseTransaction]:
        with self._transactions.begin() as connection:
            yield DatabaseTransaction(connection, self._statements, self._writer)


def _transactions(engine: Engine) -> PooledTransactions:
    return SerialTransactions(engine) if engine.dialect.name == "sqlite" else PooledTransactions(engine)


def _memory(connection: Connection, conversation: Conversation, person: str) -> Memory:
    parameters = {"key_": conversation.key(), "team_": conversation.team, "person_": person}
    row = connection.execute(_remembered, parameters).one()
    return Memory(row.expecting, row.language or row.chosen, row.updated_at, row.chosen)


def store_in_memory(most_waiting: int = MOST_WAITING) -> DatabaseStore:
    """Return a store that is gone when nobody holds it any more, or it is closed: SQLite without a file."""
    engine = new_engine(read_url("sqlite://"))
    metadata.create_all(engine)
    return DatabaseStore(engine, most_waiting)
