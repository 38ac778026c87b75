"""Which product is talked of, and which one a set-up is of, with its release."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Add the columns, and give one a name that fits any product."""
    op.add_column("conversations", sa.Column("product", sa.String(60)))
    op.add_column("setups", sa.Column("product", sa.String(60)))
    op.alter_column("setups", "globe", new_column_name="release")
