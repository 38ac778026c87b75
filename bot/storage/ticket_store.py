"""Tickets in a database."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, bindparam, case, func, or_, select, update

from bot.domain.ticket import UNFINISHED, Place, PostedMessage, Ticket, TransitionRecord
from bot.services.ports import ConcurrentUpdateError, TicketCount, Unshown
from bot.storage.database_tables import ticket_numbers, ticket_steps, tickets
from bot.storage.outbox_serialization import readable_reply, to_json
from bot.storage.ticket_messages import forget_given_up_cards, is_unshown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping
    from sqlalchemy.sql.elements import ColumnElement

    from bot.services.ports import Search, Timers
    from bot.storage.transactions import Transactions

# Columns that bear the name of what they hold.
_PLAIN: Final = (
    "id",
    "number",
    "team",
    "person",
    "language",
    "title",
    "text",
    "opened_at",
    "permalink",
    "trace_id",
    "state",
    "is_asked_privately",
    "assignee",
    "version",
    "claimed_at",
    "responded_at",
    "waiting_since",
    "resolved_at",
    "closed_at",
    "resolution",
    "article",
    "lesson",
)
_MESSAGES: Final = ("status", "card")

_one = select(tickets).where(tickets.c.team == bindparam("team_"), tickets.c.id == bindparam("id_"))
_is_unfinished = tickets.c.state.in_(sorted(UNFINISHED))
_unfinished_first = case((_is_unfinished, 0), else_=1)


class DatabaseTickets:
    """The tickets within a transaction."""

    def __init__(self, connection: Connection, insert: Callable[..., Any]) -> None:
        self._connection = connection
        self._insert = insert

    def hold_openings(self, team: str) -> None:
        """Have nobody else open, or reopen, a ticket of the team until the transaction ends."""
        number = self._insert(ticket_numbers).values(team=team, last=0)
        # Nothing changes, but the row is locked.
        held = number.on_conflict_do_update(
            index_elements=[ticket_numbers.c.team], set_={"last": ticket_numbers.c.last}
        )
        self._connection.execute(held)

    def count_unfinished(self, team: str, person: str) -> int:
        """Return how many tickets of `person` are not finished."""
        return _count_unfinished(self._connection, team, person)

    def unclosed(self, team: str, person: str, trace_id: str | None, text: str) -> Ticket | None:
        """Return the ticket that `person` has already of the same question, where it is not closed."""
        # A message that could not be read has no text, and is told from others by its trace id alone.
        is_same: ColumnElement[bool] = and_(tickets.c.text == text, tickets.c.text != "")
        if trace_id is not None:
            is_same = or_(is_same, tickets.c.trace_id == trace_id)
        query = select(tickets).where(
            tickets.c.team == team, tickets.c.person == person, tickets.c.closed_at.is_(None), is_same
        )
        row = self._connection.execute(query.order_by(tickets.c.number.desc()).limit(1)).mappings().first()
        return None if row is None else _ticket(row)

    def open(self, ticket: Ticket, timers: Timers) -> Ticket:
        """Keep a new ticket, and give it the team's next number."""
        number = self._insert(ticket_numbers).values(team=ticket.team, last=1)
        number = number.on_conflict_do_update(
            index_elements=[ticket_numbers.c.team], set_={"last": ticket_numbers.c.last + 1}
        ).returning(ticket_numbers.c.last)
        row = _row(ticket, timers) | {"number": self._connection.execute(number).scalar_one()}
        row["search"] = _searchable(row["number"], ticket)
        self._connection.execute(tickets.insert(), row)
        return _ticket(self._connection.execute(_one, {"team_": ticket.team, "id_": ticket.id}).mappings().one())

    def get(self, team: str, ticket_id: str) -> Ticket | None:
        """Return the ticket, held until the transaction ends."""
        row = self._connection.execute(_one.with_for_update(), {"team_": team, "id_": ticket_id}).mappings().first()
        return None if row is None else _ticket(row)

    def change(self, after: Ticket, transition: TransitionRecord | None, timers: Timers) -> None:
        """Keep what became of a ticket, and the step that led there."""
        before = after.version - 1 if transition is not None else after.version
        is_it = and_(tickets.c.team == after.team, tickets.c.id == after.id, tickets.c.version == before)
        changed = update(tickets).where(is_it).values(_row(after, timers))
        if self._connection.execute(changed).rowcount != 1:
            raise ConcurrentUpdateError
        if transition is not None:
            step = {name: getattr(transition, name) for name in TransitionRecord.__slots__}
            self._connection.execute(ticket_steps.insert(), step | {"team": after.team})

    def take_unshown(self, team: str, reasons: Collection[str], before: datetime, most: int) -> tuple[Unshown, ...]:
        """Return unfinished tickets without a card, in order, and forget what was given up of their cards."""
        is_open = and_(tickets.c.team == team, _is_unfinished, tickets.c.closed_at.is_(None))
        query = select(tickets).where(is_open, is_unshown(reasons, before)).order_by(tickets.c.number).limit(most)
        kept = [_ticket(row) for row in self._connection.execute(query.with_for_update(skip_locked=True)).mappings()]
        ambiguous = forget_given_up_cards(self._connection, team, [each.id for each in kept])
        return tuple(Unshown(each, ambiguous.get(each.id, 0)) for each in kept)

    def is_busy(self, team: str) -> bool:
        """Return whether the team has tickets that are not finished."""
        # What is not finished is not closed either: said so, a few are looked at, and not those of years.
        is_one = and_(tickets.c.team == team, _is_unfinished, tickets.c.closed_at.is_(None))
        return self._connection.execute(select(tickets.c.id).where(is_one).limit(1)).first() is not None

    def due(self, team: str, now: datetime, most: int) -> tuple[Ticket, ...]:
        """Return tickets of the team whose next reminder is due, held like `get`."""
        is_one = and_(tickets.c.team == team, tickets.c.next_at <= now)
        query = select(tickets).where(is_one).order_by(tickets.c.next_at).limit(most)
        return tuple(
            _ticket(row) for row in self._connection.execute(query.with_for_update(skip_locked=True)).mappings()
        )


