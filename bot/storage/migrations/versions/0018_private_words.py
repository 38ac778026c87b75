"""What one person alone is to read in a channel has a mark of its own, where there is no reply link for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the column; an empty reply link was the mark before."""
    op.add_column("outbox", sa.Column("is_private", sa.Boolean, nullable=False, server_default=sa.false()))
    op.execute("UPDATE outbox SET is_private = true, response_url = NULL WHERE response_url = ''")
