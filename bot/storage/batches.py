"""Changes to many rows, a few at a time: an ack waits for one batch at most, and what was done stays done."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select, tuple_

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Delete, Select, Table, Update
    from sqlalchemy.sql.elements import ColumnElement

    from bot.services.ports import OnBatch
    from bot.storage.transactions import Transactions

_BATCH_SECONDS: Final = 0.008
"""How long a batch holds SQLite's one writer; its commit comes on top, as an ack's does."""
_RESTS: Final = 1.0
"""So many times as long as a batch took with its commit, everybody else has the database."""
_FIRST, _FEWEST, _MOST = 50, 25, 1_000
_LOOKED_UP: Final = 20_000
"""Rows that are looked up at once. One look for each batch would go over what was deleted again and again."""


class Batches:
    """Changes rows in batches, each a transaction of its own that is outside an ack's limits."""

    def __init__(self, transactions: Transactions, wait: Callable[[float], None] = time.sleep) -> None:
        self._transactions = transactions
        self._wait = wait
        self._size = _FIRST

    def change(
        self, table: Table, is_one: ColumnElement[bool], change: Delete | Update, name: str, on_batch: OnBatch
    ) -> int:
        """Have `change` done to each row of `table` that `is_one`, which it no longer is then; return how many.

        It ends when no such row is found: what another replica took before us is not ours to count.
        """
        columns = tuple(table.primary_key)
        look_up = select(*columns).where(is_one).limit(_LOOKED_UP)
        # Looked at again: a message that was given up may have been put back meanwhile.
        still = change.where(is_one)
        done = 0
        while keys := self._look_up(look_up):
            while keys:
                batch, keys = keys[: self._size], keys[self._size :]
                begin = time.monotonic()
                done += self._change(still.where(_is_among(columns, batch)))
                on_batch(name, done)
                self._wait(_RESTS * (time.monotonic() - begin))
        return done

    def _look_up(self, query: Select[Any]) -> Sequence[tuple[Any, ...]]:
        with self._transactions.read_long() as connection:
            return [tuple(row) for row in connection.execute(query)]

    def _change(self, statement: Delete | Update) -> int:
        with self._transactions.begin_long() as connection:
            begin = time.monotonic()
            count = connection.execute(statement).rowcount
            held = time.monotonic() - begin
        self._size = _next_size(self._size, held)
        return count


def _is_among(columns: Sequence[ColumnElement[Any]], keys: Sequence[tuple[Any, ...]]) -> ColumnElement[bool]:
    if len(columns) == 1:
        return columns[0].in_([only for (only,) in keys])
    return tuple_(*columns).in_(keys)


def _next_size(size: int, held_seconds: float) -> int:
    """Return how many rows the next batch has, to take as long as a batch may; at most twice as many as this one."""
    fitting = size * _BATCH_SECONDS / max(held_seconds, 1e-6)
    return int(min(max(fitting, size / 2, _FEWEST), size * 2, _MOST))
