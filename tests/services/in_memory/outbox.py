"""The outbox in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.domain.emptied import is_emptied
from bot.domain.outgoing import without_words
from bot.domain.ticket import PostedMessage
from bot.domain.ticket_bodies import TicketCard, TicketNews, TicketNote, TicketStatus
from bot.services.ports import Backlog, OutboxEntry, StoreUnavailableError, ignore
from tests.services.in_memory.state import Entry, KeptTicket

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime, timedelta

    from bot.domain.outgoing import Outgoing
    from bot.domain.ticket import Ticket
    from bot.services.ports import OnBatch, Sent
    from tests.services.in_memory.state import Database, State

_WHOLE_TEAM: Final = ""
_LONGEST_REASON: Final = 200
_AT_ONCE: Final = 200


def send(state: State, outgoing: Outgoing, most_waiting: int) -> None:
    """Put `outgoing` in, once.

    Raises:
        StoreUnavailableError: as many of its team wait as may.
    """
    if len(_waiting(state, outgoing.destination.team)) >= most_waiting:
        raise StoreUnavailableError("the outbox is full")
    kept = replace(outgoing, first_due_at=outgoing.first_due_at or outgoing.due_at)
    state.entries.setdefault(outgoing.id, Entry(kept))


class InMemoryOutbox:
    """The outbox as the delivery worker and the operator see it."""

    def __init__(self, database: Database, most_waiting: int) -> None:
        self._database = database
        self._most_waiting = most_waiting

    def lease(
        self,
        now: datetime,
        owner: str,
        lasting: timedelta,
        most: int = 1,
        without: str | None = None,
        team: str | None = None,
    ) -> tuple[Outgoing, ...]:
        """See `Outbox.lease`."""
        with self._database.begin() as state:
            for entry in tuple(state.entries.values()):
                if entry.leased_until is not None and entry.leased_until <= now:
                    _keep(state, _tried(entry))
            busy = {entry.queue for entry in state.entries.values() if entry.owner is not None}
            due = [
                entry for entry in _waiting(state) if entry.outgoing.due_at <= now and not _rests(state, entry, now)
            ]
            # The sort is stable: what is due at the same moment stays in the order of its putting in.
            first: dict[tuple[str, str], Entry] = {}
            for entry in sorted(due, key=lambda entry: entry.outgoing.due_at):
                is_wanted = entry.queue[0] != without and team in {None, entry.queue[0]} and entry.queue not in busy
                if is_wanted and not _is_behind(state, entry):
                    first.setdefault(entry.queue, entry)
            leased = tuple(first.values())[:most]
            for entry in leased:
                _keep(state, replace(entry, owner=owner, leased_until=now + lasting))
        return tuple(entry.outgoing for entry in leased)

    def settle(
        self,
        outgoing_id: str,
        owner: str,
        rest_until: datetime,
        sent: Sent | None = None,
        then: Sequence[Outgoing] = (),
    ) -> bool:
        """See `Outbox.settle`."""
        with self._database.begin() as state:
            entry = _owned(state, outgoing_id, owner)
            if entry is None:
                return False
            del state.entries[outgoing_id]
            state.pauses[entry.queue] = rest_until
            if sent is not None and sent.posted is not None:
                _keep_posted(state, entry.outgoing, sent.posted)
            self._send_all(state, then)
        return True

    def retry(self, outgoing_id: str, owner: str, due_at: datetime, *, may_have_arrived: bool = False) -> bool:
        """See `Outbox.retry`."""

        def later(entry: Entry) -> Entry:
            tried = _tried(entry, may_have_arrived=may_have_arrived)
            return replace(tried, outgoing=replace(tried.outgoing, due_at=due_at))

        return self._change(outgoing_id, owner, later)

    def release(self, outgoing_id: str, owner: str, due_at: datetime | None = None) -> bool:
        """See `Outbox.release`."""
        return self._change(
            outgoing_id,
            owner,
            lambda entry: Entry(replace(entry.outgoing, due_at=due_at or entry.outgoing.due_at)),
        )

    def keep(self, outgoing_id: str, owner: str, until: datetime) -> bool:
        """See `Outbox.keep`."""
        state = self._database.read()
        return self._change(outgoing_id, owner, lambda entry: Entry(_kept(state, entry.outgoing, until)))

    def release_all(self, owner: str) -> int:
        """See `Outbox.release_all`."""
        with self._database.begin() as state:
            theirs = [entry for entry in state.entries.values() if entry.owner == owner]
            for entry in theirs:
                _keep(state, _tried(entry))
        return len(theirs)

    def pause(self, team: str, ordering_key: str | None, until: datetime) -> None:
        """See `Outbox.pause`."""
        with self._database.begin() as state:
            state.pauses[team, ordering_key or _WHOLE_TEAM] = until

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
        """See `Outbox.dead_letter`."""
        with self._database.begin() as state:
            entry = _owned(state, outgoing_id, owner)
            if entry is None:
                return False
            body, ambiguous = without_words(entry.outgoing.body), entry.outgoing.ambiguous + int(may_have_arrived)
            quiet = replace(entry.outgoing, body=body, ambiguous=ambiguous)
            _keep(state, Entry(quiet, reason=reason[:_LONGEST_REASON], died_at=now))
            _keep_perhaps_posted(state, quiet, now)
            self._send_all(state, then)
        return True

    def waiting(self, team: str | None = None) -> int:
        """See `Outbox.waiting`."""
        return len(_waiting(self._database.read(), team))

    def due_by(self, moment: datetime, team: str | None = None) -> int:
        """See `Outbox.due_by`."""
        return sum(entry.outgoing.due_at <= moment for entry in _waiting(self._database.read(), team))

    def backlog(self, now: datetime) -> Backlog:
        """See `Outbox.backlog`."""
        state = self._database.read()
        late = [(now - entry.outgoing.due_at).total_seconds() for entry in _waiting(state)]
        return Backlog(
            waiting=len(_waiting(state)),
            in_flight=sum(entry.owner is not None for entry in state.entries.values()),
            dead=len(_dead(state)),
            oldest_seconds=max(0.0, *late, 0.0),
        )

    def entries(self, most: int, outgoing_ids: Sequence[str] | None = None) -> tuple[OutboxEntry, ...]:
        """See `Outbox.entries`."""
        state = self._database.read()
        entries = map(_for_operator, (*_by_age(_dead(state)), *_by_age(_waiting(state))))
        return tuple(entry for entry in entries if outgoing_ids is None or entry.id in outgoing_ids)[:most]

    def requeue(self, outgoing_ids: Sequence[str] | None, now: datetime, on_batch: OnBatch = ignore) -> int:
        """See `Outbox.requeue`."""
        dead = [entry.outgoing.id for entry in _dead(self._database.read())]

        def put_back(state: State, names: Sequence[str]) -> int:
            wanted = [entry for entry in _dead(state) if entry.outgoing.id in names]
            chosen = [entry for entry in wanted if not is_emptied(entry.outgoing.body)]
            for entry in chosen:
                body = entry.outgoing.body
                again = replace(body, is_again=True) if isinstance(body, TicketCard) else body
                _keep(state, Entry(replace(entry.outgoing, body=again, due_at=now, attempts=0)))
            return len(chosen)

        return self._in_batches(dead if outgoing_ids is None else outgoing_ids, put_back, on_batch)

    def drop(self, outgoing_ids: Sequence[str], on_batch: OnBatch = ignore) -> int:
        """See `Outbox.drop`."""

        def throw_away(state: State, names: Sequence[str]) -> int:
            dropped = [entry for name in names if (entry := state.entries.pop(name, None)) is not None]
            for entry in dropped:
                _keep_perhaps_posted(state, entry.outgoing, is_in_flight=entry.owner is not None)
            return len(dropped)

        return self._in_batches(outgoing_ids, throw_away, on_batch)

    def _in_batches(
        self, names: Sequence[str], change: Callable[[State, Sequence[str]], int], on_batch: OnBatch
    ) -> int:
        count = 0
        for start in range(0, len(names), _AT_ONCE):
            with self._database.begin() as state:
                count += change(state, names[start : start + _AT_ONCE])
            on_batch("outbox", count)
        return count

    def _change(self, outgoing_id: str, owner: str, change: Callable[[Entry], Entry]) -> bool:
        with self._database.begin() as state:
            entry = _owned(state, outgoing_id, owner)
            if entry is not None:
                _keep(state, change(entry))
        return entry is not None

    def _send_all(self, state: State, messages: Iterable[Outgoing]) -> None:
        for outgoing in messages:
            send(state, outgoing, self._most_waiting)


def _keep(state: State, entry: Entry) -> None:
    state.entries[entry.outgoing.id] = entry


def _tried(entry: Entry, *, may_have_arrived: bool = True) -> Entry:
    """Return it without an owner, an attempt counted: whoever had it may have sent it, unless they say otherwise."""
    tries, ambiguous = entry.outgoing.attempts + 1, entry.outgoing.ambiguous + may_have_arrived
    return Entry(replace(entry.outgoing, attempts=tries, ambiguous=ambiguous))


def cards_of(state: State, ticket: Ticket) -> list[Entry]:
    """Return what waits, or was given up, of a ticket's card."""
    cards = [entry for entry in state.entries.values() if isinstance(entry.outgoing.body, TicketCard)]
    of_team = [entry for entry in cards if entry.outgoing.destination.team == ticket.team]
    return [entry for entry in of_team if getattr(entry.outgoing.body, "ticket", None) == ticket.id]


