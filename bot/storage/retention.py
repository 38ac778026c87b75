"""How long things are kept, and what a person may ask for: to see what is kept of them, and to have it forgotten."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, delete, exists, false, func, or_, select, true, update

from bot.domain.ticket import NOBODY
from bot.services.ports import (
    CONVERSATION_RETENTION,
    DEAD_LETTER_RETENTION,
    FEEDBACK_RETENTION,
    QUESTION_RETENTION,
    SEEN_KEY_RETENTION,
    SETUP_RETENTION,
    TICKET_RETENTION,
    ErasedMessage,
    Erasure,
    StillSendingError,
    StoreUnavailableError,
)
from bot.storage.batches import Batches
from bot.storage.channels_store import channels
from bot.storage.database_tables import (
    DEAD,
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
from bot.storage.erasure_tables import erased_messages, erasures
from bot.storage.setup_store import setups
from bot.storage.shown_messages import MAY_BE_POSTED, is_being_shown, with_messages_kept, with_past_messages_kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Delete, Table, Update
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
    setups,
    channels,
    erasures,
)
"""The tables with a person in them: each has the columns `team` and `person`."""

ASSIGNED: Final = "assigned"
_ROWS_READ: Final = 1_000
_OF_HELPERS: Final = (tickets.c.team, tickets.c.number, tickets.c.state, tickets.c.claimed_at, tickets.c.resolved_at)
"""What is told of a ticket to whoever helped with it: what stands in it is another person's."""


_SINCE: Final[Mapping[str, ColumnElement[datetime]]] = {
    tickets.name: tickets.c.opened_at,
    ticket_steps.name: ticket_steps.c.at,
    outbox.name: outbox.c.first_due_at,
    questions.name: questions.c.asked_at,
    conversations.name: conversations.c.updated_at,
    votes.name: votes.c.voted_at,
    labels.name: labels.c.labelled_at,
    setups.name: setups.c.started_at,
    channels.name: channels.c.set_at,
}
"""Since when a row is there."""

_CHANGES: Final[Mapping[str, tuple[Table, Delete | Update]]] = {
    **{table.name: (table, delete(table)) for table in (questions, conversations, people, votes, labels, setups)},
    ticket_steps.name: (ticket_steps, update(ticket_steps).values(person=NOBODY)),
    channels.name: (channels, update(channels).values(person=NOBODY)),
    ASSIGNED: (tickets, update(tickets).values(assignee=NOBODY)),
}
"""What becomes of what is not about their tickets."""


