"""Votes and labels in a database."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.storage.database_tables import labels, votes

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Table

    from bot.domain.feedback import Label, Vote


class DatabaseFeedback:
    """What people make of answers, within a transaction."""

    def __init__(self, connection: Connection, insert: Callable[..., Any]) -> None:
        self._connection = connection
        self._insert = insert

    def vote(self, vote: Vote) -> None:
        """Keep it in the place of what the person said of that article before."""
        self._put(votes, asdict(vote))

    def label(self, label: Label) -> None:
        """Keep it in the place of what the person said of that question before."""
        self._put(labels, asdict(label))

    def _put(self, table: Table, row: dict[str, Any]) -> None:
        key = [column.name for column in table.primary_key.columns]
        statement = self._insert(table).values(row)
        changed = {name: statement.excluded[name] for name in row if name not in key}
        self._connection.execute(statement.on_conflict_do_update(index_elements=key, set_=changed))
