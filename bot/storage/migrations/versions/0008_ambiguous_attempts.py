"""How many tries of a message may have arrived: only then is it looked for before it is sent again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column; of what was tried before, nobody knows, so it is looked for."""
    op.add_column("outbox", sa.Column("ambiguous", sa.Integer, nullable=False, server_default=sa.text("0")))
    op.execute("UPDATE outbox SET ambiguous = attempts")
