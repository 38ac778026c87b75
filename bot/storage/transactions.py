"""Transactions on the two databases: pooled ones, and on SQLite those that are committed in groups.

SQLite has one writer, and each commit waits for the disk. Transactions of many threads are therefore done one after
another on one connection, each inside a savepoint, and committed together: while the disk is waited for, the next
ones line up. A transaction returns when its group is safe on the disk, and fails when its group fails. With a commit
for each, 16 connections had 0.6 to 0.7 of the acks a second that they have so (`python -m bench serving`).
"""

from __future__ import annotations

import logging
import sqlite3
import time
from contextlib import contextmanager, suppress
from threading import BoundedSemaphore, Event, Lock
from typing import TYPE_CHECKING, Final, Protocol, cast

from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    InvalidRequestError,
    ProgrammingError,
    SQLAlchemyError,
)

from bot.services.patience import at_most, seconds_left
from bot.services.ports import StoreUnavailableError
from bot.services.supervising import Supervisor
from bot.storage.engines import CONNECTIONS, REPORT_SECONDS, WAIT_SECONDS, new_reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Engine

    from bot.services.supervising import Beat

log = logging.getLogger(__name__)

LARGEST_GROUP: Final = 64
_CLOSE_SECONDS: Final = 2.0
"""How long the end waits for a disk that is slow: what it has not taken by then was promised to nobody."""

_SQLITE_VALUES: Final = (sqlite3.InterfaceError, sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.DataError)


class NotStorableError(Exception):
    """A value that the database does not take: a fault of ours, or of a payload's strange shape."""


class Transactions(Protocol):
    """Gives out transactions."""

    def begin(self) -> AbstractContextManager[Connection]:
        """Return a connection in a transaction that is lasting when the block has ended, or rolled back if it raised.

        Raises:
            StoreUnavailableError: the database is away, busy, full, or has not the tables.
        """
        ...

    def begin_long(self) -> AbstractContextManager[Connection]:
        """Return what `begin` does, for what no ack waits for.

        Raises:
            StoreUnavailableError: as `begin`.
        """
        ...

    def read(self) -> AbstractContextManager[Connection]:
        """Return a connection for reading what is lasting: it waits for no writer.

        Raises:
            StoreUnavailableError: as `begin`.
        """
        ...

    def read_long(self) -> AbstractContextManager[Connection]:
        """Return a connection as `read` does, for what takes long.

        Raises:
            StoreUnavailableError: as `begin`.
        """
        ...

    def close(self) -> None:
        """End."""
        ...


class PooledTransactions:
    """Each transaction on a connection of its own; the database groups commits by itself."""

    def __init__(self, engine: Engine, wait_seconds: float = WAIT_SECONDS) -> None:
        self.engine = engine
        self._wait_seconds = wait_seconds
        self._reader = new_reader(engine)
        # The pool's own wait has one bound for all; here it is that of whoever waits.
        self._free = BoundedSemaphore(CONNECTIONS)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """See `Transactions.read`."""
        with self._connection_of(self._reader) as connection:
            yield connection

    @contextmanager
    def read_long(self) -> Iterator[Connection]:
        """See `Transactions.read_long`."""
        is_alone = self.engine.dialect.name == "sqlite"  # elsewhere a transaction is in nobody's way
        with at_most(REPORT_SECONDS), self.read() if is_alone else self.begin() as connection:
            yield connection

    @contextmanager
    def begin_long(self) -> Iterator[Connection]:
        """See `Transactions.begin_long`."""
        with at_most(REPORT_SECONDS), self.begin() as connection:
            yield connection

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """See `Transactions.begin`."""
        with self._connection_of(self.engine) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    @contextmanager
    def _connection_of(self, engine: Engine) -> Iterator[Connection]:
        if not self._free.acquire(timeout=seconds_left(self._wait_seconds)):
            raise StoreUnavailableError("every connection is in use")
        try:
            with _connected(engine) as connection:
                yield connection
        except SQLAlchemyError as error:
            raise _translate(error) from None
        finally:
            self._free.release()


