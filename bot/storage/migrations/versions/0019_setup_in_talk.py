"""Which set-up's card was said last in direct messages, so that words are understood as said to it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Add the column."""
    op.add_column("conversations", sa.Column("setup", sa.String(40)))
