"""The tables. Each row belongs to a team, and no query crosses from one to another unless an operator asks it to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    text,
)

if TYPE_CHECKING:
    from sqlalchemy import Dialect

WAITING, DEAD = "waiting", "dead"

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A time in UTC. A naive one is refused: nobody could say which moment it meant."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database, which keeps UTC; SQLite does not keep the zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


seen_keys: Final = Table(
    "seen_keys",
    metadata,
    Column("key", String(400), primary_key=True),
    Column("seen_at", Moment, nullable=False, index=True),
)

conversations: Final = Table(
    "conversations",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("team", String(40), nullable=False),
    Column("person", String(40)),
    Column("expecting", String(40)),
    Column("language", String(2)),
    Column("updated_at", Moment, index=True),
)

questions: Final = Table(
    "questions",
    metadata,
    Column("trace_id", String(40), primary_key=True),
    Column("asked_at", Moment, nullable=False, index=True),
    Column("team", String(40), nullable=False),
    Column("channel", String(40), nullable=False),
    Column("person", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("article", String(80)),
    Column("gap", String(80)),
    Column("calculator", String(40)),
    Column("confidence", Float),
    Column("knowledge_version", String(40), nullable=False),
    Index("ix_questions_team_person", "team", "person"),
)

people: Final = Table(
    "people",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("person", String(40), primary_key=True),
    Column("language", String(2)),
)

outbox: Final = Table(
    "outbox",
    metadata,
    # In the order in which they were put in: what is due at the same moment is said in this order.
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("id", String(400), nullable=False, unique=True),
    Column("team", String(40), nullable=False),
    Column("channel", String(40), nullable=False),
    Column("lane", String(60), nullable=False),
    Column("thread_ts", String(40)),
    Column("response_url", Text),
    Column("person", String(40)),
    Column("payload", Text, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("owner", String(120)),
    Column("leased_until", Moment),
    Column("reason", String(200)),
    Column("died_at", Moment),
    CheckConstraint(f"state IN ('{WAITING}', '{DEAD}')", name="state"),
    CheckConstraint("(owner IS NULL) = (leased_until IS NULL)", name="lease"),
    Index("ix_outbox_state_due_at", "state", "due_at"),
    Index("ix_outbox_team_person", "team", "person"),
    # Whatever two replicas do at once: one message of a lane is in flight.
    Index(
        "uq_outbox_in_flight",
        "team",
        "lane",
        unique=True,
        sqlite_where=text("owner IS NOT NULL"),
        postgresql_where=text("owner IS NOT NULL"),
    ),
)

holds: Final = Table(
    "holds",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("lane", String(60), primary_key=True),  # "" is the whole team
    Column("until", Moment, nullable=False),
)