class DatabaseTicketReader:
    """The tickets as they stand."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def get(self, team: str, ticket_id: str) -> Ticket | None:
        """Return the ticket."""
        with self._transactions.read() as connection:
            row = connection.execute(_one, {"team_": team, "id_": ticket_id}).mappings().first()
        return None if row is None else _ticket(row)

    def in_thread(self, team: str, thread: Place, person: str) -> Ticket | None:
        """Return the ticket whose card is that thread; else that of `person` who asked or heard of it there.

        Several people may ask in one thread, and one person several times: what waits for an answer goes first,
        then what is not finished.
        """
        is_card, *heard = (
            and_(tickets.c[f"{name}_channel"] == thread.channel, tickets.c[f"{name}_ts"] == thread.thread)
            for name in ("card", "status", "home", "direct")
        )
        is_theirs = and_(tickets.c.person == person, or_(*heard))
        query = select(tickets).where(tickets.c.team == team, or_(is_card, is_theirs))
        first = (case((is_card, 0), (tickets.c.state == "waiting", 1), else_=2), _unfinished_first)
        with self._transactions.read() as connection:
            row = connection.execute(query.order_by(*first, tickets.c.number.desc()).limit(1)).mappings().first()
        return None if row is None else _ticket(row)

    def find(self, team: str, search: Search, skip: int, most: int) -> tuple[Ticket, ...]:
        """Return tickets, what is late first, then the oldest."""
        query = select(tickets).where(tickets.c.team == team, *_conditions(search))
        if search.states is None or not search.states & UNFINISHED:
            query = query.order_by(tickets.c.opened_at.desc())
        else:
            query = query.order_by(tickets.c.late_at.is_(None), tickets.c.late_at, tickets.c.number)
        with self._transactions.read() as connection:
            return tuple(_ticket(row) for row in connection.execute(query.offset(skip).limit(most)).mappings())

    def of_person(self, team: str, person: str, most: int) -> tuple[Ticket, ...]:
        """Return the requester's tickets, the newest first."""
        query = select(tickets).where(tickets.c.team == team, tickets.c.person == person)
        with self._transactions.read() as connection:
            rows = connection.execute(query.order_by(tickets.c.number.desc()).limit(most)).mappings()
            return tuple(_ticket(row) for row in rows)

    def count_unfinished(self, team: str, person: str) -> int:
        """Return how many tickets of `person` are not finished."""
        with self._transactions.read() as connection:
            return _count_unfinished(connection, team, person)

    def counts(self, now: datetime) -> tuple[TicketCount, ...]:
        """Return how many tickets of each team are in each state; closed ones are not counted."""
        of, late_at = (tickets.c.team, tickets.c.state), tickets.c.late_at
        query = select(*of, func.count(), func.count(case((late_at <= now, 1))), func.min(late_at))
        with self._transactions.read() as connection:
            rows = connection.execute(query.where(tickets.c.closed_at.is_(None)).group_by(*of).order_by(*of))
            return tuple(TicketCount(*row) for row in rows)

    def passed_on(self, team: str, message: str) -> Ticket | None:
        """Return the ticket that the words of that message were passed on for."""
        steps = select(ticket_steps.c.ticket).where(ticket_steps.c.team == team, ticket_steps.c.message == message)
        query = select(tickets).where(tickets.c.team == team, tickets.c.id.in_(steps))
        with self._transactions.read() as connection:
            row = connection.execute(query.order_by(tickets.c.number.desc()).limit(1)).mappings().first()
        return None if row is None else _ticket(row)

    def history(self, team: str, ticket_id: str) -> Sequence[TransitionRecord]:
        """Return the steps that were taken, in order."""
        columns = (ticket_steps.c[name] for name in TransitionRecord.__slots__)
        query = select(*columns).where(ticket_steps.c.team == team, ticket_steps.c.ticket == ticket_id)
        with self._transactions.read() as connection:
            return tuple(TransitionRecord(*row) for row in connection.execute(query.order_by(ticket_steps.c.version)))


