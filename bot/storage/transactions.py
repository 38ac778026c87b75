"""Transactions on a database whose every transaction has a connection of its own, and what failures of it mean."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final, Protocol

from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    InvalidRequestError,
    ProgrammingError,
    SQLAlchemyError,
)

from bot.services.patience import at_most, is_awaited, seconds_left
from bot.services.ports import StoreUnavailableError
from bot.storage.engines import CONNECTIONS, REPORT_SECONDS, WAIT_SECONDS, new_reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Engine

log = logging.getLogger(__name__)

_LEAST_SECONDS: Final = 0.1
"""With less than that left nothing is begun: a connection that is well would be taken for silent, and closed."""
_FAIR_SECONDS: Final = 0.5
"""A database that was given that long has failed, one that was given less has not."""

_SQLITE_VALUES: Final = (sqlite3.InterfaceError, sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.DataError)


class NotStorableError(Exception):
    """A value that the database does not take: a fault of ours, or of a payload's strange shape."""


class DatabaseAwayError(StoreUnavailableError):
    """The database failed, or was waited for in vain."""


class Transactions(Protocol):
    """Gives out transactions.

    After one that failed, whoever waits for an ack is refused at once: there would be a queue of them, with those
    behind who need no store. Everybody else tries; `trial` finds out whether it works again.
    """

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

    def trial(self) -> AbstractContextManager[Connection]:
        """Return what `begin` does, after a failure as well; where it is committed, nobody is refused any more."""
        ...

    @property
    def is_away(self) -> bool:
        """Whether the database has failed, and no `trial` has succeeded since."""
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
        self._is_away = False

    @property
    def is_away(self) -> bool:
        """See `Transactions.is_away`."""
        return self._is_away

    @contextmanager
    def trial(self) -> Iterator[Connection]:
        """See `Transactions.trial`."""
        with self._noting_failures(), self._begun() as connection:
            yield connection
        self._is_away = False

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """See `Transactions.begin`."""
        self._refuse_at_once()
        with self._noting_failures(), self._begun() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """See `Transactions.read`."""
        self._refuse_at_once()
        with self._noting_failures(), self._connection_of(self._reader) as connection:
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

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        with self._connection_of(self.engine) as connection, connection.begin():
            yield connection

    def _refuse_at_once(self) -> None:
        if self._is_away and is_awaited():
            raise StoreUnavailableError("the database has failed a moment ago")

    @contextmanager
    def _noting_failures(self) -> Iterator[None]:
        seconds = seconds_left(self._wait_seconds)
        if seconds < _LEAST_SECONDS:
            raise StoreUnavailableError("no time is left for the database")
        try:
            yield
        except DatabaseAwayError:
            # What took the time before, such as a slow Slack, is no failure of the database's.
            self._is_away |= seconds >= _FAIR_SECONDS
            raise

    @contextmanager
    def _connection_of(self, engine: Engine) -> Iterator[Connection]:
        if not self._free.acquire(timeout=seconds_left(self._wait_seconds)):
            raise DatabaseAwayError("every connection is in use")
        try:
            with _connected(engine) as connection:
                yield connection
        except SQLAlchemyError as error:
            raise translated(error) from None
        finally:
            self._free.release()


def _connected(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except InvalidRequestError as error:  # the pool has tried twice, and each connection was dead or silent
        raise DatabaseAwayError("the database does not answer") from error


def translated(error: SQLAlchemyError | sqlite3.Error) -> NotStorableError | DatabaseAwayError:
    """Return what an error means, in words for the log: the kind and the database's own text, never a parameter."""
    cause = getattr(error, "orig", None) or error
    kind = type(cause).__name__
    if _is_about_a_value(error, cause):
        return NotStorableError(kind)
    first_line = (str(cause).splitlines() or [""])[0]
    log.warning("The database cannot be used: %s: %s", kind, first_line)
    return DatabaseAwayError(f"the database cannot be used ({kind})")


def _is_about_a_value(error: Exception, cause: BaseException) -> bool:
    """Return whether what was to be kept is at fault, or we are: no later try would change that."""
    if isinstance(cause, sqlite3.Error):
        return isinstance(cause, _SQLITE_VALUES)
    if isinstance(error, DataError | IntegrityError) or not isinstance(error, DBAPIError):
        return True
    # psycopg could not turn a value into SQL: such an error never was at the server, and has no state.
    return isinstance(error, ProgrammingError) and getattr(cause, "sqlstate", "") is None
