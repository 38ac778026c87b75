"""What is remembered of a conversation, with what its person has chosen and what is set for its channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.conversation import Memory
from bot.storage.channels_store import manners_in
from bot.storage.statements import remembered

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.conversation import Conversation


def read_memory(connection: Connection, conversation: Conversation, person: str) -> Memory:
    """Return the memory of `conversation`, an empty one where there is none: one statement, by keys alone."""
    first, *others = conversation.keys(person)
    keys = {"key_": first, "key_too_": others[0] if others else first}
    where = {"team_": conversation.team, "channel_": conversation.channel, "person_": person}
    row = connection.execute(remembered, keys | where).mappings().one()
    manners = manners_in(row)
    return Memory(
        row["expecting"],
        row["language"] or row["chosen"] or (None if manners is None else manners.language),
        row["updated_at"],
        row["chosen"],
        row["address"],
        articles=tuple((row["articles"] or "").split()),
        offered=tuple((row["offered"] or "").split()),
        trace_id=row["trace_id"],
        asker=row["asker"],
        step=row["step"],
        setup=row["setup"],
        manners=manners,
        came_by=row["came_by"],
        product=row["product"],
    )
