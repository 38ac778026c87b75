"""What is written in the threads of tickets: the requester's words reach the team, the team's stay where they are.

Below a card everything is internal: the first word of a support member there claims the ticket, and that is all that
comes of it. Nothing in this module sends anything to a requester.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.ticket import Place, may_apply
from bot.services.triage import Triage
from bot.slack.incoming import WRITTEN_BY_PEOPLE, bot_user, mentions, team_of, unescape

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.ticket import Ticket
    from bot.slack.incoming import Payload
    from bot.slack.parts import AppContext, SupportContext


@dataclass(frozen=True, slots=True)
class Written:
    """A person's message in a thread; `files` are the addresses of what hangs on it."""

    key: str
    team: str
    thread: Place
    person: str
    text: str
    files: tuple[str, ...]
    is_edit: bool


def take(parts: AppContext, body: Payload) -> bool:
    """Do what a message in a ticket's thread asks for; whether it belonged to one, so that nobody else answers it."""
    written = read_written(body)
    if parts.support is None or written is None:
        return False
    ticket = parts.store.tickets.in_thread(written.team, written.thread, written.person)
    if ticket is None:
        return False
    if ticket.card is not None and (ticket.card.channel, ticket.card.id) == (
        written.thread.channel,
        written.thread.thread,
    ):
        _claim(parts, parts.support, ticket, written)
        return True
    if not may_apply(ticket, "answer", parts.clock.now()):
        return False
    _pass_on(parts, parts.support, ticket, written)
    return True


def read_written(body: Payload) -> Written | None:
    """A person's words in a thread, new or edited; None for all else, and for what is said to the bot itself."""
    event = body["event"]
    if event.get("type") != "message":
        return None
    is_edit = event.get("subtype") == "message_changed"
    message = event["message"] if is_edit else event
    if is_edit and message.get("text") == (event.get("previous_message") or {}).get("text"):
        return None
    is_persons = message.get("subtype") in WRITTEN_BY_PEOPLE and message.get("user") and not message.get("bot_id")
    thread_ts, text = message.get("thread_ts"), message.get("text") or ""
    if not is_persons or not thread_ts or mentions(text, bot_user(body)):
        return None
    team, channel = team_of(body), event["channel"]
    edited_ts = (message.get("edited") or {}).get("ts", "") if is_edit else ""
    return Written(
        key=f"relay:{team}:{channel}:{message['ts']}:{edited_ts}",
        team=team,
        thread=Place(channel, thread_ts),
        person=message["user"],
        text=unescape(text).strip(),
        files=tuple(file.get("permalink") or file.get("name") or "" for file in message.get("files") or ()),
        is_edit=is_edit,
    )


def _claim(parts: AppContext, support: SupportContext, ticket: Ticket, written: Written) -> None:
    if ticket.state != "open" or written.is_edit or support.roles.membership_of(written.person) != "member":
        return
    _once(parts, support, written, lambda triage: triage.claim_if_open(ticket.id, written.person))


def _pass_on(parts: AppContext, support: SupportContext, ticket: Ticket, written: Written) -> None:
    text = "\n".join(filter(None, (written.text, *written.files)))
    _once(
        parts,
        support,
        written,
        lambda triage: triage.answer(ticket.id, written.person, text, is_edit=written.is_edit),
    )


def _once(parts: AppContext, support: SupportContext, written: Written, do: Callable[[Triage], object]) -> None:
    now = parts.clock.now()
    with parts.store.transaction() as transaction:
        if transaction.seen_keys.claim([written.key], now):
            do(Triage(transaction, support.desk, written.team, now))
    parts.wake()
