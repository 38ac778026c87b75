"""Where Slack shows tickets that are forgotten, kept as they are deleted: the words have to go there as well."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, case, exists, insert, literal, null, or_, select

from bot.services.ports import ErasedMessage
from bot.storage.database_tables import WAITING, outbox, tickets
from bot.storage.erasure_tables import erased_messages, former_messages

if TYPE_CHECKING:
    from sqlalchemy import Executable
    from sqlalchemy.sql.elements import ColumnElement

_OF_SOUGHT: Final = ("person", "thread", "since", "until")
_MAY_BE_THERE: Final = or_(outbox.c.owner.is_not(None), outbox.c.ambiguous > 0)
MAY_BE_POSTED: Final = and_(outbox.c.state == WAITING, _MAY_BE_THERE, outbox.c.shows.is_not(None))
"""What shows a ticket, and is on its way to Slack or may be there. It holds no words, and tells where they stand."""


def with_past_messages_kept(is_one: ColumnElement[bool]) -> tuple[Executable, ...]:
    """Return what keeps where tickets are shown whose time is past, also where that may be."""
    one = select(tickets.c.team, tickets.c.id).where(is_one).subquery()
    is_kept = exists().where(
        former_messages.c.ticket == outbox.c.ticket,
        former_messages.c.name == outbox.c.shows,
        former_messages.c.channel == outbox.c.channel,
        former_messages.c.message == "",
    )
    on_its_way = select(one.c.team, one.c.id, outbox.c.shows, outbox.c.channel, literal("")).distinct()
    on_its_way = on_its_way.where(outbox.c.team == one.c.team, outbox.c.ticket == one.c.id, MAY_BE_POSTED, ~is_kept)
    names = ("team", "ticket", "name", "channel", "message")
    lock, *keep = with_messages_kept(is_one, is_past=True)
    return (lock, insert(former_messages).from_select(names, on_its_way), *keep)


def with_messages_kept(is_one: ColumnElement[bool], *, is_past: bool = False) -> tuple[Executable, ...]:
    """Return what keeps where tickets are shown, which nobody changes meanwhile."""
    names = [each.name for each in fields(ErasedMessage)]
    what = (tickets.c.team, tickets.c.id)
    why = literal(is_past)
    known = [null()] * len(_OF_SOUGHT)
    card = (*what, literal("card"), tickets.c.number, tickets.c.language, tickets.c.card_channel)
    status = (*what, literal("status"), tickets.c.number, tickets.c.language, tickets.c.home_channel)
    cards = select(*card, tickets.c.card_channel, tickets.c.card_ts, why).where(
        is_one, tickets.c.card_ts.is_not(None)
    )
    cards = cards.add_columns(*known)
    statuses = select(*status, tickets.c.status_channel, tickets.c.status_ts, why)
    statuses = statuses.where(is_one, tickets.c.status_ts.is_not(None)).add_columns(*known)
    of_one = ("team", "id", "number", "language", "home_channel", "home_ts", "person", "opened_at")
    one = select(*(tickets.c[column] for column in of_one)).where(is_one).subquery()
    before = former_messages.c
    place = case((before.name == "card", before.channel), else_=one.c.home_channel)
    former = select(before.team, before.ticket, before.name, one.c.number, one.c.language, place)
    is_sought = and_(before.message == "", before.name == "status")
    whose = (case((is_sought, one.c[name])) for name in ("person", "home_ts"))
    span = (case((before.message == "", one.c.opened_at)), before.until)
    former = former.add_columns(before.channel, before.message, why, *whose, *span)
    former = former.join(one, before.ticket == one.c.id)
    return (
        select(tickets.c.id).where(is_one).with_for_update(),
        insert(erased_messages).from_select(names, cards),
        insert(erased_messages).from_select(names, statuses),
        insert(erased_messages).from_select(names, former),
    )


def is_being_shown() -> ColumnElement[bool]:
    """Return what tells tickets of which a message may have been posted, and nobody knows where yet."""
    return exists().where(outbox.c.team == tickets.c.team, outbox.c.ticket == tickets.c.id, MAY_BE_POSTED)
