"""Transactions on SQLite, committed in groups.

SQLite has one writer, and each commit waits for the disk. Transactions of many threads are therefore done one after
another on one connection, each inside a savepoint, and committed together: while the disk is waited for, the next
ones line up. A transaction returns when its group is safe on the disk, and fails when its group fails. With a commit
for each, 16 connections had 0.6 to 0.7 of the acks a second that they have so (`python -m bench serving`).
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager, suppress
from threading import Event, Lock
from typing import TYPE_CHECKING, Final, cast

from sqlalchemy.exc import SQLAlchemyError

from bot.services.patience import seconds_left
from bot.storage.database_errors import DatabaseAwayError, DatabaseBusyError, translated
from bot.storage.engines import WAIT_SECONDS
from bot.storage.transactions import PooledTransactions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Engine

    from bot.services.supervising import Beat, Supervisor

LARGEST_GROUP: Final = 64
_CLOSE_SECONDS: Final = 2.0
"""How long the end waits for a disk that is slow: what it has not taken by then was promised to nobody."""


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

    def __init__(self, engine: Engine, supervisor: Supervisor, wait_seconds: float = WAIT_SECONDS) -> None:
        super().__init__(engine, wait_seconds)
        self._connection = engine.connect()
        self._turn = Lock()
        self._group: _Group | None = None
        self._wanted = Event()
        self._closing = Event()
        self._commits = supervisor.keep("commits", self._commit_groups, until=self._closing)

    def _reading(self) -> AbstractContextManager[Connection]:
        return self._begun() if self._reader is self.engine else super()._reading()

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        # The waits for one's turn, for another process and for the disk are one wait.
        seconds = seconds_left(self._wait_seconds)
        end = time.monotonic() + seconds
        if not self._turn.acquire(timeout=seconds):
            raise DatabaseBusyError("the database is busy")
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
                raise translated(error) from None
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
            failure = translated(error)
            if not self._driver.in_transaction:
                self._group = None
                self._connection.rollback()
                group.end(failure)
            raise failure from None

    def _wait_for(self, group: _Group, within_seconds: float) -> None:
        if not group.ended.wait(max(within_seconds, 0)):
            # It may become lasting all the same: Slack asks again, and the keys that are kept tell that it was done.
            raise DatabaseBusyError("the disk is slow")
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
            group.end(translated(error))
        except BaseException:
            self._roll_back()
            group.end(DatabaseAwayError("the commit failed"))
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
