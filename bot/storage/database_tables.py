"""The tables. Each row belongs to a team, and no query crosses from one to another unless an operator asks it to."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from bot.storage.column_types import UtcDateTime

WAITING, DEAD = "waiting", "dead"

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


seen_keys: Final = Table(
    "seen_keys",
    metadata,
    Column("key", String(400), primary_key=True),
    Column("seen_at", UtcDateTime, nullable=False, index=True),
    Column("times", Integer, nullable=False, server_default="1"),
)

conversations: Final = Table(
    "conversations",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("team", String(40), nullable=False),
    Column("person", String(40)),
    Column("expecting", String(40)),
    Column("language", String(2)),
    Column("updated_at", UtcDateTime, index=True),
    # The names of articles, with a space between them.
    Column("articles", String(400), nullable=False, server_default=""),
    Column("offered", String(400), nullable=False, server_default=""),
    Column("trace_id", String(40)),
    Column("step", String(80)),
    Column("setup", String(40)),
    Column("came_by", String(20)),
    Column("product", String(60)),
    # Of one person in one thread, where a channel sets an end to them: that row holds nothing else.
    Column("replies", Integer, nullable=False, server_default="0"),
    # Whoever asked last: they may have it forgotten.
    Index(
        "ix_conversations_person_team",
        "person",
        "team",
        sqlite_where=text("person IS NOT NULL"),
        postgresql_where=text("person IS NOT NULL"),
    ),
)

questions: Final = Table(
    "questions",
    metadata,
    Column("trace_id", String(40), primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False, index=True),
    Column("team", String(40), nullable=False),
    Column("channel", String(40), nullable=False),
    Column("person", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("article", String(80)),
    Column("gap", String(80)),
    Column("calculator", String(40)),
    Column("confidence", Float),
    Column("knowledge_version", String(40), nullable=False),
    Column("reply", Text),
    # The links of its files, one a line.
    Column("files", Text),
    # The person first: an operator looks for one in all teams.
    Index("ix_questions_person_team_asked_at", "person", "team", "asked_at"),
)

people: Final = Table(
    "people",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("person", String(40), primary_key=True),
    Column("language", String(2)),
)

outbox: Final = Table(
    "outbox",
    metadata,
    # In the order in which they were put in: what is due at the same moment is said in this order.
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("id", String(400), nullable=False, unique=True),
    Column("team", String(40), nullable=False),
    Column("channel", String(40), nullable=False),
    # The ordering key.
    Column("lane", String(60), nullable=False),
    Column("thread_ts", String(40)),
    Column("response_url", Text),
    Column("person", String(40)),
    # That person alone is to read it in the channel, for which there is no reply link.
    Column("is_private", Boolean, nullable=False, server_default=false()),
    Column("payload", Text, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    # When it was to be tried first; missing in what an earlier version put in.
    Column("first_due_at", UtcDateTime),
    Column("attempts", Integer, nullable=False),
    # How many of these may have arrived.
    Column("ambiguous", Integer, nullable=False, server_default=text("0")),
    # What is said one after the other; missing for what stands by itself.
    Column("sequence", String(200)),
    # Which ticket it is about, and what shows that one where it does: "card" or "status".
    Column("ticket", String(40)),
    Column("shows", String(10)),
    Column("state", String(10), nullable=False),
    Column("owner", String(120)),
    Column("leased_until", UtcDateTime),
    Column("reason", String(200)),
    Column("died_at", UtcDateTime),
    CheckConstraint(f"state IN ('{WAITING}', '{DEAD}')", name="state"),
    CheckConstraint("(owner IS NULL) = (leased_until IS NULL)", name="lease"),
    Index("ix_outbox_state_due_at", "state", "due_at"),
    Index("ix_outbox_person_team", "person", "team"),
    Index("ix_outbox_team_sequence", "team", "sequence", "number"),
    Index("ix_outbox_ticket", "ticket"),
    # Whatever two replicas do at once: one message of an ordering key is in flight.
    Index(
        "uq_outbox_in_flight",
        "team",
        "lane",
        unique=True,
        sqlite_where=text("owner IS NOT NULL"),
        postgresql_where=text("owner IS NOT NULL"),
    ),
)

pauses: Final = Table(
    "holds",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("lane", String(60), primary_key=True),  # the ordering key; "" is the whole team
    Column("until", UtcDateTime, nullable=False),
)

votes: Final = Table(
    "votes",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("person", String(40), primary_key=True),
    Column("article", String(80), primary_key=True),
    Column("knowledge_version", String(40), primary_key=True),
    Column("trace_id", String(40), nullable=False),
    Column("is_helpful", Boolean, nullable=False),
    Column("voted_at", UtcDateTime, nullable=False, index=True),
    Column("reason", String(20)),
    Index("ix_votes_person", "person"),
)

labels: Final = Table(
    "labels",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("person", String(40), primary_key=True),
    Column("trace_id", String(40), primary_key=True),
    Column("text", Text, nullable=False),
    Column("article", String(80)),
    Column("labelled_at", UtcDateTime, nullable=False, index=True),
    Index("ix_labels_person", "person"),
)

ticket_numbers: Final = Table(
    "ticket_numbers",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("last", Integer, nullable=False),
)

tickets: Final = Table(
    "tickets",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("team", String(40), nullable=False),
    Column("number", Integer, nullable=False),
    Column("person", String(40), nullable=False),
    Column("language", String(2), nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    # What words are looked for in: number, title and text in one case, whatever script they are in.
    Column("search", Text, nullable=False),
    Column("permalink", Text),
    Column("trace_id", String(40)),
    Column("reply", Text),
    Column("reply_channel", String(40)),
    Column("reply_ts", String(40)),
    Column("state", String(10), nullable=False),
    Column("assignee", String(40)),
    Column("version", Integer, nullable=False),
    Column("home_channel", String(40), nullable=False),
    Column("home_ts", String(40)),
    Column("status_channel", String(40)),
    Column("status_ts", String(40)),
    Column("status_version", Integer, nullable=False, server_default="0"),
    Column("card_channel", String(40)),
    Column("card_ts", String(40)),
    Column("card_version", Integer, nullable=False, server_default="0"),
    Column("direct_channel", String(40)),
    Column("direct_ts", String(40)),
    Column("is_asked_privately", Boolean, nullable=False, server_default=false()),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("claimed_at", UtcDateTime),
    Column("responded_at", UtcDateTime),
    Column("waiting_since", UtcDateTime),
    Column("waited_seconds", Float, nullable=False),
    Column("resolved_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("resolution", String(20)),
    Column("article", String(80)),
    Column("lesson", String(20)),
    Column("reminded", String(200), nullable=False),
    Column("next_at", UtcDateTime),
    Column("late_at", UtcDateTime),
    CheckConstraint("state IN ('open', 'claimed', 'waiting', 'resolved', 'closed')", name="state"),
    CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
    CheckConstraint("state NOT IN ('claimed', 'waiting') OR assignee IS NOT NULL", name="assignee"),
    UniqueConstraint("team", "number"),
    Index("ix_tickets_team_state_late_at", "team", "state", "late_at"),
    Index("ix_tickets_assignee_team_state", "assignee", "team", "state"),
    Index("ix_tickets_team_opened_at", "team", "opened_at"),
    # With the number, in whose order they are looked for: else SQLite goes through the team's tickets one by one.
    Index("ix_tickets_person_team_number", "person", "team", "number"),
    Index("ix_tickets_person_team_state", "person", "team", "state"),
    Index("ix_tickets_team_trace_id", "team", "trace_id"),
    Index(
        "ix_tickets_unclosed",
        "team",
        "state",
        sqlite_where=text("closed_at IS NULL"),
        postgresql_where=text("closed_at IS NULL"),
    ),
    Index("ix_tickets_team_card", "team", "card_channel", "card_ts"),
    Index("ix_tickets_team_home", "team", "home_channel", "home_ts"),
    Index("ix_tickets_team_status", "team", "status_channel", "status_ts"),
    Index("ix_tickets_team_direct", "team", "direct_channel", "direct_ts"),
    Index("ix_tickets_next_at", "next_at"),
    Index("ix_tickets_closed_at", "closed_at"),
    # Whatever is pressed at once: of one question there is one ticket that is not finished.
    Index(
        "uq_tickets_unfinished",
        "team",
        "trace_id",
        unique=True,
        sqlite_where=text("closed_at IS NULL AND trace_id IS NOT NULL"),
        postgresql_where=text("closed_at IS NULL AND trace_id IS NOT NULL"),
    ),
)

ticket_steps: Final = Table(
    "ticket_steps",
    metadata,
    Column("team", String(40), primary_key=True),
    Column("ticket", String(40), ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("person", String(40), nullable=False),
    Column("step", String(10), nullable=False),
    Column("before", String(10), nullable=False),
    Column("after", String(10), nullable=False),
    Column("message", String(160)),
    Index("ix_ticket_steps_person_team", "person", "team"),
    # A ticket that is deleted takes its steps along: without this, each would look at all steps there are.
    Index("ix_ticket_steps_ticket", "ticket"),
    Index(
        "ix_ticket_steps_team_message",
        "team",
        "message",
        sqlite_where=text("message IS NOT NULL"),
        postgresql_where=text("message IS NOT NULL"),
    ),
)
