"""How a conversation came to what was said last, so that "why?" can be answered after a follow-up or a choice too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Add the column."""
    op.add_column("conversations", sa.Column("came_by", sa.String(20)))
