"""The links of what hangs on a question: they go to a person with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add the column; of what is there nothing is known."""
    op.add_column("questions", sa.Column("files", sa.Text))
