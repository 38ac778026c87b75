"""Where a requester answers, what was passed on for them, and how often a key was claimed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the columns and their indexes."""
    op.add_column("seen_keys", sa.Column("times", sa.Integer, nullable=False, server_default="1"))
    op.add_column("tickets", sa.Column("direct_channel", sa.String(40)))
    op.add_column("tickets", sa.Column("direct_ts", sa.String(40)))
    op.add_column("tickets", sa.Column("is_asked_privately", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("ticket_steps", sa.Column("message", sa.String(160)))
    op.create_index("ix_tickets_team_direct", "tickets", ["team", "direct_channel", "direct_ts"])
    op.create_index("ix_tickets_person_team_state", "tickets", ["person", "team", "state"])
    is_of_one = sa.text("message IS NOT NULL")
    op.create_index(
        "ix_ticket_steps_team_message",
        "ticket_steps",
        ["team", "message"],
        sqlite_where=is_of_one,
        postgresql_where=is_of_one,
    )
