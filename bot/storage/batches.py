"""Changes to many rows, a few at a time: an ack waits for one batch at most, and what was done stays done."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, case, literal_column, select, text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from sqlalchemy import Connection, Delete, Executable, Table, Update
    from sqlalchemy.sql.elements import ColumnElement

    from bot.services.ports import OnBatch
    from bot.storage.transactions import Transactions

    First: TypeAlias = Callable[[ColumnElement[bool]], Sequence[Executable]]

_BATCH_SECONDS: Final = 0.008
"""How long a batch holds SQLite's one writer; its commit comes on top, as an ack's does."""
_RESTS: Final = 1.0
"""So many times as long as a batch took with its commit, everybody else has the database."""
_FIRST, _FEWEST, _MOST = 50, 25, 1_000
_PLACES: Final = {"sqlite": "rowid", "postgresql": "ctid"}
"""Where a row is: it is found there at once, and by a key of several columns only by going through the table."""
_LOOKED_UP: Final = 20_000
"""Rows that are looked up at once. One look for each batch would go over what was deleted again and again."""


class Batches:
    """Changes rows in batches, each a transaction of its own that is outside an ack's limits."""

    def __init__(self, transactions: Transactions, wait: Callable[[float], None] = time.sleep) -> None:
        self._transactions = transactions
        self._wait = wait
        self._size = _FIRST

    def change(
        self,
        table: Table,
        is_one: ColumnElement[bool],
        change: Delete | Update,
        name: str,
        on_batch: OnBatch,
        first: First = lambda _: (),
    ) -> int:
        """Have `change` done to each row of `table` that `is_one`, which it no longer is then; return how many.

        What is to be done `first` is made for the rows of each batch, and is in its transaction. It ends when no such
        row is found: what another replica took before us is not ours to count.
        """
        done = 0
        while rows := self._look_up(table, is_one):
            while rows:
                batch, rows = rows[: self._size], rows[self._size :]
                begin = time.monotonic()
                done += self._change(batch, is_one, change, first)
                on_batch(name, done)
                self._wait(_RESTS * (time.monotonic() - begin))
        return done

    def _look_up(self, table: Table, is_one: ColumnElement[bool]) -> Sequence[Any]:
        with self._transactions.read_long() as connection:
            query = select(_place(connection)).select_from(table).where(is_one).limit(_LOOKED_UP)
            return connection.execute(query).scalars().all()

    def _change(
        self, places: Sequence[Any], is_one: ColumnElement[bool], change: Delete | Update, first: First
    ) -> int:
        # Looked at again: a message that was given up may have been put back meanwhile, or another row stand there.
        # Within a CASE it is a question about each of these rows, and no reason to go through an index of all.
        is_still = case((is_one, 1), else_=0) == 1
        with self._transactions.begin_long() as connection:
            begin = time.monotonic()
            are_they = and_(_is_among(connection, places), is_still)
            for each in first(are_they):
                connection.execute(each).close()
            count = connection.execute(change.where(are_they)).rowcount
            held = time.monotonic() - begin
        self._size = _next_size(self._size, held)
        return count


def _place(connection: Connection) -> ColumnElement[Any]:
    return literal_column(_PLACES[connection.dialect.name])


def _is_among(connection: Connection, places: Sequence[Any]) -> ColumnElement[bool]:
    if connection.dialect.name == "sqlite":
        return _place(connection).in_(places)
    return _place(connection) == text("ANY(CAST(CAST(:places AS text[]) AS tid[]))").bindparams(places=places)


def _next_size(size: int, held_seconds: float) -> int:
    """Return how many rows the next batch has, to take as long as a batch may; at most twice as many as this one."""
    fitting = size * _BATCH_SECONDS / max(held_seconds, 1e-6)
    return int(min(max(fitting, size / 2, _FEWEST), size * 2, _MOST))
