"""A person is forgotten, in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeVar

from bot.domain.ticket import NOBODY
from bot.domain.ticket_bodies import TicketCard, TicketStatus
from bot.services.ports import ErasedMessage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from bot.domain.outgoing import Outgoing
    from bot.domain.ticket import Ticket
    from bot.services.ports import Erasure
    from tests.services.in_memory.state import Entry, State

_K = TypeVar("_K")
_V = TypeVar("_V")


class InMemoryErasures:
    """The people who are being forgotten."""

    def __init__(self, state: State) -> None:
        self._state = state

    def begin(self, erasure: Erasure) -> None:
        """See `Erasures.begin`."""
        self._state.erasures[erasure.team, erasure.person] = erasure

    def finish(self, erasure: Erasure) -> bool:
        """See `Erasures.finish`."""
        if self._state.erasures.get((erasure.team, erasure.person)) != erasure:
            return False
        del self._state.erasures[erasure.team, erasure.person]
        return True

    def take_off(self, message: ErasedMessage) -> bool:
        """See `Erasures.take_off`."""
        key = _key(message)
        return self._state.erased_messages.pop(key, None) is not None


def erase(state: State, person: str, team: str | None, until: datetime | None) -> tuple[dict[str, int], bool]:
    """Forget a person; return how much of each kind that was, and whether nothing is left for later."""

    def is_theirs(of_team: str, of_person: str | None, since: datetime | None = None) -> bool:
        return of_person == person and team in {None, of_team} and (until is None or since is None or since <= until)

    tickets = [kept.ticket for kept in state.tickets.values()]
    theirs = [each for each in tickets if is_theirs(each.team, each.person, each.opened_at)]
    gone = {ticket.id for ticket in theirs}

    def is_to_go(entry: Entry) -> bool:
        where, since = entry.outgoing.destination, entry.outgoing.first_due_at
        is_one = is_theirs(where.team, where.person, since) or getattr(entry.outgoing.body, "ticket", None) in gone
        return is_one and not _may_be_posted(entry)

    forgotten = {"outbox": forget(state.entries, is_to_go)}
    known = [ticket for ticket in theirs if not _is_being_shown(state, ticket)]
    for ticket in known:
        del state.tickets[ticket.id]
        for message in (*_messages(ticket), *_former(state, ticket)):
            state.erased_messages[_key(message)] = message
    forgotten |= {
        "tickets": len(known),
        "questions": forget(state.questions, lambda each: is_theirs(each.team, each.person, each.asked_at)),
        "conversations": forget(
            state.conversations, lambda kept: is_theirs(kept[0].team, kept[1].asker, kept[1].updated_at)
        ),
        "people": 0 if until is not None else forget_keys(state.languages, lambda key: is_theirs(*key)),
        "votes": forget(state.votes, lambda vote: is_theirs(vote.team, vote.person, vote.voted_at)),
        "labels": forget(state.labels, lambda label: is_theirs(label.team, label.person, label.labelled_at)),
        "setups": forget(state.setups, lambda each: is_theirs(each.team, each.person, each.started_at)),
    }
    forget_steps(state)
    steps = [key for key, taken in state.steps.items() if is_theirs(key[0], taken.person, taken.at)]
    assigned = [
        kept
        for kept in state.tickets.values()
        if is_theirs(kept.ticket.team, kept.ticket.assignee, _taken_at(state, kept.ticket))
    ]
    for key in steps:
        state.steps[key] = replace(state.steps[key], person=NOBODY)
    for kept in assigned:
        state.tickets[kept.ticket.id] = replace(kept, ticket=replace(kept.ticket, assignee=NOBODY))
    channels = [key for key, each in state.channels.items() if is_theirs(each.team, each.person, each.set_at)]
    for channel in channels:
        state.channels[channel] = replace(state.channels[channel], person=NOBODY)
    of_others = {"ticket_steps": len(steps), "assigned": len(assigned), "channels": len(channels)}
    return forgotten | of_others, len(known) == len(theirs)


def purge_tickets(state: State, is_past: Callable[[Ticket], bool]) -> int:
    """Forget tickets whose time is past, and keep where Slack shows them, or may; return how many there were."""
    past = [kept.ticket for kept in state.tickets.values() if is_past(kept.ticket)]
    for ticket in past:
        perhaps = [_on_its_way(ticket, entry.outgoing) for entry in state.entries.values() if _shows(entry, ticket)]
        for message in (*_messages(ticket), *_former(state, ticket), *perhaps):
            state.erased_messages[_key(message)] = replace(message, is_past=True)
        del state.tickets[ticket.id]
    return len(past)


def forget(kept: dict[_K, _V], which: Callable[[_V], bool]) -> int:
    """Delete these values; return how many."""
    return forget_keys(kept, lambda key: which(kept[key]))


def forget_keys(kept: dict[_K, _V], which: Callable[[_K], bool]) -> int:
    """Delete what has these keys; return how much."""
    gone = [key for key in kept if which(key)]
    for key in gone:
        del kept[key]
    return len(gone)


def forget_steps(state: State) -> None:
    """Forget the steps of tickets that are gone."""
    forget_keys(state.steps, lambda key: key[1] not in state.tickets)
    forget_keys(state.former, lambda key: key[1] not in state.tickets)


def _messages(ticket: Ticket) -> Iterator[ErasedMessage]:
    what = ticket.team, ticket.id
    if ticket.card is not None:
        where = ticket.card.channel, ticket.card.channel, ticket.card.id
        yield ErasedMessage(*what, "card", ticket.number, ticket.language, *where)
    if ticket.status is not None:
        where = ticket.home.channel, ticket.status.channel, ticket.status.id
        yield ErasedMessage(*what, "status", ticket.number, ticket.language, *where)


def _former(state: State, ticket: Ticket) -> Iterator[ErasedMessage]:
    for (team, of_ticket, name, *_), message in state.former.items():
        if (team, of_ticket) == (ticket.team, ticket.id):
            place = message.channel if name == "card" else ticket.home.channel
            shown: Literal["card", "status"] = "card" if name == "card" else "status"
            where = place, message.channel, message.id
            erased = ErasedMessage(team, of_ticket, shown, ticket.number, ticket.language, *where)
            until = state.given_up_at.get((team, of_ticket, name, message.channel, ""))
            yield erased if message.id else _with_span(erased, ticket, until)


def _key(message: ErasedMessage) -> tuple[str, ...]:
    return message.team, message.ticket, message.name, message.channel, message.message


def _taken_at(state: State, ticket: Ticket) -> datetime | None:
    """Return when it was given to somebody last."""
    steps = [each for key, each in state.steps.items() if key[:2] == (ticket.team, ticket.id)]
    return max((each.at for each in steps if each.step in {"claim", "assign"}), default=None)


def _shows(entry: Entry, ticket: Ticket) -> bool:
    """Return whether it shows that ticket, and may have been posted."""
    return _may_be_posted(entry) and getattr(entry.outgoing.body, "ticket", None) == ticket.id


def _on_its_way(ticket: Ticket, outgoing: Outgoing) -> ErasedMessage:
    name: Literal["card", "status"] = "card" if isinstance(outgoing.body, TicketCard) else "status"
    channel = outgoing.destination.channel
    place = channel if name == "card" else ticket.home.channel
    erased = ErasedMessage(ticket.team, ticket.id, name, ticket.number, ticket.language, place, channel, "")
    return _with_span(erased, ticket, None)


def _with_span(message: ErasedMessage, ticket: Ticket, until: datetime | None) -> ErasedMessage:
    """Return it with when and where it was tried."""
    spanned = replace(message, since=ticket.opened_at, until=until)
    is_status = message.name == "status"
    return replace(spanned, person=ticket.person, thread=ticket.home.thread) if is_status else spanned


def _is_being_shown(state: State, ticket: Ticket) -> bool:
    """Return whether a message that shows it may have been posted, and nobody knows where yet."""
    on_their_way = [entry.outgoing.body for entry in state.entries.values() if _may_be_posted(entry)]
    return any(isinstance(body, TicketCard | TicketStatus) and body.ticket == ticket.id for body in on_their_way)


def _may_be_posted(entry: Entry) -> bool:
    is_one = isinstance(entry.outgoing.body, TicketCard | TicketStatus)
    return is_one and entry.died_at is None and (entry.owner is not None or entry.outgoing.ambiguous > 0)
