"""Which messages showed a ticket before the ones that do now: whoever is erased, their words go off these as well."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_KEY = ("team", "ticket", "name", "channel", "message")
_SAYS_ERASED = ("erased-card", "erased-status")
_SHOWS = {"TicketCard": "card", "TicketStatus": "status"}
# Of what was given up, and may have arrived all the same.
_GIVEN_UP = """
INSERT INTO former_messages (team, ticket, name, channel, message)
SELECT DISTINCT tickets.team, tickets.id, outbox.shows, outbox.channel, ''
FROM outbox JOIN tickets ON tickets.id = outbox.ticket AND tickets.team = outbox.team
WHERE outbox.state = 'dead' AND outbox.ambiguous > 0 AND outbox.shows IS NOT NULL
"""


def upgrade() -> None:
    """Make the table; of a ticket that is erased several messages may show it; what waits says what it is for."""
    op.create_table(
        "former_messages",
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("ticket", sa.String(40), nullable=False),
        sa.Column("name", sa.String(10), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("message", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint(*_KEY, name="pk_former_messages"),
        sa.ForeignKeyConstraint(
            ["ticket"], ["tickets.id"], name="fk_former_messages_ticket_tickets", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_former_messages_ticket", "former_messages", ["ticket"])
    rows = [dict(row) for row in op.get_bind().execute(sa.text("SELECT * FROM erased_messages")).mappings()]
    op.drop_table("erased_messages")
    erased_messages = op.create_table(
        "erased_messages",
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("ticket", sa.String(40), nullable=False),
        sa.Column("name", sa.String(10), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("place", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("message", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint(*_KEY, name="pk_erased_messages"),
    )
    if rows:
        op.bulk_insert(erased_messages, rows)
    op.add_column("outbox", sa.Column("ticket", sa.String(40)))
    op.add_column("outbox", sa.Column("shows", sa.String(10)))
    op.create_index("ix_outbox_ticket", "outbox", ["ticket"])
    _tell_what_waits()
    op.execute(_GIVEN_UP)


def _tell_what_waits() -> None:
    outbox = sa.table("outbox", *(sa.column(name) for name in ("number", "payload", "ticket", "shows")))
    for number, payload in op.get_bind().execute(sa.select(outbox.c.number, outbox.c.payload)).all():
        body = _read(payload)
        values = {"ticket": body.get("ticket"), "shows": _SHOWS.get(str(body.get("type")))}
        if body.get("type") == "InPlace" and body["notice"]["text"] in _SAYS_ERASED:
            values["payload"] = json.dumps(body | {"is_erasure": True}, ensure_ascii=False, separators=(",", ":"))
        op.execute(sa.update(outbox).where(outbox.c.number == number).values(values))


def _read(payload: str) -> dict[str, Any]:
    """Return what is to be said; nothing where it cannot be read, which the bot gives up by itself."""
    try:
        body = json.loads(payload)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