def _count_unfinished(connection: Connection, team: str, person: str) -> int:
    query = select(func.count()).where(tickets.c.team == team, tickets.c.person == person, _is_unfinished)
    return int(connection.execute(query).scalar_one())


def _conditions(search: Search) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if search.states is not None:
        conditions.append(tickets.c.state.in_(sorted(search.states)))
    if search.person is not None:
        conditions.append(tickets.c.person == search.person)
    if search.assignee is not None:
        conditions.append(tickets.c.assignee == search.assignee)
    if search.late_by is not None:
        conditions.append(tickets.c.late_at <= search.late_by)
    conditions += [tickets.c.search.contains(word.casefold(), autoescape=True) for word in search.words]
    return conditions


def _row(ticket: Ticket, timers: Timers) -> dict[str, Any]:
    # Where its messages stand is kept by who put them there: see `keep_posted_message`.
    return {name: getattr(ticket, name) for name in _PLAIN} | {
        "home_channel": ticket.home.channel,
        "home_ts": ticket.home.thread,
        "search": _searchable(ticket.number, ticket),
        "reply": None if ticket.reply is None else to_json(ticket.reply),
        "reply_channel": None if ticket.replied_at is None else ticket.replied_at.channel,
        "reply_ts": None if ticket.replied_at is None else ticket.replied_at.id,
        "waited_seconds": ticket.waited.total_seconds(),
        "reminded": ",".join(ticket.reminded),
        "next_at": timers.next_at,
        "late_at": timers.late_at,
    }


def _searchable(number: int, ticket: Ticket) -> str:
    return f"#{number} {ticket.title}\n{ticket.text}".casefold()


def _ticket(values: RowMapping) -> Ticket:
    parts = {name: values[name] for name in _PLAIN}
    for name in _MESSAGES:
        channel, ts = values[f"{name}_channel"], values[f"{name}_ts"]
        parts[name] = None if channel is None else PostedMessage(channel, ts, values[f"{name}_version"])
    replied_at, direct = values["reply_ts"], values["direct_ts"]
    return Ticket(
        **parts,
        home=Place(values["home_channel"], values["home_ts"]),
        reply=readable_reply(values["reply"]),
        replied_at=None if replied_at is None else PostedMessage(values["reply_channel"], replied_at),
        direct=None if direct is None else PostedMessage(values["direct_channel"], direct),
        waited=timedelta(seconds=values["waited_seconds"]),
        reminded=tuple(filter(None, values["reminded"].split(","))),
    )
