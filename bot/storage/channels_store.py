"""What is set for channels, in a database."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Column, Index, Integer, String, Table, bindparam, select, update

from bot.domain.channel_manners import ChannelManners
from bot.services.ports import ConcurrentUpdateError
from bot.storage.column_types import UtcDateTime
from bot.storage.database_tables import conversations, metadata

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping

    from bot.domain.conversation import Conversation

channels: Final = Table(
    "channels",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("channel", String(40), primary_key=True),
    Column("listens", String(20), nullable=False),
    Column("language", String(2)),
    Column("product", String(60)),
    Column("most_replies", Integer),
    # Who set it.
    Column("person", String(40), nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_channels_person_team", "person", "team"),
)

_replies: Final = select(conversations.c.replies).where(conversations.c.key == bindparam("key_"))

OF_MANNERS: Final = "channel_"
"""What the columns are called where they are read beside what is remembered."""
beside_memory: Final = tuple(column.label(f"{OF_MANNERS}{column.name}") for column in channels.c)


class DatabaseChannels:
    """What is set for channels, within a transaction."""

    def __init__(self, connection: Connection, insert: Callable[..., Any]) -> None:
        self._connection = connection
        self._insert = insert

    def change(self, after: ChannelManners) -> None:
        """Keep what is set for a channel from now on."""
        row = {column.name: getattr(after, column.name) for column in channels.c}
        is_before = (
            channels.c.team == after.team,
            channels.c.channel == after.channel,
            channels.c.version == after.version - 1,
        )
        first = self._insert(channels).values(row).on_conflict_do_nothing()
        change = first if after.version == 1 else update(channels).where(*is_before).values(row)
        # psycopg counts no rows of an insert by this way.
        if self._connection.execute(change.returning(channels.c.version)).first() is None:
            raise ConcurrentUpdateError

    def replies_to(self, conversation: Conversation, person: str) -> int:
        """Return how many replies to `person` were counted in `conversation`."""
        key = replace(conversation, person=person).key()
        return self._connection.execute(_replies, {"key_": key}).scalar_one_or_none() or 0

    def count_reply(self, conversation: Conversation, person: str, now: datetime) -> int:
        """Count one more, and return how many there are by now."""
        key = replace(conversation, person=person).key()
        row = {"key": key, "team": conversation.team, "person": person, "updated_at": now, "replies": 1}
        first = self._insert(conversations).values(row)
        once_more = first.on_conflict_do_update(
            index_elements=[conversations.c.key],
            set_={"replies": conversations.c.replies + 1, "updated_at": first.excluded.updated_at},
        )
        return int(self._connection.execute(once_more.returning(conversations.c.replies)).scalar_one())


def manners_in(row: RowMapping) -> ChannelManners | None:
    """Return what is set for the channel, from a row with the columns `beside_memory`; None where nothing is."""
    if row[f"{OF_MANNERS}channel"] is None:
        return None
    return ChannelManners(**{column.name: row[f"{OF_MANNERS}{column.name}"] for column in channels.c})
