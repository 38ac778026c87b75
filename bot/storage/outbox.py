"""The outbox in a database: any number of workers, threads or replicas lease from it, and none gets another's."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Integer, and_, bindparam, case, delete, exists, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot.domain.outgoing import Destination, Outgoing, TicketCard, TicketNews, TicketStatus, without_words
from bot.services.ports import Backlog, OutboxEntry
from bot.storage.column_types import UtcDateTime
from bot.storage.database_tables import DEAD, WAITING, outbox, pauses
from bot.storage.outbox_serialization import from_json, readable_body, to_json
from bot.storage.ticket_store import keep_direct_message, keep_perhaps_posted, keep_posted_message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import BindParameter, Connection, Insert, Row, Update
    from sqlalchemy.sql.elements import ColumnElement

    from bot.domain.outgoing import OutgoingContent
    from bot.domain.ticket import PostedMessage
    from bot.services.ports import Sent
    from bot.storage.outbox_writer import OutboxWriter
    from bot.storage.transactions import Transactions

log = logging.getLogger(__name__)

_WHOLE_TEAM: Final = ""
_FREE: Final[dict[str, Any]] = {"owner": None, "leased_until": None}

_now: BindParameter[datetime] = bindparam("now_", type_=UtcDateTime())
_owner: BindParameter[str] = bindparam("owner_")
_id: BindParameter[str] = bindparam("id_")
_is_theirs = and_(outbox.c.id == _id, outbox.c.owner == _owner)

_tried = outbox.c.attempts + 1
# Whoever held it may have sent it: the next one looks for it before sending it again.
_perhaps_sent: Final[dict[str, Any]] = {"attempts": _tried, "ambiguous": outbox.c.ambiguous + 1, **_FREE}
_expire = update(outbox).where(outbox.c.leased_until <= _now).values(_perhaps_sent)

_other = outbox.alias("other")
_is_paused = exists().where(
    pauses.c.team == outbox.c.team, pauses.c.lane.in_((_WHOLE_TEAM, outbox.c.lane)), pauses.c.until > _now
)
_is_busy = exists().where(_other.c.team == outbox.c.team, _other.c.lane == outbox.c.lane, _other.c.owner.is_not(None))
_older = outbox.alias("older")
# What was tried or put off and waits to be tried again keeps back what was put in after it in the same thread.
_is_behind = exists().where(
    _older.c.team == outbox.c.team,
    _older.c.sequence == outbox.c.sequence,
    _older.c.number < outbox.c.number,
    _older.c.state == WAITING,
    or_(_older.c.attempts > 0, _older.c.due_at > _older.c.first_due_at),
)
_ranked = (
    select(
        outbox.c.id,
        func.row_number()
        .over(partition_by=(outbox.c.team, outbox.c.lane), order_by=(outbox.c.due_at, outbox.c.number))
        .label("place"),
    )
    .where(outbox.c.state == WAITING, outbox.c.due_at <= _now, ~_is_paused, ~_is_busy, ~_is_behind)
    .subquery()
)
_first_of_each_key = select(_ranked.c.id).where(_ranked.c.place == 1)
_due = (
    select(outbox)
    .where(outbox.c.id.in_(_first_of_each_key), outbox.c.owner.is_(None), outbox.c.state == WAITING)
    .order_by(outbox.c.due_at, outbox.c.number)
    .limit(bindparam("most_"))
    .with_for_update(skip_locked=True)
)
_take = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids_", expanding=True)))
    .values(owner=_owner, leased_until=bindparam("until_"))
)
_payload = select(outbox.c.payload, outbox.c.shows).where(_is_theirs)
_settle = delete(outbox).where(_is_theirs).returning(outbox.c.team, outbox.c.lane, outbox.c.payload)
_release = update(outbox).where(_is_theirs).values(_FREE)
_postpone = _release.values(due_at=bindparam("due_at_"))
_ambiguous = outbox.c.ambiguous + bindparam("ambiguous_", type_=Integer())
_retry = _postpone.values(attempts=_tried, ambiguous=_ambiguous)
_dead_letter = (
    update(outbox)
    .where(_is_theirs)
    .values(
        state=DEAD,
        payload=bindparam("payload_"),
        reason=bindparam("reason_"),
        died_at=_now,
        ambiguous=_ambiguous,
        **_FREE,
    )
)


class DatabaseOutbox:
    """The outbox as the delivery worker and the operator see it."""

    def __init__(self, transactions: Transactions, insert: Callable[..., Any], writer: OutboxWriter) -> None:
        self._transactions = transactions
        self._writer = writer
        pause = insert(pauses)
        self._pause: Insert = pause.on_conflict_do_update(
            index_elements=[pauses.c.team, pauses.c.lane], set_={"until": pause.excluded.until}
        )

    def lease(self, now: datetime, owner: str, lasting: timedelta, most: int = 1) -> tuple[Outgoing, ...]:
        """Take the oldest due messages for `owner`: one an ordering key, none where that is paused or busy."""
        try:
            with self._transactions.begin() as connection:
                connection.execute(_expire, {"now_": now})
                rows = connection.execute(_due, {"now_": now, "most_": most}).all()
                readable = [outgoing for row in rows if (outgoing := self._read(connection, row, now)) is not None]
                if readable:
                    parameters = {"ids_": [each.id for each in readable], "owner_": owner, "until_": now + lasting}
                    _take_all(connection, parameters)
        except _AnotherWasFirstError:
            return ()
        return tuple(readable)

    def settle(
        self,
        outgoing_id: str,
        owner: str,
        rest_until: datetime,
        sent: Sent | None = None,
        then: Sequence[Outgoing] = (),
    ) -> bool:
        """Mark it sent, pause its ordering key, keep where it stands, put in what follows. False: not `owner`'s."""
        with self._transactions.begin() as connection:
            gone = connection.execute(_settle, {"id_": outgoing_id, "owner_": owner}).first()
            if gone is None:
                return False
            connection.execute(self._pause, {"team": gone.team, "lane": gone.lane, "until": rest_until})
            if sent is not None and sent.posted is not None:
                _keep_posted(connection, gone.team, from_json(gone.payload), sent.posted)
            for outgoing in then:
                self._writer.send(connection, outgoing)
            return True

    def retry(self, outgoing_id: str, owner: str, due_at: datetime, *, may_have_arrived: bool = False) -> bool:
        """Put it back, due at `due_at`, an attempt counted. Return False where the lease is no longer `owner`'s."""
        values = {"id_": outgoing_id, "owner_": owner, "due_at_": due_at, "ambiguous_": int(may_have_arrived)}
        return self._change(_retry, values)

    def release(self, outgoing_id: str, owner: str, due_at: datetime | None = None) -> bool:
        """Put it back, no attempt counted, due as before or at `due_at`. False: the lease is no longer `owner`'s."""
        theirs: dict[str, object] = {"id_": outgoing_id, "owner_": owner}
        return (
            self._change(_release, theirs)
            if due_at is None
            else self._change(_postpone, theirs | {"due_at_": due_at})
        )

    def release_all(self, owner: str) -> int:
        """Put back everything that `owner` holds, an attempt counted; return how much that was."""
        theirs = update(outbox).where(outbox.c.owner == owner).values(_perhaps_sent)
        with self._transactions.begin() as connection:
            return connection.execute(theirs).rowcount

    def pause(self, team: str, ordering_key: str | None, until: datetime) -> None:
        """Lease nothing of `ordering_key` before `until`; nothing of the whole team where it is None."""
        with self._transactions.begin() as connection:
            connection.execute(self._pause, {"team": team, "lane": ordering_key or _WHOLE_TEAM, "until": until})

    def dead_letter(
        self,
        outgoing_id: str,
        owner: str,
        reason: str,
        now: datetime,
        then: Sequence[Outgoing] = (),
        *,
        may_have_arrived: bool = False,
    ) -> bool:
        """Give it up for good and keep it with its reason. Return False where the lease is no longer `owner`'s.

        It may lie for weeks: what it quotes of a person is redacted from here on.
        """
        values: dict[str, Any] = {"id_": outgoing_id, "owner_": owner, "reason_": reason[:200], "now_": now}
        values["ambiguous_"] = int(may_have_arrived)
        with self._transactions.begin() as connection:
            given_up = connection.execute(_payload, {"id_": outgoing_id, "owner_": owner}).first()
            if given_up is None:
                return False
            connection.execute(_dead_letter, values | {"payload_": _without_words(given_up.payload)})
            if given_up.shows is not None:
                keep_perhaps_posted(connection, outgoing_id)
            for outgoing in then:
                self._writer.send(connection, outgoing)
            return True

    def waiting(self) -> int:
        """Return how many messages wait or are in flight, of those that are safe on the disk."""
        with self._transactions.read() as connection:
            return _count(connection, outbox.c.state == WAITING)

    def due_by(self, moment: datetime) -> int:
        """Return how many messages are due by `moment`, those in flight among them."""
        with self._transactions.read() as connection:
            return _count(connection, and_(outbox.c.state == WAITING, outbox.c.due_at <= moment))

    def backlog(self, now: datetime) -> Backlog:
        """Return how the outbox stands."""
        with self._transactions.read() as connection:
            oldest = connection.execute(
                select(func.min(outbox.c.due_at)).where(outbox.c.state == WAITING, outbox.c.due_at <= now)
            ).scalar()
            return Backlog(
                waiting=_count(connection, outbox.c.state == WAITING),
                in_flight=_count(connection, outbox.c.owner.is_not(None)),
                dead=_count(connection, outbox.c.state == DEAD),
                oldest_seconds=0.0 if oldest is None else (now - oldest).total_seconds(),
            )

    def entries(self, most: int, outgoing_ids: Sequence[str] | None = None) -> tuple[OutboxEntry, ...]:
        """Return the dead messages, then those that wait, the oldest first; of all, or of these alone."""
        columns = (getattr(outbox.c, name) for name in ("id", "team", "channel", "due_at", "attempts", "reason"))
        dead_first = case((outbox.c.state == DEAD, 0), else_=1)
        query = select(*columns).order_by(dead_first, outbox.c.due_at, outbox.c.number).limit(most)
        if outgoing_ids is not None:
            query = query.where(outbox.c.id.in_(outgoing_ids))
        with self._transactions.read() as connection:
            return tuple(OutboxEntry(*row) for row in connection.execute(query))

    def requeue(self, outgoing_ids: Sequence[str] | None, now: datetime) -> int:
        """Have dead messages wait again, all of them for None; return how many there were."""
        condition: ColumnElement[bool] = outbox.c.state == DEAD
        if outgoing_ids is not None:
            condition = and_(condition, outbox.c.id.in_(outgoing_ids))
        alive = {"state": WAITING, "attempts": 0, "due_at": now, "reason": None, "died_at": None}
        with self._transactions.begin() as connection:
            return connection.execute(update(outbox).where(condition).values(alive)).rowcount

    def drop(self, outgoing_ids: Sequence[str]) -> int:
        """Throw messages away, dead or waiting; return how many there were."""
        with self._transactions.begin() as connection:
            return connection.execute(delete(outbox).where(outbox.c.id.in_(outgoing_ids))).rowcount

    def _change(self, statement: Update, values: dict[str, object]) -> bool:
        with self._transactions.begin() as connection:
            return connection.execute(statement, values).rowcount == 1

    def _read(self, connection: Connection, row: Row[Any], now: datetime) -> Outgoing | None:
        """Return the message in `row`; None, and the row is dead, where this version of the bot cannot read it."""
        body = readable_body(row.payload)
        if body is None:
            log.error("Message %s cannot be read, and is given up", row.id)
            dead = {"state": DEAD, "reason": "unreadable", "died_at": now}
            connection.execute(update(outbox).where(outbox.c.id == row.id).values(dead))
            return None
        destination = Destination(row.team, row.channel, row.thread_ts, row.response_url, row.person)
        return Outgoing(row.id, destination, body, row.due_at, row.attempts, row.first_due_at, row.ambiguous)


class _AnotherWasFirstError(Exception):
    """Another replica has just leased a message of the same ordering key."""


def _without_words(payload: str) -> str:
    """Return what is to be said with what it quotes of a person redacted."""
    body = readable_body(payload)
    return "{}" if body is None else to_json(without_words(body))


def _keep_posted(connection: Connection, team: str, body: OutgoingContent, message: PostedMessage) -> None:
    if isinstance(body, TicketCard):
        keep_posted_message(connection, team, body.ticket, "card", message)
    elif isinstance(body, TicketStatus):
        keep_posted_message(connection, team, body.ticket, "status", message)
    elif isinstance(body, TicketNews):
        keep_direct_message(connection, team, body.ticket, message)


def _take_all(connection: Connection, parameters: dict[str, object]) -> None:
    try:
        connection.execute(_take, parameters)
    except IntegrityError as error:
        raise _AnotherWasFirstError from error


def _count(connection: Connection, condition: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(outbox).where(condition)).scalar_one())
