"""Engines for the two databases, with the settings that the promise rests on."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import QueuePool, StaticPool

from bot.services.patience import ACK_SECONDS

if TYPE_CHECKING:
    import sqlite3

    from sqlalchemy import URL, Engine

WAIT_SECONDS: Final = ACK_SECONDS
"""How long the database is waited for at each step where nobody waits for an ack, which has one deadline for all."""

_EXAMPLES: Final = "Examples: postgresql://bot:password@host/econnect, sqlite:////var/lib/econnect/bot.db"
_ENCODED: Final = "Write @ in its name or password as %40, : as %3A, / as %2F, ? as %3F and % as %25."
REPORT_SECONDS: Final = 60
"""How long a report may take: nobody's ack waits for it."""

CONNECTIONS: Final = 16
"""How many there are to PostgreSQL, and to a SQLite file for those who only read."""

_READ_MILLISECONDS: Final = 500
"""How long who only reads waits for a process that has SQLite's file for itself: for any other it does not wait."""


class StoreError(Exception):
    """The store cannot be used; the message says why, and what to do. It never holds a password.

    Args:
        what: what is wrong, without a full stop where a remedy follows.
        remedy: what to do, where it is not told in `what`.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what}. {remedy}" if remedy else what)
        self.what, self.remedy = what, remedy


class DatabaseUrlError(StoreError):
    """`DATABASE_URL` names no database that the bot knows."""


def read_url(text: str) -> URL:
    """Return the address of a database: SQLite's, or PostgreSQL's, with psycopg whatever the driver named.

    Raises:
        DatabaseUrlError: it is neither.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise DatabaseUrlError(f"DATABASE_URL is not a database URL. {_EXAMPLES}") from None
    kind = url.drivername.partition("+")[0]
    if kind in {"postgresql", "postgres"}:
        if "@" in (url.host or "") + (url.database or "") or text.count("@") > 1:
            # Where the password ends is a guess: a part of it would be taken for the host, and be told as such.
            raise DatabaseUrlError(f"DATABASE_URL cannot be read without doubt. {_ENCODED}")
        return url.set(drivername="postgresql+psycopg")
    if kind == "sqlite":
        return url.set(drivername="sqlite+pysqlite")
    raise DatabaseUrlError(f"DATABASE_URL names {kind}, which the bot does not support. {_EXAMPLES}")


def new_engine(url: URL, *, wait_seconds: float = WAIT_SECONDS) -> Engine:
    """Return an engine that waits no longer than that, and whose errors hold nothing that people wrote."""
    try:
        if url.get_backend_name() == "sqlite":
            return _sqlite(url, wait_seconds)
        return _postgresql(url, wait_seconds)
    except NoSuchModuleError as error:
        raise DatabaseUrlError(f"DATABASE_URL names a driver that is not installed. {_EXAMPLES}") from error


def _sqlite(url: URL, wait_seconds: float) -> Engine:
    """Return an engine of one shared connection: SQLite has one writer at a time anyway."""
    engine = create_engine(
        url,
        hide_parameters=True,
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA busy_timeout={int(wait_seconds * 1000)}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    # At once as a writer: a reader that becomes one later would fail where another came between.
    event.listen(engine, "begin", partial(Connection.exec_driver_sql, statement="BEGIN IMMEDIATE"))
    return engine


def new_reader(engine: Engine) -> Engine:
    """Return an engine that only reads what `engine` has made lasting, each query by itself, and waits for no writer.

    SQLite without a file has one connection and no other: there it is `engine` itself.
    """
    if engine.dialect.name != "sqlite":
        return engine.execution_options(isolation_level="AUTOCOMMIT")
    if engine.url.database in {None, "", ":memory:"}:
        return engine
    reader = create_engine(
        engine.url,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=CONNECTIONS,
        isolation_level="AUTOCOMMIT",
        pool_reset_on_return=None,
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(reader, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA query_only=ON")
        connection.execute(f"PRAGMA busy_timeout={_READ_MILLISECONDS}")

    return reader


def _postgresql(url: URL, wait_seconds: float) -> Engine:
    # Its driver takes a while to be imported, and most bots are on SQLite.
    engine: Engine = import_module("bot.storage.patient_postgres").patient_engine(url, wait_seconds, CONNECTIONS)
    return engine
