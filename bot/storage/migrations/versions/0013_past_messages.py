"""Why a message in Slack loses its words: its requester was erased, or the ticket's time was past."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the column; what is there is of people who were erased."""
    op.add_column("erased_messages", sa.Column("is_past", sa.Boolean, nullable=False, server_default=sa.false()))