def forget_given_up_cards(state: State, ticket: Ticket) -> int:
    """Delete what was given up of a ticket's card; return how many tries of one may have arrived."""
    dead = [entry.outgoing for entry in cards_of(state, ticket) if entry.died_at is not None]
    for outgoing in dead:
        del state.entries[outgoing.id]
    return max((outgoing.ambiguous for outgoing in dead), default=0)


def _owned(state: State, outgoing_id: str, owner: str) -> Entry | None:
    entry = state.entries.get(outgoing_id)
    return entry if entry is not None and entry.owner == owner else None


def _waiting(state: State, team: str | None = None) -> list[Entry]:
    waiting = [entry for entry in state.entries.values() if entry.died_at is None]
    return [entry for entry in waiting if team is None or entry.outgoing.destination.team == team]


def _dead(state: State) -> list[Entry]:
    return [entry for entry in state.entries.values() if entry.died_at is not None]


def _by_age(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.outgoing.due_at)


def _is_behind(state: State, entry: Entry) -> bool:
    """Return whether something that was put in before it, in the same thread, waits to be tried again."""
    team, sequence = entry.outgoing.destination.team, entry.outgoing.sequence
    if sequence is None:
        return False
    for other in _waiting(state):
        if other.outgoing.id == entry.outgoing.id:
            return False
        is_passed = isinstance(entry.outgoing.body, TicketCard) and not isinstance(other.outgoing.body, TicketCard)
        is_put_off = other.outgoing.attempts > 0 or other.outgoing.due_at > other.outgoing.since
        if (
            (other.outgoing.destination.team, other.outgoing.sequence) == (team, sequence)
            and is_put_off
            and not is_passed
        ):
            return True
    return False


