"""What an operator does with messages that hang in the outbox: put them back, or throw them away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, bindparam, delete, select, update

from bot.domain.emptied import is_emptied
from bot.domain.ticket_bodies import TicketCard
from bot.storage.database_tables import DEAD, WAITING, outbox
from bot.storage.outbox_serialization import readable_body, to_json
from bot.storage.ticket_messages import keep_perhaps_posted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.sql.elements import ColumnElement

    from bot.services.ports import OnBatch
    from bot.storage.transactions import Transactions

_put_back: Final = (
    update(outbox)
    .where(outbox.c.number == bindparam("number_"), outbox.c.state == DEAD)
    .values(
        state=WAITING,
        attempts=0,
        due_at=bindparam("now_"),
        reason=None,
        died_at=None,
        payload=bindparam("payload_"),
    )
)


_AT_ONCE: Final = 200
"""Messages of one transaction: an ack waits for no more."""


def put_back(transactions: Transactions, outgoing_ids: Sequence[str] | None, now: datetime, on_batch: OnBatch) -> int:
    """Have dead messages wait again, all of them for None; return how many there were.

    What is there for words that were erased when it was given up stays where it is.
    """
    condition: ColumnElement[bool] = outbox.c.state == DEAD
    if outgoing_ids is not None:
        condition = and_(condition, outbox.c.id.in_(outgoing_ids))
    with transactions.read_long() as connection:
        dead = connection.execute(
            select(outbox.c.number, outbox.c.payload).where(condition).order_by(outbox.c.number)
        ).all()
    values = [
        {"number_": each.number, "payload_": payload, "now_": now}
        for each in dead
        if (payload := _again(each.payload)) is not None
    ]
    count = 0
    for start in range(0, len(values), _AT_ONCE):
        with transactions.begin_long() as connection:
            count += connection.execute(_put_back, values[start : start + _AT_ONCE]).rowcount
        on_batch(outbox.name, count)
    return count


def throw_away(transactions: Transactions, outgoing_ids: Sequence[str], on_batch: OnBatch) -> int:
    """Delete messages, dead or waiting; return how many there were. What may have arrived is remembered."""
    count = 0
    for start in range(0, len(outgoing_ids), _AT_ONCE):
        is_one = outbox.c.id.in_(outgoing_ids[start : start + _AT_ONCE])
        with transactions.begin_long() as connection:
            for statement in keep_perhaps_posted(is_one):
                connection.execute(statement)
            count += connection.execute(delete(outbox).where(is_one)).rowcount
        on_batch(outbox.name, count)
    return count


def _again(payload: str) -> str | None:
    """Return a message as it is put back; None where nothing is left of it.

    Whoever was told that a card is not there is told once it is.
    """
    body = readable_body(payload)
    if body is not None and is_emptied(body):
        return None
    return to_json(replace(body, is_again=True)) if isinstance(body, TicketCard) else payload
