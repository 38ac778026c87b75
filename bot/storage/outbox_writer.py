"""What puts messages into the outbox, within the transaction that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, select

from bot.domain.outgoing import TicketCard, TicketStatus
from bot.services.ports import StoreUnavailableError
from bot.storage.database_tables import WAITING, outbox
from bot.storage.outbox_serialization import to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection, Insert

    from bot.domain.outgoing import Outgoing

_SHOWS: Final[Mapping[type, str]] = {TicketCard: "card", TicketStatus: "status"}
"""What a ticket is shown by."""
_at_most = select(outbox.c.id).where(outbox.c.state == WAITING).limit(bindparam("most_")).subquery()
_counted = select(func.count()).select_from(_at_most)


class OutboxWriter:
    """Puts messages into the outbox, within a transaction."""

    def __init__(self, insert: Callable[..., Any], most_waiting: int) -> None:
        self._insert: Insert = insert(outbox).on_conflict_do_nothing()
        self._most = most_waiting
        self._room = 0

    def send(self, connection: Connection, outgoing: Outgoing) -> None:
        """Put `outgoing` in, once.

        Raises:
            StoreUnavailableError: too many wait already.
        """
        self._take_room(connection)
        destination = outgoing.destination
        row = {
            "id": outgoing.id,
            "team": destination.team,
            "channel": destination.channel,
            "lane": destination.ordering_key,
            "thread_ts": destination.thread,
            "response_url": destination.reply_link,
            "person": destination.person,
            "payload": to_json(outgoing.body),
            "due_at": outgoing.due_at,
            "first_due_at": outgoing.first_due_at or outgoing.due_at,
            "sequence": outgoing.sequence,
            "ticket": getattr(outgoing.body, "ticket", None),
            "shows": _SHOWS.get(type(outgoing.body)),
            "attempts": outgoing.attempts,
            "ambiguous": outgoing.ambiguous,
            "state": WAITING,
        }
        connection.execute(self._insert, row)

    def _take_room(self, connection: Connection) -> None:
        """Count what waits only when the room that was left is used up: with a backlog, counting is what takes long.

        Messages that were delivered meanwhile make room that is found then; those of other replicas are not seen
        before, so that the bound may be passed by as much as they put in.
        """
        if self._room <= 0:
            self._room = self._most - int(connection.execute(_counted, {"most_": self._most}).scalar_one())
        if self._room <= 0:
            raise StoreUnavailableError("the outbox is full")
        self._room -= 1
