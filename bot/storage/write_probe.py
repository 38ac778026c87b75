"""Tries what a question needs: its tables, room on the disk, a commit. Nothing of it is ever seen by anybody.

A table that no question needs may be locked for long, by a purge or an index that is made: what needs it waits for it
then, and questions are answered.
"""

from __future__ import annotations

from datetime import UTC, datetime
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, insert, text

from bot.services.patience import at_most
from bot.services.ports import StoreUnavailableError
from bot.storage.channels_store import channels
from bot.storage.database_tables import WAITING, conversations, outbox, people, questions, seen_keys
from bot.storage.setup_store import setups

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.storage.transactions import Transactions

PROBE_SECONDS: Final = 1.0
_BYTES: Final = 32_768
"""More than an event with its answer takes: where this finds room, that does."""

WRITTEN: Final = (conversations, outbox, questions, seen_keys)
READ: Final = (channels, people, setups)
"""The tables of a question that is asked in a channel."""

_LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)

# Whoever holds a table for a moment is waited for, and found out before events have filled every thread.
_SOON: Final = text("SET LOCAL lock_timeout = '250ms'")
# In the way of nobody who reads or writes rows, and held up by whoever would hold them up.
_LOCKS: Final = tuple(
    text(f"LOCK TABLE {', '.join(table.name for table in tables)} IN {mode} MODE")
    for tables, mode in ((WRITTEN, "ROW EXCLUSIVE"), (READ, "ACCESS SHARE"))
)


def write_fault(transactions: Transactions) -> str:
    """Return why no event could be kept now, nothing where one could; it is found out within a second."""
    try:
        with at_most(PROBE_SECONDS), transactions.trial() as connection:
            write_and_take_back(connection)
    except StoreUnavailableError as error:
        return str(error)
    return ""


def write_and_take_back(connection: Connection) -> None:
    """Do what keeping an event does, and leave nothing of it."""
    if connection.dialect.name == "postgresql":
        for statement in (_SOON, *_LOCKS):
            connection.execute(statement)
    name = f"probe:{token_hex(8)}"
    connection.execute(insert(seen_keys), {"key": name, "seen_at": _LONG_AGO})
    row = {"id": name, "team": "", "channel": "", "lane": "", "payload": token_hex(_BYTES // 2)}
    connection.execute(insert(outbox), row | {"due_at": _LONG_AGO, "attempts": 0, "state": WAITING})
    connection.execute(delete(outbox).where(outbox.c.id == name))
    connection.execute(delete(seen_keys).where(seen_keys.c.key == name))
