"""What people make of answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables, and let the question log be read by time within a team."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "votes",
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("person", sa.String(40), nullable=False),
        sa.Column("article", sa.String(80), nullable=False),
        sa.Column("knowledge_version", sa.String(40), nullable=False),
        sa.Column("trace_id", sa.String(40), nullable=False),
        sa.Column("is_helpful", sa.Boolean, nullable=False),
        sa.Column("voted_at", moment, nullable=False),
        sa.Column("reason", sa.String(20)),
        sa.PrimaryKeyConstraint("team", "person", "article", "knowledge_version", name="pk_votes"),
    )
    op.create_index("ix_votes_voted_at", "votes", ["voted_at"])
    op.create_table(
        "labels",
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("person", sa.String(40), nullable=False),
        sa.Column("trace_id", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("article", sa.String(80)),
        sa.Column("labelled_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("team", "person", "trace_id", name="pk_labels"),
    )
    op.create_index("ix_labels_labelled_at", "labels", ["labelled_at"])
