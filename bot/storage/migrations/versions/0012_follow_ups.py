"""What a conversation was about last, so that people can go on from there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("conversations", sa.Column("articles", sa.String(400), nullable=False, server_default=""))
    op.add_column("conversations", sa.Column("offered", sa.String(400), nullable=False, server_default=""))
    op.add_column("conversations", sa.Column("trace_id", sa.String(40)))