def _connected(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except InvalidRequestError as error:  # the pool has tried twice, and each connection was dead or silent
        raise StoreUnavailableError("the database does not answer") from error


class _Group:
    """Transactions that are committed together."""

    def __init__(self) -> None:
        self.size = 0
        self.failure: Exception | None = None
        self.ended = Event()

    def end(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.ended.set()


class GroupCommit(PooledTransactions):
    """Transactions on one shared connection, in groups; what only reads has connections of its own."""

    def __init__(self, engine: Engine, wait_seconds: float = WAIT_SECONDS) -> None:
        super().__init__(engine, wait_seconds)
        self._connection = engine.connect()
        self._turn = Lock()
        self._group: _Group | None = None
        self._wanted = Event()
        self._closing = Event()
        self._commits = Supervisor().keep("commits", self._commit_groups, until=self._closing)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """See `Transactions.read`."""
        if self._reader is self.engine:
            with self.begin() as connection:
                yield connection
        else:
            with super().read() as connection:
                yield connection

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """See `Transactions.begin`."""
        # The waits for one's turn, for another process and for the disk are one wait.
        seconds = seconds_left(self._wait_seconds)
        end = time.monotonic() + seconds
        if not self._turn.acquire(timeout=seconds):
            raise StoreUnavailableError("the database is busy")
        try:
            group = self._join(min(end - time.monotonic(), self._wait_seconds))
            driver = self._driver
            changes = driver.total_changes
            with self._watched(group), self._savepoint(driver):
                yield self._connection
            group.size += 1
            has_changed = driver.total_changes != changes
            if group.size >= LARGEST_GROUP:
                self._commit()
        finally:
            self._wanted.set()
            self._turn.release()
        if has_changed:
            self._wait_for(group, end - time.monotonic())

    def close(self) -> None:
        """Commit what is under way, and end."""
        self._closing.set()
        self._wanted.set()
        self._commits.join(_CLOSE_SECONDS)
        if self._turn.acquire(timeout=_CLOSE_SECONDS):
            self._commit()
            self._connection.close()
            self._turn.release()
        self._reader.dispose()
        self.engine.dispose()

    def _join(self, within_seconds: float) -> _Group:
        """Return the group that is open; a new one where there is none."""
        if self._group is None:
            try:
                self._driver.execute(f"PRAGMA busy_timeout={max(int(within_seconds * 1000), 0)}")
                self._connection.begin()
            except SQLAlchemyError as error:
                self._connection.rollback()
                raise _translate(error) from None
            self._group = _Group()
        return self._group

    @contextmanager
    def _savepoint(self, driver: sqlite3.Connection) -> Iterator[None]:
        """Undo one member's part where it fails, on the driver itself: SQLAlchemy's takes too long."""
        driver.execute("SAVEPOINT member")
        try:
            yield
        except BaseException:
            if driver.in_transaction:
                driver.execute("ROLLBACK TO member")
                driver.execute("RELEASE member")
            raise
        driver.execute("RELEASE member")

    @contextmanager
    def _watched(self, group: _Group) -> Iterator[None]:
        """Fail the whole group where SQLite has rolled back everything by itself, as when the disk is full."""
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as error:
            failure = _translate(error)
            if not self._driver.in_transaction:
                self._group = None
                self._connection.rollback()
                group.end(failure)
            raise failure from None

    def _wait_for(self, group: _Group, within_seconds: float) -> None:
        if not group.ended.wait(max(within_seconds, 0)):
            # It may become lasting all the same: Slack asks again, and the keys that are kept tell that it was done.
            raise StoreUnavailableError("the disk is slow")
        if group.failure is not None:
            raise group.failure

    def _commit_groups(self, _: Beat) -> None:
        while not self._closing.is_set():
            self._wanted.wait()
            self._wanted.clear()
            with self._turn:
                self._commit()

    def _commit(self) -> None:
        """Commit the open group. Whoever calls this has the turn."""
        group, self._group = self._group, None
        if group is None:
            return
        try:
            self._connection.commit()
        except SQLAlchemyError as error:
            self._connection.rollback()
            group.end(_translate(error))
        except BaseException:
            self._roll_back()
            group.end(StoreUnavailableError("the commit failed"))
            raise
        else:
            group.end()

    def _roll_back(self) -> None:
        """Undo the open group, also where SQLAlchemy holds it for ended."""
        with suppress(SQLAlchemyError, sqlite3.Error):
            self._connection.rollback()
            if self._driver.in_transaction:
                self._driver.execute("ROLLBACK")

    @property
    def _driver(self) -> sqlite3.Connection:
        return cast("sqlite3.Connection", self._connection.connection.dbapi_connection)


def _translate(error: SQLAlchemyError | sqlite3.Error) -> NotStorableError | StoreUnavailableError:
    """Return what an error means, in words for the log: the kind and the database's own text, never a parameter."""
    cause = getattr(error, "orig", None) or error
    kind = type(cause).__name__
    if _is_about_a_value(error, cause):
        return NotStorableError(kind)
    first_line = (str(cause).splitlines() or [""])[0]
    log.warning("The database cannot be used: %s: %s", kind, first_line)
    return StoreUnavailableError(f"the database cannot be used ({kind})")


def _is_about_a_value(error: Exception, cause: BaseException) -> bool:
    """Return whether what was to be kept is at fault, or we are: no later try would change that."""
    if isinstance(cause, sqlite3.Error):
        return isinstance(cause, _SQLITE_VALUES)
    if isinstance(error, DataError | IntegrityError) or not isinstance(error, DBAPIError):
        return True
    # psycopg could not turn a value into SQL: such an error never was at the server, and has no state.
    return isinstance(error, ProgrammingError) and getattr(cause, "sqlstate", "") is None
