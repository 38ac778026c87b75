"""Where Slack shows tickets, or may, as delivery finds it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from sqlalchemy import and_, case, delete, exists, func, insert, literal, or_, select, update

from bot.domain.outgoing import below_card
from bot.domain.ticket import UNFINISHED
from bot.domain.ticket_bodies import TicketCard
from bot.storage.column_types import UtcDateTime
from bot.storage.database_tables import DEAD, WAITING, outbox, tickets
from bot.storage.due_entries import FREE
from bot.storage.erasure_tables import former_messages
from bot.storage.outbox_serialization import readable_body

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Executable, Row
    from sqlalchemy.sql.elements import ColumnElement

    from bot.domain.ticket import PostedMessage
    from bot.services.ports import CardState

_FORMER: Final = ("team", "ticket", "name", "channel", "message")
_IS_CARD: Final = outbox.c.shows == "card"
_below = outbox.alias("below")


def keep_posted_message(
    connection: Connection, team: str, ticket_id: str, name: Literal["card", "status"], message: PostedMessage
) -> None:
    """Keep which message shows a ticket, and which version of it; and which one did before, if that is another."""
    is_it = and_(tickets.c.team == team, tickets.c.id == ticket_id)
    channel, ts = tickets.c[f"{name}_channel"], tickets.c[f"{name}_ts"]
    # Before the first one that is known is posted, those that may have been are looked for.
    is_looked_for = and_(former_messages.c.message == "", exists().where(is_it, ts.is_(None)))
    is_settled = or_(former_messages.c.message == message.id, is_looked_for)
    of_it = (former_messages.c.ticket == ticket_id, former_messages.c.name == name)
    connection.execute(
        delete(former_messages).where(*of_it, former_messages.c.channel == message.channel, is_settled)
    )
    is_left = and_(ts.is_not(None), or_(channel != message.channel, ts != message.id))
    before = select(tickets.c.team, tickets.c.id, literal(name), channel, ts).where(is_it, is_left)
    connection.execute(insert(former_messages).from_select(_FORMER, before))
    if name == "card":
        forget_given_up_cards(connection, team, [ticket_id])
    values = {f"{name}_channel": message.channel, f"{name}_ts": message.id, f"{name}_version": message.version}
    connection.execute(update(tickets).where(is_it).values(values))


def have_lines_follow(connection: Connection, card: Row[Any], ticket_id: str) -> None:
    """Have the lines that were to stand below a ticket's first card said after it, in order, where it stands.

    `card` is its entry. What is put in from now on is due later than that was.
    """
    connection.execute(select(tickets.c.id).where(tickets.c.id == ticket_id).with_for_update())
    is_first = exists().where(tickets.c.team == card.team, tickets.c.id == ticket_id, tickets.c.card_ts.is_(None))
    is_line = and_(outbox.c.team == card.team, outbox.c.sequence == below_card(ticket_id), outbox.c.shows.is_(None))
    waits = and_(outbox.c.state == WAITING, outbox.c.owner.is_(None))
    there = {"channel": card.channel, "lane": card.lane, "due_at": card.due_at, "first_due_at": card.due_at}
    connection.execute(update(outbox).where(is_line, waits, is_first).values(there))


def keep_line(connection: Connection, outgoing_id: str, owner: str, until: datetime) -> bool:
    """Put a line aside until `until`; where its card came meanwhile in another channel, have it follow there at once.

    Return False where the lease is no longer `owner`'s.
    """
    is_theirs = and_(outbox.c.id == outgoing_id, outbox.c.owner == owner)
    _wait_for_card_being_kept(connection, is_theirs)
    is_its_ticket = and_(tickets.c.team == outbox.c.team, tickets.c.id == outbox.c.ticket)
    there = select(tickets.c.card_channel).where(is_its_ticket).correlate(outbox).scalar_subquery()
    # In its own channel no card comes while it is under way: what is kept below one that is there, waits for more.
    is_elsewhere = and_(there.is_not(None), there != outbox.c.lane)
    is_beside = and_(_below.c.team == outbox.c.team, _below.c.sequence == outbox.c.sequence, _below.c.lane == there)
    # As those which the card has taken along are, so that all of them keep their order.
    others = select(func.min(_below.c.first_due_at)).where(is_beside, _below.c.state == WAITING)
    as_others = others.correlate(outbox).scalar_subquery()
    due_at = case((is_elsewhere, func.coalesce(as_others, outbox.c.due_at)), else_=literal(until, UtcDateTime))
    values = {
        "channel": case((is_elsewhere, there), else_=outbox.c.channel),
        "lane": case((is_elsewhere, there), else_=outbox.c.lane),
        "due_at": due_at,
        "first_due_at": due_at,
        "attempts": 0,
        **FREE,
    }
    return connection.execute(update(outbox).where(is_theirs).values(values)).rowcount == 1


def _wait_for_card_being_kept(connection: Connection, is_line: ColumnElement[bool]) -> None:
    """Wait until nobody else keeps where the card of the line's ticket stands: either sees what the other did."""
    its_ticket = select(outbox.c.ticket).where(is_line).scalar_subquery()
    connection.execute(select(tickets.c.id).where(tickets.c.id == its_ticket).with_for_update())


