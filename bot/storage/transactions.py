"""Transactions on a database whose every transaction has a connection of its own, and what its failures lead to."""

from __future__ import annotations

import weakref
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final, Protocol

from sqlalchemy.exc import InvalidRequestError, SQLAlchemyError

from bot.services.patience import at_most, is_awaited, seconds_left
from bot.services.ports import StoreUnavailableError
from bot.storage.database_errors import DatabaseAwayError, DatabaseBusyError, translated
from bot.storage.engines import CONNECTIONS, REPORT_SECONDS, WAIT_SECONDS, new_reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Engine

_LEAST_SECONDS: Final = 0.1
"""With less than that left nothing is begun: a connection that is well would be taken for silent, and closed."""
_FAIR_SECONDS: Final = 0.5
"""A database that was given that long has failed, one that was given less has not."""


class Transactions(Protocol):
    """Gives out transactions.

    Where the database is away, whoever waits for an ack is refused at once: there would be a queue of them, with
    those behind who need no store. Everybody else tries. What one of them waited for in vain may be in its own way
    alone, such as a row: `trial` finds out whether an event can be kept.
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
        """Return what `begin` does, for trying what every event needs, also while others are refused.

        After one that failed as busy, or as away with a fair time given, whoever waits for an ack is refused.
        One that failed as away in less changes nothing; after one that was committed nobody is refused.
        """
        ...

    @property
    def is_in_doubt(self) -> bool:
        """Whether the last `trial` failed, or anything has since."""
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
        # In memory, whoever holds the store to the end has no reason to close it: it is over when they are.
        self._dispose = weakref.finalize(self, _dispose, engine, self._reader)
        # The pool's own wait has one bound for all; here it is that of whoever waits.
        self._free = BoundedSemaphore(CONNECTIONS)
        self._is_away = False
        self._has_failed = False

    @property
    def is_in_doubt(self) -> bool:
        """See `Transactions.is_in_doubt`."""
        return self._is_away or self._has_failed

    @contextmanager
    def trial(self) -> Iterator[Connection]:
        """See `Transactions.trial`."""
        self._has_failed = False
        try:
            with self._noting_failures(), self._begun() as connection:
                yield connection
        except DatabaseBusyError:
            self._is_away = True  # what is in its way is in the way of every event
            raise
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
        with self._noting_failures(), self._reading() as connection:
            yield connection

    @contextmanager
    def read_long(self) -> Iterator[Connection]:
        """See `Transactions.read_long`."""
        self._refuse_at_once()
        # Only for SQLite's one writer a transaction that reads is in the way.
        opened = self._reading if self.engine.dialect.name == "sqlite" else self._begun
        with at_most(REPORT_SECONDS), self._noting_failures(), opened() as connection:
            yield connection

    @contextmanager
    def begin_long(self) -> Iterator[Connection]:
        """See `Transactions.begin_long`."""
        self._refuse_at_once()
        with at_most(REPORT_SECONDS), self._noting_failures(), self._begun() as connection:
            yield connection

    def close(self) -> None:
        """Give the connections back."""
        self._dispose()

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        with self._connection_of(self.engine) as connection, connection.begin():
            yield connection

    def _reading(self) -> AbstractContextManager[Connection]:
        return self._connection_of(self._reader)

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
        except (DatabaseAwayError, DatabaseBusyError) as error:
            self._has_failed = True
            # What took the time before, such as a slow Slack, is no failure of the database's.
            self._is_away |= isinstance(error, DatabaseAwayError) and seconds >= _FAIR_SECONDS
            raise

    @contextmanager
    def _connection_of(self, engine: Engine) -> Iterator[Connection]:
        if not self._free.acquire(timeout=seconds_left(self._wait_seconds)):
            raise DatabaseBusyError("every connection is in use")
        try:
            with _connected(engine) as connection:
                yield connection
        except SQLAlchemyError as error:
            raise translated(error) from None
        finally:
            self._free.release()


def _dispose(*engines: Engine) -> None:
    for engine in engines:
        engine.dispose()


def _connected(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except InvalidRequestError as error:  # the pool has tried twice, and each connection was dead or silent
        raise DatabaseAwayError("the database does not answer") from error
