"""When, where and for whom a message was tried that may stand in Slack: whoever is erased, it is looked for there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the columns; of what is there it is not known until when it was tried."""
    op.add_column("former_messages", sa.Column("until", sa.DateTime(timezone=True)))
    for name in ("person", "thread"):
        op.add_column("erased_messages", sa.Column(name, sa.String(40)))
    for name in ("since", "until"):
        op.add_column("erased_messages", sa.Column(name, sa.DateTime(timezone=True)))
