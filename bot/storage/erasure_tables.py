"""The tables of people who are being forgotten."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, false

from bot.storage.column_types import UtcDateTime
from bot.storage.database_tables import metadata

erasures: Final = Table(
    "erasures",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("person", String(40), primary_key=True),
    Column("language", String(2), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
)

erased_messages: Final = Table(
    # Of a ticket that is forgotten: each card and status message, until Slack shows no words there any more.
    "erased_messages",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("ticket", String(40), primary_key=True),
    Column("name", String(10), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("language", String(2), nullable=False),
    # The channel, or person, in whose line it is edited.
    Column("place", String(40), nullable=False),
    Column("channel", String(40), primary_key=True),
    Column("message", String(40), primary_key=True),
    # Whether its time was past; else its requester was erased.
    Column("is_past", Boolean, nullable=False, server_default=false()),
    # Of one without a message: whose it was, the thread and the time in which it was tried.
    Column("person", String(40)),
    Column("thread", String(40)),
    Column("since", UtcDateTime),
    Column("until", UtcDateTime),
)

former_messages: Final = Table(
    # What showed a ticket before the message that does now: it could not be edited, and may stand in Slack still.
    # Without a message: one may stand there that was given up, and nobody knows whether it had arrived.
    "former_messages",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("ticket", String(40), ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(10), primary_key=True),
    Column("channel", String(40), primary_key=True),
    Column("message", String(40), primary_key=True),
    # When one without a message was given up; missing where a try of it may have been under way.
    Column("until", UtcDateTime),
    # A ticket that is deleted takes them along: without this, each would look at all there are.
    Index("ix_former_messages_ticket", "ticket"),
)
