"""Transactions on SQLite, one after the other.

SQLite has one writer. Threads wait for their turn here, where each is let in at once and each wait is bounded; at the
file they would look again at moments of their own.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Final, cast

from sqlalchemy.exc import SQLAlchemyError

from bot.services.patience import seconds_left
from bot.storage.database_errors import DatabaseBusyError, translated
from bot.storage.engines import WAIT_SECONDS
from bot.storage.transactions import PooledTransactions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Engine

_CLOSE_SECONDS: Final = 2.0
"""How long the end waits for a disk that is slow: what is not done by then was promised to nobody."""


class SerialTransactions(PooledTransactions):
    """Transactions on one shared connection; what only reads has connections of its own."""

    def __init__(self, engine: Engine, wait_seconds: float = WAIT_SECONDS) -> None:
        super().__init__(engine, wait_seconds)
        self._connection = engine.connect()
        self._turn = Lock()

    def _reading(self) -> AbstractContextManager[Connection]:
        return self._begun() if self._reader is self.engine else super()._reading()

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        # The waits for one's turn and for another process are one wait.
        seconds = seconds_left(self._wait_seconds)
        end = time.monotonic() + seconds
        if not self._turn.acquire(timeout=seconds):
            raise DatabaseBusyError("others are writing")
        driver = cast("sqlite3.Connection", self._connection.connection.dbapi_connection)
        try:
            left = min(end - time.monotonic(), self._wait_seconds)
            driver.execute(f"PRAGMA busy_timeout={max(int(left * 1000), 0)}")
            with self._connection.begin():
                yield self._connection
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise translated(error) from None
        finally:
            if driver.in_transaction:  # what fell while it was ended
                driver.execute("ROLLBACK")
            self._turn.release()

    def close(self) -> None:
        """Wait for what is under way, and end."""
        if self._turn.acquire(timeout=_CLOSE_SECONDS):
            self._connection.close()
            self._turn.release()
        super().close()
