"""At which step of the set-up a conversation is, so that a question beside it does not lose the way."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the column."""
    op.add_column("conversations", sa.Column("step", sa.String(80)))
