"""How long things are kept, and what a person may ask for: to see what is kept of them, and to have it forgotten."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, delete, select, update

from bot.domain.ticket import NOBODY
from bot.services.ports import (
    CONVERSATION_RETENTION,
    DEAD_LETTER_RETENTION,
    FEEDBACK_RETENTION,
    QUESTION_RETENTION,
    SEEN_KEY_RETENTION,
    TICKET_RETENTION,
)
from bot.storage.database_tables import (
    conversations,
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
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Table
    from sqlalchemy.sql.elements import ColumnElement

    from bot.storage.transactions import Transactions

OF_PEOPLE: Final[tuple[Table, ...]] = (
    questions,
    conversations,
    people,
    outbox,
    votes,
    labels,
    tickets,
    ticket_steps,
)
"""The tables with a person in them: each has the columns `team` and `person`."""

_OF_HELPERS: Final = (tickets.c.team, tickets.c.number, tickets.c.state, tickets.c.claimed_at, tickets.c.resolved_at)
"""What is told of a ticket to whoever helped with it: what stands in it is another person's."""


class Retention:
    """Purges, exports and erases."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def purge(self, now: datetime) -> Mapping[str, int]:
        """Forget what is past its time; return how many rows of each table that was."""
        with self._transactions.begin() as connection:
            return {
                table.name: connection.execute(delete(table).where(is_past)).rowcount for table, is_past in _past(now)
            }

    def export(self, person: str, team: str | None) -> Mapping[str, list[dict[str, object]]]:
        """Return everything that is kept of a person, by table, and the tickets that are `assigned` to them."""
        with self._transactions.begin() as connection:
            queries = {table.name: select(table).where(_is_of(table, person, team)) for table in OF_PEOPLE}
            queries["assigned"] = select(*_OF_HELPERS).where(_is_of(tickets, person, team, "assignee"))
            return {
                name: [
                    {column: _exported(value) for column, value in row.items()}
                    for row in connection.execute(query).mappings()
                ]
                for name, query in queries.items()
            }

    def erase(self, person: str, team: str | None) -> Mapping[str, int]:
        """Forget a person; return how many rows of each table that was.

        What they did for others stays, in nobody's name: it is the history of those tickets.
        """
        steps = update(ticket_steps).where(_is_of(ticket_steps, person, team)).values(person=NOBODY)
        assigned = update(tickets).where(_is_of(tickets, person, team, "assignee")).values(assignee=NOBODY)
        with self._transactions.begin() as connection:
            forgotten = {
                table.name: connection.execute(delete(table).where(_is_of(table, person, team))).rowcount
                for table in OF_PEOPLE
                if table is not ticket_steps
            }
            forgotten[ticket_steps.name] = connection.execute(steps).rowcount
            forgotten["assigned"] = connection.execute(assigned).rowcount
            return forgotten


def _past(now: datetime) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    yield seen_keys, seen_keys.c.seen_at <= now - SEEN_KEY_RETENTION
    yield questions, questions.c.asked_at <= now - QUESTION_RETENTION
    yield conversations, conversations.c.updated_at <= now - CONVERSATION_RETENTION
    yield outbox, outbox.c.died_at <= now - DEAD_LETTER_RETENTION
    yield pauses, pauses.c.until <= now
    yield votes, votes.c.voted_at <= now - FEEDBACK_RETENTION
    yield labels, labels.c.labelled_at <= now - FEEDBACK_RETENTION
    yield tickets, tickets.c.closed_at <= now - TICKET_RETENTION


def _is_of(table: Table, person: str, team: str | None, column: str = "person") -> ColumnElement[bool]:
    is_theirs: ColumnElement[bool] = table.c[column] == person
    return is_theirs if team is None else and_(is_theirs, table.c.team == team)


def _exported(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
