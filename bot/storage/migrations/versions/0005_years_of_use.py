"""Indexes for what is looked for among years of tickets and questions, and who waits to be forgotten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_REPLACED = {
    "questions": ("ix_questions_team_person", "ix_questions_person_team_asked_at", ["person", "team", "asked_at"]),
    "outbox": ("ix_outbox_team_person", "ix_outbox_person_team", ["person", "team"]),
    "tickets": ("ix_tickets_team_person", "ix_tickets_person_team_number", ["person", "team", "number"]),
    "ticket_steps": ("ix_ticket_steps_team_person", "ix_ticket_steps_person_team", ["person", "team"]),
}


def upgrade() -> None:
    """Make the indexes and the table."""
    for table, (before, after, columns) in _REPLACED.items():
        op.create_index(after, table, columns)
        op.drop_index(before, table)
    op.create_index("ix_tickets_assignee_team_state", "tickets", ["assignee", "team", "state"])
    op.drop_index("ix_tickets_team_assignee_state", "tickets")
    op.create_index("ix_tickets_team_trace_id", "tickets", ["team", "trace_id"])
    op.create_index("ix_ticket_steps_ticket", "ticket_steps", ["ticket"])
    op.create_index("ix_votes_person", "votes", ["person"])
    op.create_index("ix_labels_person", "labels", ["person"])
    is_unclosed = sa.text("closed_at IS NULL")
    op.create_index(
        "ix_tickets_unclosed", "tickets", ["team", "state"], sqlite_where=is_unclosed, postgresql_where=is_unclosed
    )
    is_ones = sa.text("person IS NOT NULL")
    op.create_index(
        "ix_conversations_person_team",
        "conversations",
        ["person", "team"],
        sqlite_where=is_ones,
        postgresql_where=is_ones,
    )
    op.create_table(
        "erasures",
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("person", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("forgotten", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("team", "person", name="pk_erasures"),
    )
