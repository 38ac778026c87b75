"""Tickets, their numbers, and the steps that were taken with them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "ticket_numbers",
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("team", name="pk_ticket_numbers"),
    )
    _make_tickets(moment)
    op.create_table(
        "ticket_steps",
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("ticket", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("person", sa.String(40), nullable=False),
        sa.Column("step", sa.String(10), nullable=False),
        sa.Column("before", sa.String(10), nullable=False),
        sa.Column("after", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("team", "ticket", "version", name="pk_ticket_steps"),
        sa.ForeignKeyConstraint(
            ["ticket"], ["tickets.id"], name="fk_ticket_steps_ticket_tickets", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_ticket_steps_team_person", "ticket_steps", ["team", "person"])


def _make_tickets(moment: sa.DateTime) -> None:
    op.create_table(
        "tickets",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("person", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("search", sa.Text, nullable=False),
        sa.Column("permalink", sa.Text),
        sa.Column("trace_id", sa.String(40)),
        sa.Column("reply", sa.Text),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("assignee", sa.String(40)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("home_channel", sa.String(40), nullable=False),
        sa.Column("home_ts", sa.String(40)),
        sa.Column("status_channel", sa.String(40)),
        sa.Column("status_ts", sa.String(40)),
        sa.Column("status_version", sa.Integer, nullable=False, server_default="0"),
        sa.Column("card_channel", sa.String(40)),
        sa.Column("card_ts", sa.String(40)),
        sa.Column("card_version", sa.Integer, nullable=False, server_default="0"),
        sa.Column("opened_at", moment, nullable=False),
        sa.Column("claimed_at", moment),
        sa.Column("responded_at", moment),
        sa.Column("waiting_since", moment),
        sa.Column("waited_seconds", sa.Float, nullable=False),
        sa.Column("resolved_at", moment),
        sa.Column("closed_at", moment),
        sa.Column("resolution", sa.String(20)),
        sa.Column("article", sa.String(80)),
        sa.Column("lesson", sa.String(20)),
        sa.Column("reminded", sa.String(200), nullable=False),
        sa.Column("next_at", moment),
        sa.Column("late_at", moment),
        sa.PrimaryKeyConstraint("id", name="pk_tickets"),
        sa.UniqueConstraint("team", "number", name="uq_tickets_team_number"),
        sa.CheckConstraint("state IN ('open', 'claimed', 'waiting', 'resolved', 'closed')", name="ck_tickets_state"),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="ck_tickets_closed"),
        sa.CheckConstraint("state NOT IN ('claimed', 'waiting') OR assignee IS NOT NULL", name="ck_tickets_assignee"),
    )
    for name, columns in _INDEXES.items():
        op.create_index(f"ix_tickets_{name}", "tickets", columns)
    is_unfinished = sa.text("closed_at IS NULL AND trace_id IS NOT NULL")
    op.create_index(
        "uq_tickets_unfinished",
        "tickets",
        ["team", "trace_id"],
        unique=True,
        sqlite_where=is_unfinished,
        postgresql_where=is_unfinished,
    )


_INDEXES = {
    "team_state_late_at": ["team", "state", "late_at"],
    "team_assignee_state": ["team", "assignee", "state"],
    "team_opened_at": ["team", "opened_at"],
    "team_person": ["team", "person"],
    "team_card": ["team", "card_channel", "card_ts"],
    "team_home": ["team", "home_channel", "home_ts"],
    "team_status": ["team", "status_channel", "status_ts"],
    "next_at": ["next_at"],
    "closed_at": ["closed_at"],
}
