"""What puts messages into the outbox, within the transaction that they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, select

from bot.domain.ticket_bodies import TicketCard, TicketStatus
from bot.services.ports import StoreUnavailableError
from bot.storage.database_tables import WAITING, outbox
from bot.storage.outbox_serialization import to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection, Insert

    from bot.domain.outgoing import Outgoing

_SHOWS: Final[Mapping[type, str]] = {TicketCard: "card", TicketStatus: "status"}
"""What a ticket is shown by."""
_at_most = (
    select(outbox.c.id)
    .where(outbox.c.state == WAITING, outbox.c.team == bindparam("team_"))
    .limit(bindparam("most_"))
    .subquery()
)
_counted = select(func.count()).select_from(_at_most)


class OutboxWriter:
    """Puts messages into the outbox, within a transaction. Each team has room of its own: none takes another's."""

    def __init__(self, insert: Callable[..., Any], most_waiting: int) -> None:
        self._insert: Insert = insert(outbox).on_conflict_do_nothing()
        self._most = most_waiting
        self._room: dict[str, int] = {}

    def send(self, connection: Connection, outgoing: Outgoing) -> None:
        """Put `outgoing` in, once.

        Raises:
            StoreUnavailableError: too many of its team wait already.
        """
        destination = outgoing.destination
        self._take_room(connection, destination.team)
        row = {
            "id": outgoing.id,
            "team": destination.team,
            "channel": destination.channel,
            "lane": destination.ordering_key,
            "thread_ts": destination.thread,
            "response_url": destination.reply_link,
            "person": destination.person,
            "is_private": destination.is_private,
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

    def _take_room(self, connection: Connection, team: str) -> None:
        """Count what waits only when the room that was left is used up: with a backlog, counting is what takes long.

        Messages that were delivered meanwhile make room that is found then; those of other replicas are not seen
        before, so that the bound may be passed by as much as they put in.
        """
        room = self._room.get(team, 0)
        if room <= 0:
            room = self._most - int(connection.execute(_counted, {"team_": team, "most_": self._most}).scalar_one())
        if room <= 0:
            raise StoreUnavailableError("the outbox is full")
        self._room[team] = room - 1
