"""What keeps the order in a thread, and when a message was to be tried first."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the columns and their index."""
    op.add_column("outbox", sa.Column("first_due_at", sa.DateTime(timezone=True)))
    op.add_column("outbox", sa.Column("sequence", sa.String(200)))
    op.create_index("ix_outbox_team_sequence", "outbox", ["team", "sequence", "number"])