class Retention:
    """Purges, exports and erases: in batches, each table by itself."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._batches = Batches(transactions)

    def purge(self, now: datetime, on_batch: OnBatch) -> Mapping[str, int]:
        """Forget what is past its time; return how many rows of each table that was.

        Where Slack shows a ticket that goes is kept: the words there have had their time as well.
        """
        forgotten, failure = {}, None
        for table, is_past in _past(now):
            try:
                first = (with_past_messages_kept,) if table is tickets else ()
                forgotten[table.name] = self._batches.change(
                    table, is_past, delete(table), table.name, on_batch, *first
                )
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

    def erase(self, person: str, team: str | None, on_batch: OnBatch, until: datetime | None) -> Mapping[str, int]:
        """Forget a person; return how many rows of each table that was.

        What they did for others stays, in nobody's name: it is the history of those tickets. Whoever is told when
        it is done is kept until then.
        """
        of_person = {
            name: and_(is_theirs, _was_there(name, until))
            for name, (table, is_theirs) in _everything_of(person, team).items()
            if table is not erasures
        }
        its_tickets = of_person.pop(tickets.name)
        # What was put off may be due later than `until`, though its ticket was there by then.
        is_of_outbox = and_(or_(of_person.pop(outbox.name), _is_about(its_tickets)), ~MAY_BE_POSTED)
        forgotten = {
            outbox.name: self._batches.change(outbox, is_of_outbox, delete(outbox), outbox.name, on_batch),
            tickets.name: self._forget_tickets(its_tickets, on_batch),
        }
        for name, is_one in of_person.items():
            table, change = _CHANGES[name]
            forgotten[name] = self._batches.change(table, is_one, change, name, on_batch)
        with self._transactions.read() as connection:
            if connection.execute(select(tickets.c.id).where(its_tickets).limit(1)).first() is not None:
                raise StillSendingError("a message about a ticket is on its way to Slack")
        return forgotten

    def erased_messages(self, most: int) -> Sequence[ErasedMessage]:
        """Return messages in Slack that show tickets of people who are forgotten, the newest tickets first."""
        columns = (erased_messages.c[each.name] for each in fields(ErasedMessage))
        newest = (
            select(*columns)
            .order_by(erased_messages.c.number.desc(), erased_messages.c.name, erased_messages.c.message)
            .limit(most)
        )
        with self._transactions.read() as connection:
            return [ErasedMessage(*row) for row in connection.execute(newest)]

    def _forget_tickets(self, is_one: ColumnElement[bool], on_batch: OnBatch) -> int:
        """Delete tickets, and keep where Slack shows them, unless nobody knows that yet."""
        is_known = and_(is_one, ~is_being_shown())
        return self._batches.change(tickets, is_known, delete(tickets), tickets.name, on_batch, with_messages_kept)

    def latest_questions(self, team: str, person: str, most: int) -> Sequence[tuple[datetime, str]]:
        """Return when and what a person asked last, the latest first; below it the links of its files."""
        query = select(questions.c.asked_at, questions.c.text, questions.c.files)
        query = query.where(_is_of(questions, person, team)).order_by(questions.c.asked_at.desc())
        with self._transactions.read() as connection:
            rows = connection.execute(query.limit(most))
            return [(row.asked_at, "\n".join(filter(None, (row.text, row.files)))) for row in rows]

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
        """Keep it until it is finished; it takes the place of an earlier one of the same person."""
        kept = self._insert(erasures).values(asdict(erasure))
        anew = {"language": erasure.language, "asked_at": erasure.asked_at}
        self._connection.execute(
            kept.on_conflict_do_update(index_elements=[erasures.c.team, erasures.c.person], set_=anew)
        )

    def finish(self, erasure: Erasure) -> bool:
        """Keep it no longer. Return False where somebody else was first, or it was begun again meanwhile."""
        is_it = and_(*(erasures.c[name] == value for name, value in asdict(erasure).items()))
        return self._connection.execute(delete(erasures).where(is_it)).rowcount == 1

    def take_off(self, message: ErasedMessage) -> bool:
        """Keep it no longer, since it is seen to. Return False where somebody else was first."""
        is_it = and_(*(column == getattr(message, column.name) for column in erased_messages.primary_key))
        return self._connection.execute(delete(erased_messages).where(is_it)).rowcount == 1


def _everything_of(person: str, team: str | None) -> Mapping[str, tuple[Table, ColumnElement[bool]]]:
    """Return where rows of a person are, by the name that they are told by."""
    of_person = {table.name: (table, _is_of(table, person, team)) for table in OF_PEOPLE}
    # What passes their words on to the team is for the team: only their tickets tell that it is of theirs. What
    # shows a ticket has no words but the ticket's.
    says_of_theirs = and_(outbox.c.shows.is_(None), _is_about(_is_of(tickets, person, team)))
    of_outbox = or_(_is_of(outbox, person, team), says_of_theirs)
    return of_person | {
        outbox.name: (outbox, of_outbox),
        ASSIGNED: (tickets, _is_of(tickets, person, team, "assignee")),
    }


def _was_there(name: str, until: datetime | None) -> ColumnElement[bool]:
    """Return what tells rows that were there at that moment from later ones."""
    if until is None:
        return true()
    if name == people.name:
        return false()
    if name == ASSIGNED:
        taken = exists().where(ticket_steps.c.ticket == tickets.c.id, ticket_steps.c.step.in_(("claim", "assign")))
        return ~taken.where(ticket_steps.c.at > until)
    since = _SINCE[name]
    return or_(since.is_(None), since <= until)


def _is_about(is_one: ColumnElement[bool]) -> ColumnElement[bool]:
    return outbox.c.ticket.in_(select(tickets.c.id).where(is_one))


def _past(now: datetime) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    yield seen_keys, seen_keys.c.seen_at <= now - SEEN_KEY_RETENTION
    yield questions, questions.c.asked_at <= now - QUESTION_RETENTION
    yield conversations, conversations.c.updated_at <= now - CONVERSATION_RETENTION
    yield outbox, and_(outbox.c.state == DEAD, outbox.c.died_at <= now - DEAD_LETTER_RETENTION)
    yield pauses, pauses.c.until <= now
    yield votes, votes.c.voted_at <= now - FEEDBACK_RETENTION
    yield labels, labels.c.labelled_at <= now - FEEDBACK_RETENTION
    yield setups, setups.c.changed_at <= now - SETUP_RETENTION
    yield tickets, tickets.c.closed_at <= now - TICKET_RETENTION


def _is_of(table: Table, person: str, team: str | None, column: str = "person") -> ColumnElement[bool]:
    # Nobody is no person: what is in their name was somebody's who is forgotten.
    is_theirs = false() if person == NOBODY else table.c[column] == person
    return is_theirs if team is None else and_(is_theirs, table.c.team == team)


def _exported(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
