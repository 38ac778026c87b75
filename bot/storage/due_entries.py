"""Which entries of the outbox are due, as statements: one an ordering key, and none before its turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import String, bindparam, exists, func, or_, select, update

from bot.storage.column_types import UtcDateTime
from bot.storage.database_tables import WAITING, outbox, pauses

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import BindParameter

WHOLE_TEAM: Final = ""
FREE: Final[dict[str, Any]] = {"owner": None, "leased_until": None}

_now: BindParameter[datetime] = bindparam("now_", type_=UtcDateTime())
_owner: BindParameter[str] = bindparam("owner_")

_team: BindParameter[str] = bindparam("team_", type_=String())

TRIED = outbox.c.attempts + 1
# Whoever held it may have sent it: the next one looks for it before sending it again.
PERHAPS_SENT: Final[dict[str, Any]] = {"attempts": TRIED, "ambiguous": outbox.c.ambiguous + 1, **FREE}
expire = update(outbox).where(outbox.c.leased_until <= _now).values(PERHAPS_SENT)

_other = outbox.alias("other")
_is_paused = exists().where(
    pauses.c.team == outbox.c.team, pauses.c.lane.in_((WHOLE_TEAM, outbox.c.lane)), pauses.c.until > _now
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
    # A line waits for its card, and never a card for a line: that may wait for this very card.
    or_(outbox.c.shows.is_distinct_from("card"), _older.c.shows == "card"),
)
_ranked = (
    select(
        outbox.c.id,
        func.row_number()
        .over(partition_by=(outbox.c.team, outbox.c.lane), order_by=(outbox.c.due_at, outbox.c.number))
        .label("place"),
    )
    .where(outbox.c.state == WAITING, outbox.c.due_at <= _now, outbox.c.team != bindparam("without_"))
    .where(or_(_team == "", outbox.c.team == _team))
    .where(~_is_paused, ~_is_busy, ~_is_behind)
    .subquery()
)
_first_of_each_key = select(_ranked.c.id).where(_ranked.c.place == 1)
due = (
    select(outbox)
    .where(outbox.c.id.in_(_first_of_each_key), outbox.c.owner.is_(None), outbox.c.state == WAITING)
    .order_by(outbox.c.due_at, outbox.c.number)
    .limit(bindparam("most_"))
    .with_for_update(skip_locked=True)
)
take = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids_", expanding=True)))
    .values(owner=_owner, leased_until=bindparam("until_"))
)
