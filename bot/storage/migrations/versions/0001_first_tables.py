"""The first tables: deduplication keys, conversations, question log, people's settings, outbox and its holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "seen_keys",
        sa.Column("key", sa.String(400), nullable=False),
        sa.Column("seen_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_seen_keys"),
    )
    op.create_index("ix_seen_keys_seen_at", "seen_keys", ["seen_at"])
    op.create_table(
        "conversations",
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("person", sa.String(40)),
        sa.Column("expecting", sa.String(40)),
        sa.Column("language", sa.String(2)),
        sa.Column("updated_at", moment),
        sa.PrimaryKeyConstraint("key", name="pk_conversations"),
    )
    op.create_index("ix_conversations_updated_at", "conversations", ["updated_at"])
    op.create_table(
        "questions",
        sa.Column("trace_id", sa.String(40), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("person", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("article", sa.String(80)),
        sa.Column("gap", sa.String(80)),
        sa.Column("calculator", sa.String(40)),
        sa.Column("confidence", sa.Float),
        sa.Column("knowledge_version", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("trace_id", name="pk_questions"),
    )
    op.create_index("ix_questions_asked_at", "questions", ["asked_at"])
    op.create_index("ix_questions_team_person", "questions", ["team", "person"])
    op.create_table(
        "people",
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("person", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2)),
        sa.PrimaryKeyConstraint("team", "person", name="pk_people"),
    )
    _make_outbox(moment)
    op.create_table(
        "holds",
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("lane", sa.String(60), nullable=False),
        sa.Column("until", moment, nullable=False),
        sa.PrimaryKeyConstraint("team", "lane", name="pk_holds"),
    )


def _make_outbox(moment: sa.DateTime) -> None:
    op.create_table(
        "outbox",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("id", sa.String(400), nullable=False),
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("lane", sa.String(60), nullable=False),
        sa.Column("thread_ts", sa.String(40)),
        sa.Column("response_url", sa.Text),
        sa.Column("person", sa.String(40)),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("due_at", moment, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("owner", sa.String(120)),
        sa.Column("leased_until", moment),
        sa.Column("reason", sa.String(200)),
        sa.Column("died_at", moment),
        sa.CheckConstraint("state IN ('waiting', 'dead')", name="ck_outbox_state"),
        sa.CheckConstraint("(owner IS NULL) = (leased_until IS NULL)", name="ck_outbox_lease"),
        sa.PrimaryKeyConstraint("number", name="pk_outbox"),
        sa.UniqueConstraint("id", name="uq_outbox_id"),
    )
    op.create_index("ix_outbox_state_due_at", "outbox", ["state", "due_at"])
    op.create_index("ix_outbox_team_person", "outbox", ["team", "person"])
    is_in_flight = sa.text("owner IS NOT NULL")
    op.create_index(
        "uq_outbox_in_flight",
        "outbox",
        ["team", "lane"],
        unique=True,
        sqlite_where=is_in_flight,
        postgresql_where=is_in_flight,
    )
