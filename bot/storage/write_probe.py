"""Tries what an event needs: every table, room on the disk, a commit. Nothing of it is ever seen by anybody."""

from __future__ import annotations

from datetime import UTC, datetime
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, insert, text

from bot.services.patience import at_most
from bot.services.ports import StoreUnavailableError
from bot.storage.database_tables import WAITING, metadata, outbox, seen_keys

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.storage.transactions import Transactions

PROBE_SECONDS: Final = 1.0
_BYTES: Final = 32_768
"""More than an event with its answer takes: where this finds room, that does."""

_LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)
_TABLES: Final = ", ".join(metadata.tables)


def is_writable(transactions: Transactions) -> bool:
    """Return whether an event could be kept now; it is found out within a second."""
    try:
        with at_most(PROBE_SECONDS), transactions.trial() as connection:
            _write_and_take_back(connection)
    except StoreUnavailableError:
        return False
    return True


def _write_and_take_back(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # In the way of nobody who writes rows, and held up by whoever would hold them up.
        connection.execute(text(f"LOCK TABLE {_TABLES} IN ROW EXCLUSIVE MODE"))
    name = f"probe:{token_hex(8)}"
    connection.execute(insert(seen_keys), {"key": name, "seen_at": _LONG_AGO})
    row = {"id": name, "team": "", "channel": "", "lane": "", "payload": token_hex(_BYTES // 2)}
    connection.execute(insert(outbox), row | {"due_at": _LONG_AGO, "attempts": 0, "state": WAITING})
    connection.execute(delete(outbox).where(outbox.c.id == name))
    connection.execute(delete(seen_keys).where(seen_keys.c.key == name))
