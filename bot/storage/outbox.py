"""The outbox in a database: any number of workers, threads or replicas lease from it, and none gets another's."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, and_, bindparam, case, delete, func, select, true, update
from sqlalchemy.exc import IntegrityError

from bot.domain.outgoing import Destination, Outgoing, without_words
from bot.domain.ticket_bodies import TicketCard, TicketNews, TicketStatus
from bot.services.ports import Backlog, OutboxEntry, ignore
from bot.storage.column_types import UtcDateTime
from bot.storage.database_tables import DEAD, WAITING, outbox, pauses
from bot.storage.due_entries import FREE, PERHAPS_SENT, TRIED, WHOLE_TEAM, due, expire, take
from bot.storage.given_up import put_back, throw_away
from bot.storage.outbox_serialization import from_json, readable_body, to_json
from bot.storage.ticket_messages import (
    have_lines_follow,
    keep_direct_message,
    keep_line,
    keep_perhaps_posted,
    keep_posted_message,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import BindParameter, Connection, Insert, Row, Update
    from sqlalchemy.sql.elements import ColumnElement

    from bot.domain.ticket import PostedMessage
    from bot.services.ports import OnBatch, Sent
    from bot.storage.outbox_writer import OutboxWriter
    from bot.storage.transactions import Transactions

log = logging.getLogger(__name__)

_now: BindParameter[datetime] = bindparam("now_", type_=UtcDateTime())
_owner: BindParameter[str] = bindparam("owner_")
_is_theirs = and_(outbox.c.id == bindparam("id_"), outbox.c.owner == _owner)

_payload = select(outbox.c.payload, outbox.c.shows).where(_is_theirs)
_settled = [outbox.c[name] for name in ("team", "channel", "lane", "payload", "due_at")]
_settle = delete(outbox).where(_is_theirs).returning(*_settled)
_release = update(outbox).where(_is_theirs).values(FREE)
_postpone = _release.values(due_at=bindparam("due_at_"))
_ambiguous = outbox.c.ambiguous + bindparam("ambiguous_", type_=Integer())
_retry = _postpone.values(attempts=TRIED, ambiguous=_ambiguous)
_dead_letter = (
    update(outbox)
    .where(_is_theirs)
    .values(
        state=DEAD,
        payload=bindparam("payload_"),
        reason=bindparam("reason_"),
        died_at=_now,
        ambiguous=_ambiguous,
        **FREE,
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

    def lease(
        self,
        now: datetime,
        owner: str,
        lasting: timedelta,
        most: int = 1,
        without: str | None = None,
        team: str | None = None,
    ) -> tuple[Outgoing, ...]:
        """Take the oldest due messages for `owner`: one an ordering key, none where that is paused or busy."""
        wanted = {"now_": now, "most_": most, "without_": without or "", "team_": team or ""}
        try:
            with self._transactions.begin() as connection:
                connection.execute(expire, {"now_": now})
                rows = connection.execute(due, wanted).all()
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
                _keep_posted(connection, gone, sent.posted)
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

    def keep(self, outgoing_id: str, owner: str, until: datetime) -> bool:
        """Put it aside until `until`, or until the card is there that it stands below. It keeps nobody back."""
        with self._transactions.begin() as connection:
            return keep_line(connection, outgoing_id, owner, until)

    def release_all(self, owner: str) -> int:
        """Put back everything that `owner` holds, an attempt counted; return how much that was."""
        theirs = update(outbox).where(outbox.c.owner == owner).values(PERHAPS_SENT)
        with self._transactions.begin() as connection:
            return connection.execute(theirs).rowcount

    def pause(self, team: str, ordering_key: str | None, until: datetime) -> None:
        """Lease nothing of `ordering_key` before `until`; nothing of the whole team where it is None."""
        with self._transactions.begin() as connection:
            connection.execute(self._pause, {"team": team, "lane": ordering_key or WHOLE_TEAM, "until": until})

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
                for statement in keep_perhaps_posted(outbox.c.id == outgoing_id, now):
                    connection.execute(statement)
            for outgoing in then:
                self._writer.send(connection, outgoing)
            return True

    def waiting(self, team: str | None = None) -> int:
        """Return how many messages wait or are in flight, of those that are safe on the disk; of one team, or all."""
        is_theirs = (
            outbox.c.state == WAITING if team is None else and_(outbox.c.state == WAITING, outbox.c.team == team)
        )
        with self._transactions.read() as connection:
            return _count(connection, is_theirs)

    def due_by(self, moment: datetime, team: str | None = None) -> int:
        """Return how many messages are due by `moment`, those in flight among them; of one team, or all for None."""
        is_theirs = true() if team is None else outbox.c.team == team
        with self._transactions.read() as connection:
            return _count(connection, and_(is_theirs, outbox.c.state == WAITING, outbox.c.due_at <= moment))

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

    def requeue(self, outgoing_ids: Sequence[str] | None, now: datetime, on_batch: OnBatch = ignore) -> int:
        """Have dead messages wait again, all of them for None; return how many there were."""
        return put_back(self._transactions, outgoing_ids, now, on_batch)

    def drop(self, outgoing_ids: Sequence[str], on_batch: OnBatch = ignore) -> int:
        """Throw messages away, dead or waiting; return how many there were. What may have arrived is remembered."""
        return throw_away(self._transactions, outgoing_ids, on_batch)

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
        there = (row.team, row.channel, row.thread_ts, row.response_url, row.person)
        destination = Destination(*there, is_private=row.is_private)
        return Outgoing(row.id, destination, body, row.due_at, row.attempts, row.first_due_at, row.ambiguous)


class _AnotherWasFirstError(Exception):
    """Another replica has just leased a message of the same ordering key."""


def _without_words(payload: str) -> str:
    """Return what is to be said with what it quotes of a person redacted."""
    body = readable_body(payload)
    return "{}" if body is None else to_json(without_words(body))


def _keep_posted(connection: Connection, gone: Row[Any], message: PostedMessage) -> None:
    body, team = from_json(gone.payload), gone.team
    if isinstance(body, TicketCard):
        have_lines_follow(connection, gone, body.ticket)
        keep_posted_message(connection, team, body.ticket, "card", message)
    elif isinstance(body, TicketStatus):
        keep_posted_message(connection, team, body.ticket, "status", message)
    elif isinstance(body, TicketNews):
        keep_direct_message(connection, team, body.ticket, message)


def _take_all(connection: Connection, parameters: dict[str, object]) -> None:
    try:
        connection.execute(take, parameters)
    except IntegrityError as error:
        raise _AnotherWasFirstError from error


def _count(connection: Connection, condition: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(outbox).where(condition)).scalar_one())
