"""The set-ups that people are going through, step by step."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "setups",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("person", sa.String(40), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("screen", sa.String(2), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("step", sa.String(60), nullable=False),
        sa.Column("done", sa.String(2000), nullable=False),
        sa.Column("failed", sa.String(2000), nullable=False),
        sa.Column("globe", sa.String(40)),
        sa.Column("address", sa.String(100)),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_setups"),
    )
    op.create_index("ix_setups_person_team_changed_at", "setups", ["person", "team", "changed_at"])
    op.create_index("ix_setups_changed_at", "setups", ["changed_at"])