def _rests(state: State, entry: Entry, now: datetime) -> bool:
    team, _ = entry.queue
    return any(state.pauses.get(queue, now) > now for queue in (entry.queue, (team, _WHOLE_TEAM)))


def _for_operator(entry: Entry) -> OutboxEntry:
    outgoing = entry.outgoing
    destination = outgoing.destination
    return OutboxEntry(
        outgoing.id, destination.team, destination.channel, outgoing.due_at, outgoing.attempts, entry.reason
    )


def _keep_posted(state: State, outgoing: Outgoing, message: PostedMessage) -> None:
    """Keep which message shows a ticket, and which version of it; of news, where the first one stands."""
    body = outgoing.body
    if not isinstance(body, TicketCard | TicketStatus | TicketNews):
        return
    kept = state.tickets.get(body.ticket)
    if kept is None or kept.ticket.team != outgoing.destination.team:
        return
    match body:
        case TicketCard():
            if kept.ticket.card is None:
                _have_lines_follow(state, outgoing)
            _keep_former(state, kept.ticket, "card", kept.ticket.card, message)
            forget_given_up_cards(state, kept.ticket)
            ticket = replace(kept.ticket, card=message)
        case TicketStatus():
            _keep_former(state, kept.ticket, "status", kept.ticket.status, message)
            ticket = replace(kept.ticket, status=message)
        case _:
            ticket = replace(kept.ticket, direct=kept.ticket.direct or replace(message, version=0))
    state.tickets[body.ticket] = KeptTicket(ticket, kept.timers)


def _have_lines_follow(state: State, card: Outgoing) -> None:
    """Have the lines that were to stand below a ticket's first card said after it, where it stands."""
    team = card.destination.team
    for entry in _waiting(state, team):
        line = entry.outgoing
        if isinstance(line.body, TicketNote) and line.sequence == card.sequence and entry.owner is None:
            there = replace(line.destination, channel=card.destination.channel)
            due = replace(line, destination=there, due_at=card.due_at, first_due_at=card.due_at)
            _keep(state, Entry(due))


def _kept(state: State, line: Outgoing, until: datetime) -> Outgoing:
    """Return it put aside until then; below a card that came in another channel meanwhile, due with what is there."""
    ticket = state.tickets.get(getattr(line.body, "ticket", ""))
    card = None if ticket is None else ticket.ticket.card
    if card is None or card.channel == line.destination.channel:
        return replace(line, due_at=until, first_due_at=until, attempts=0)
    beside = [each.outgoing for each in _waiting(state) if each.outgoing.sequence == line.sequence]
    there = [each.since for each in beside if each.destination.channel == card.channel]
    due_at, destination = min(there, default=line.due_at), replace(line.destination, channel=card.channel)
    return replace(line, destination=destination, due_at=due_at, first_due_at=due_at, attempts=0)


def _keep_former(state: State, ticket: Ticket, name: str, before: PostedMessage | None, now: PostedMessage) -> None:
    """Keep which message showed the ticket before, if that is another."""
    for message in (now.id, *(("",) if before is None else ())):
        state.former.pop((ticket.team, ticket.id, name, now.channel, message), None)
    if before is not None and (before.channel, before.id) != (now.channel, now.id):
        state.former[ticket.team, ticket.id, name, before.channel, before.id] = before


def _keep_perhaps_posted(
    state: State, outgoing: Outgoing, until: datetime | None = None, *, is_in_flight: bool = False
) -> None:
    """Keep that it may show its ticket all the same, if a try of it may (still) arrive."""
    body, where = outgoing.body, outgoing.destination
    if not isinstance(body, TicketCard | TicketStatus):
        return
    if body.ticket in state.tickets and (outgoing.ambiguous or is_in_flight):
        name = "card" if isinstance(body, TicketCard) else "status"
        state.former[where.team, body.ticket, name, where.channel, ""] = PostedMessage(where.channel, "")
        state.given_up_at[where.team, body.ticket, name, where.channel, ""] = until
