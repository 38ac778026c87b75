"""Messages that were given up and are put back into the outbox."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, bindparam, select, update

from bot.domain.emptied import is_emptied
from bot.domain.ticket_bodies import TicketCard
from bot.storage.database_tables import DEAD, WAITING, outbox
from bot.storage.outbox_serialization import readable_body, to_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection
    from sqlalchemy.sql.elements import ColumnElement

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


def put_back(connection: Connection, outgoing_ids: Sequence[str] | None, now: datetime) -> int:
    """Have dead messages wait again, all of them for None; return how many there were.

    What is there for words that were erased when it was given up stays where it is.
    """
    condition: ColumnElement[bool] = outbox.c.state == DEAD
    if outgoing_ids is not None:
        condition = and_(condition, outbox.c.id.in_(outgoing_ids))
    dead = connection.execute(select(outbox.c.number, outbox.c.payload).where(condition)).all()
    values = [
        {"number_": each.number, "payload_": payload, "now_": now}
        for each in dead
        if (payload := _again(each.payload)) is not None
    ]
    return sum(connection.execute(_put_back, each).rowcount for each in values)


def _again(payload: str) -> str | None:
    """Return a message as it is put back; None where nothing is left of it.

    Whoever was told that a card is not there is told once it is.
    """
    body = readable_body(payload)
    if body is not None and is_emptied(body):
        return None
    return to_json(replace(body, is_again=True)) if isinstance(body, TicketCard) else payload
