"""What the bot replied, and where that stands."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("questions", sa.Column("reply", sa.Text))
    op.add_column("tickets", sa.Column("reply_channel", sa.String(40)))
    op.add_column("tickets", sa.Column("reply_ts", sa.String(40)))
