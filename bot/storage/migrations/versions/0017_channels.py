"""How the bot behaves in each channel, and how often it replied to one person in one thread."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Make the table, and add the count."""
    op.create_table(
        "channels",
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("listens", sa.String(20), nullable=False),
        sa.Column("language", sa.String(2)),
        sa.Column("product", sa.String(60)),
        sa.Column("most_replies", sa.Integer),
        sa.Column("person", sa.String(40), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", name="pk_channels"),
    )
    op.create_index("ix_channels_person_team", "channels", ["person", "team"])
    op.add_column("conversations", sa.Column("replies", sa.Integer, nullable=False, server_default="0"))
