"""How long things are kept, and what a person may ask for: to see what is kept of them, and to have it forgotten."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, delete, false, func, literal, select, update

from bot.domain.outgoing import below_card
from bot.domain.ticket import NOBODY
from bot.services.ports import (
    CONVERSATION_RETENTION,
    DEAD_LETTER_RETENTION,
    FEEDBACK_RETENTION,
    QUESTION_RETENTION,
    SEEN_KEY_RETENTION,
    TICKET_RETENTION,
    Erasure,
    StoreUnavailableError,
)
from bot.storage.batches import Batches
from bot.storage.database_tables import (
    DEAD,
    conversations,
    erasures,
    labels,
    outbox,
    pauses,
    people,
    questions,
    seen_keys,
    ticket_steps,
    tickets,
    votes,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Table
    from sqlalchemy.sql.elements import ColumnElement

    from bot.services.ports import OnBatch
    from bot.storage.transactions import Transactions

OF_PEOPLE: Final[tuple[Table, ...]] = (
    # First what Slack shows to others: no step with a ticket comes in between.
    tickets,
    ticket_steps,
    outbox,
    questions,
    conversations,
    people,
    votes,
    labels,
    erasures,
)
"""The tables with a person in them: each has the columns `team` and `person`."""

ASSIGNED: Final = "assigned"
_ROWS_READ: Final = 1_000
_OF_HELPERS: Final = (tickets.c.team, tickets.c.number, tickets.c.state, tickets.c.claimed_at, tickets.c.resolved_at)
"""What is told of a ticket to whoever helped with it: what stands in it is another person's."""


class Retention:
    """Purges, exports and erases: in batches, each table by itself."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._batches = Batches(transactions)

    def purge(self, now: datetime, on_batch: OnBatch) -> Mapping[str, int]:
        """Forget what is past its time; return how many rows of each table that was."""
        forgotten, failure = {}, None
        for table, is_past in _past(now):
            try:
                forgotten[table.name] = self._batches.change(table, is_past, delete(table), table.name, on_batch)
            except StoreUnavailableError as error:  # a table that is locked keeps no other from being purged
                failure = error
        if failure is not None:
            raise failure
        return forgotten

    def export(self, person: str, team: str | None, on_batch: OnBatch) -> Mapping[str, list[dict[str, object]]]:
        """Return everything that is kept of a person, by table, and the tickets that are `assigned` to them."""
        kept: dict[str, list[dict[str, object]]] = {}
        with self._transactions.read_long() as connection:
            for name, (table, is_theirs) in _everything_of(person, team).items():
                query = select(*(_OF_HELPERS if name == ASSIGNED else table.c)).where(is_theirs)
                found = connection.execute(query, execution_options={"yield_per": _ROWS_READ}).mappings()
                rows: list[dict[str, object]] = []
                for part in found.partitions():
                    rows += ({column: _exported(value) for column, value in row.items()} for row in part)
                    on_batch(name, len(rows))
                kept[name] = rows
        return kept

    def count(self, person: str, team: str | None) -> Mapping[str, int]:
        """Return how much `export` would."""
        with self._transactions.read_long() as connection:
            return {
                name: int(connection.execute(select(func.count()).select_from(table).where(is_theirs)).scalar_one())
                for name, (table, is_theirs) in _everything_of(person, team).items()
            }

    def erase(self, person: str, team: str | None, on_batch: OnBatch) -> Mapping[str, int]:
        """Forget a person; return how many rows of each table that was.

        What they did for others stays, in nobody's name: it is the history of those tickets. Whoever is told when
        it is done is kept until then.
        """
        changes = {
            ticket_steps.name: update(ticket_steps).values(person=NOBODY),
            ASSIGNED: update(tickets).values(assignee=NOBODY),
        }
        # What passes their words on to the team is for the team: only their tickets tell that it is of theirs.
        passed_on = self._batches.change(outbox, _about_tickets(person, team), delete(outbox), outbox.name, on_batch)
        forgotten = {
            name: self._batches.change(table, is_theirs, changes.get(name, delete(table)), name, on_batch)
            for name, (table, is_theirs) in _everything_of(person, team).items()
            if table is not erasures
        }
        return forgotten | {outbox.name: passed_on + forgotten[outbox.name]}

    def latest_questions(self, team: str, person: str, most: int) -> Sequence[tuple[datetime, str]]:
        """Return when and what a person asked last, the latest first."""
        query = select(questions.c.asked_at, questions.c.text).where(_is_of(questions, person, team))
        with self._transactions.read() as connection:
            rows = connection.execute(query.order_by(questions.c.asked_at.desc()).limit(most))
            return [(row.asked_at, row.text) for row in rows]

    def unfinished_erasures(self) -> Sequence[Erasure]:
        """Return the people who wait to be told that they are forgotten."""
        columns = (erasures.c[each.name] for each in fields(Erasure))
        with self._transactions.read() as connection:
            return [Erasure(*row) for row in connection.execute(select(*columns))]


class DatabaseErasures:
    """The people who are being forgotten, within a transaction."""

    def __init__(self, connection: Connection, insert: Callable[..., Any]) -> None:
        self._connection = connection
        self._insert = insert

    def begin(self, erasure: Erasure) -> None:
        """Keep it until it is finished; to one of the same person, what is forgotten is added."""
        kept = self._insert(erasures).values(asdict(erasure))
        more = {"language": erasure.language, "forgotten": erasures.c.forgotten + erasure.forgotten}
        self._connection.execute(
            kept.on_conflict_do_update(index_elements=[erasures.c.team, erasures.c.person], set_=more)
        )

    def finish(self, erasure: Erasure) -> bool:
        """Keep it no longer. Return False where somebody else was first, or it was begun again meanwhile."""
        is_it = and_(*(erasures.c[name] == value for name, value in asdict(erasure).items()))
        return self._connection.execute(delete(erasures).where(is_it)).rowcount == 1


def _everything_of(person: str, team: str | None) -> Mapping[str, tuple[Table, ColumnElement[bool]]]:
    """Return where rows of a person are, by the name that they are told by."""
    of_person = {table.name: (table, _is_of(table, person, team)) for table in OF_PEOPLE}
    return of_person | {ASSIGNED: (tickets, _is_of(tickets, person, team, "assignee"))}


def _about_tickets(person: str, team: str | None) -> ColumnElement[bool]:
    sequences = select(literal(below_card("")) + tickets.c.id).where(_is_of(tickets, person, team))
    return outbox.c.sequence.in_(sequences)


def _past(now: datetime) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    yield seen_keys, seen_keys.c.seen_at <= now - SEEN_KEY_RETENTION
    yield questions, questions.c.asked_at <= now - QUESTION_RETENTION
    yield conversations, conversations.c.updated_at <= now - CONVERSATION_RETENTION
    yield outbox, and_(outbox.c.state == DEAD, outbox.c.died_at <= now - DEAD_LETTER_RETENTION)
    yield pauses, pauses.c.until <= now
    yield votes, votes.c.voted_at <= now - FEEDBACK_RETENTION
    yield labels, labels.c.labelled_at <= now - FEEDBACK_RETENTION
    yield tickets, tickets.c.closed_at <= now - TICKET_RETENTION


def _is_of(table: Table, person: str, team: str | None, column: str = "person") -> ColumnElement[bool]:
    # Nobody is no person: what is in their name was somebody's who is forgotten.
    is_theirs = false() if person == NOBODY else table.c[column] == person
    return is_theirs if team is None else and_(is_theirs, table.c.team == team)


def _exported(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