def keep_perhaps_posted(is_one: ColumnElement[bool], until: datetime | None = None) -> tuple[Executable, ...]:
    """Return what keeps that messages which are given up may show their tickets, if a try (still) may arrive.

    `is_one` says which; `until` is when they are given up, None where a try may be under way.
    """
    is_of_it = and_(former_messages.c.ticket == outbox.c.ticket, former_messages.c.name == outbox.c.shows)
    is_kept = exists().where(is_of_it, former_messages.c.channel == outbox.c.channel, former_messages.c.message == "")
    is_this = exists().where(is_one, is_of_it, former_messages.c.channel == outbox.c.channel)
    kept = update(former_messages).where(former_messages.c.message == "", is_this)
    is_its_ticket = and_(tickets.c.team == outbox.c.team, tickets.c.id == outbox.c.ticket)
    is_perhaps_there = and_(outbox.c.shows.is_not(None), or_(outbox.c.ambiguous > 0, outbox.c.owner.is_not(None)))
    moment = literal(until, UtcDateTime)
    what = select(tickets.c.team, tickets.c.id, outbox.c.shows, outbox.c.channel, literal(""), moment)
    perhaps = what.where(is_one, is_its_ticket, is_perhaps_there, ~is_kept).distinct()
    return kept.values(until=until), insert(former_messages).from_select((*_FORMER, "until"), perhaps)


def keep_direct_message(connection: Connection, team: str, ticket_id: str, message: PostedMessage) -> None:
    """Keep where a requester heard of their ticket directly first: there is one thread for all that follows."""
    is_it = and_(tickets.c.team == team, tickets.c.id == ticket_id, tickets.c.direct_ts.is_(None))
    values = {"direct_channel": message.channel, "direct_ts": message.id}
    connection.execute(update(tickets).where(is_it).values(values))


def is_card_on_its_way(connection: Connection, team: str, ticket_id: str, below: str) -> bool:
    """Return whether a ticket's card waits in the outbox, and that not behind the message `below`."""
    is_behind = exists().where(_below.c.id == below, _below.c.number < outbox.c.number)
    is_its_card = and_(outbox.c.team == team, outbox.c.ticket == ticket_id, _IS_CARD)
    is_one = and_(is_its_card, outbox.c.state == WAITING, ~is_behind)
    return connection.execute(select(outbox.c.id).where(is_one).limit(1)).first() is not None


def card_state(connection: Connection, team: str, ticket_id: str) -> CardState:
    """Return how a ticket's card stands: see `CardState`."""
    of_ticket = select(tickets.c.card_ts, tickets.c.state).where(tickets.c.team == team, tickets.c.id == ticket_id)
    ticket = connection.execute(of_ticket).first()
    if ticket is not None and ticket.card_ts is not None:
        return "shown"
    if ticket is None or ticket.state not in UNFINISHED:
        return "unneeded"
    is_its_card = and_(outbox.c.team == team, outbox.c.ticket == ticket_id, _IS_CARD)
    cards = connection.execute(select(outbox.c.state, outbox.c.payload).where(is_its_card)).all()
    return "lost" if any(each.state == DEAD or _is_again(each.payload) for each in cards) else "awaited"


def _is_again(payload: str) -> bool:
    """Return whether a card was given up before, and put back."""
    body = readable_body(payload)
    return isinstance(body, TicketCard) and body.is_again


def is_unshown(reasons: Collection[str], before: datetime) -> ColumnElement[bool]:
    """Return what tells tickets without a card, of which none waits or was given up later or for another reason."""
    is_of_it = and_(outbox.c.ticket == tickets.c.id, outbox.c.team == tickets.c.team, _IS_CARD)
    is_left_alone = or_(outbox.c.state == WAITING, outbox.c.died_at > before, outbox.c.reason.not_in(sorted(reasons)))
    return and_(tickets.c.card_ts.is_(None), ~exists().where(is_of_it, is_left_alone))


def forget_given_up_cards(connection: Connection, team: str, ticket_ids: Sequence[str]) -> Mapping[str, int]:
    """Delete what was given up of these tickets' cards; return how many tries of each may have arrived."""
    is_one = and_(outbox.c.ticket.in_(ticket_ids), outbox.c.team == team, _IS_CARD, outbox.c.state == DEAD)
    counted = select(outbox.c.ticket, func.max(outbox.c.ambiguous)).where(is_one).group_by(outbox.c.ticket)
    ambiguous = {row[0]: int(row[1]) for row in connection.execute(counted)}
    connection.execute(delete(outbox).where(is_one))
    return ambiguous
