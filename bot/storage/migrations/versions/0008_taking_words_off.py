"""When somebody asked to be forgotten, and where in Slack the words of whom was forgotten still stand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_NOW = {
    # As this version writes it: it is looked for again by its value.
    "sqlite": sa.func.strftime("%Y-%m-%d %H:%M:%f000", "now"),
    "postgresql": sa.func.now(),
}


def upgrade() -> None:
    """Make the tables; who waits to be forgotten asked at the latest now."""
    waiting = op.get_bind().execute(sa.text("SELECT team, person, language FROM erasures")).mappings().all()
    op.drop_table("erasures")
    erasures = op.create_table(
        "erasures",
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("person", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "person", name="pk_erasures"),
    )
    now = _NOW[op.get_bind().dialect.name]
    for row in waiting:
        op.execute(sa.insert(erasures).values(**row, asked_at=now))
    op.create_table(
        "erased_messages",
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("ticket", sa.String(40), nullable=False),
        sa.Column("name", sa.String(10), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("place", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("message", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("team", "ticket", "name", name="pk_erased_messages"),
    )
