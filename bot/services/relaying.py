"""What is written in the threads of tickets: the requester's words reach the team, the team's stay where they are.

Where a ticket waits for the requester, or the bot is off, a mention in its thread is the answer; what they write
directly may be one (`bot.services.offering`). A number that the bot asked for after that is the bot's. Whose a
message was its edits are.

Below a card everything is internal: the first team member to write there claims the ticket, and that is all that
comes of it. Nothing in this module sends anything to a requester but where their own words went.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from bot.domain.outgoing import Outgoing, SystemNotice
from bot.domain.text_cleaning import readable
from bot.domain.ticket import InvalidTransitionError, Place, may_apply
from bot.services.following_up import asked_for_at
from bot.services.recognising import claim, was_asked
from bot.services.ticket_workflow import NoTicketError, RequesterWords, TicketWorkflow

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.incoming import IncomingMessage
    from bot.domain.ticket import Ticket
    from bot.services.app_context import AppContext, SupportContext


def relay(context: AppContext, message: IncomingMessage) -> bool:
    """Do what a message in a ticket's thread asks for, or an edit of what the team has; return whether it is one.

    Raises:
        StoreUnavailableError: it cannot be told, or kept, now.
    """
    support, where = context.support, message.conversation
    if support is None:
        return False
    if message.edited is not None and _relay_edit(context, support, message):
        return True
    thread = Place(where.channel, where.thread) if message.is_in_thread else None
    ticket = None if thread is None else context.store.tickets.in_thread(where.team, thread, message.person)
    if ticket is None or not _is_for_team(context, ticket, message):
        return False
    if _is_below_card(ticket, message):
        _claim(context, support, ticket, message)
    else:
        _pass_on(context, support, ticket, message)
    return True


def words_of(message: IncomingMessage) -> str:
    """Return what somebody wrote, and where its files are, as people read it."""
    return "\n".join(filter(None, (readable(message.text), *message.files)))


def number_of(ticket: Ticket) -> tuple[tuple[str, str], ...]:
    """Return the value by which texts name a ticket."""
    return (("number", str(ticket.number)),)


def word_on_passing_on(context: AppContext, ticket: Ticket, asked_at: str | None = None) -> SystemNotice:
    """Return what its requester is told of words that go to the team: it may be that nobody there sees the ticket.

    Raises:
        StoreUnavailableError: it cannot be told now.
    """
    if ticket.card is None and context.store.card_state(ticket.team, ticket.id) == "lost":
        return SystemNotice("relayed-later", ticket.language, number_of(ticket), asked_at=asked_at)
    return SystemNotice("relayed", ticket.language, number_of(ticket), asked_at=asked_at)


def is_the_bots(context: AppContext, since: datetime, message: IncomingMessage) -> bool:
    """Return whether the bot was asked what `message` said before its edit, or asked for it since then.

    Raises:
        StoreUnavailableError: it cannot be told now.
    """
    if message.edited is not None:
        with context.store.transaction() as transaction:
            return was_asked(transaction.seen_keys, message, context.clock.now())
    asked_at = asked_for_at(context, message)
    return asked_at is not None and asked_at >= since


def _is_for_team(context: AppContext, ticket: Ticket, message: IncomingMessage) -> bool:
    """Return whether what was written in a ticket's thread, or below its card, is for the team."""
    if message.is_mention and not (ticket.person == message.person and _is_awaited(context, ticket, message)):
        return False
    if _is_below_card(ticket, message):
        return True
    since = ticket.waiting_since or ticket.opened_at
    return may_apply(ticket, "answer", context.clock.now()) and not is_the_bots(context, since, message)


def _is_awaited(context: AppContext, ticket: Ticket, message: IncomingMessage) -> bool:
    """Return whether what the requester says to the bot is for the team: that waits for it, or is alone there."""
    return ticket.state == "waiting" or context.store.read_memory(message.conversation, message.person).is_off


def _is_below_card(ticket: Ticket, message: IncomingMessage) -> bool:
    card, where = ticket.card, message.conversation
    return card is not None and (card.channel, card.id) == (where.channel, where.thread)


def _claim(context: AppContext, support: SupportContext, ticket: Ticket, message: IncomingMessage) -> None:
    if (
        ticket.state != "open"
        or message.edited is not None
        or support.membership.membership_of(message.person) != "member"
    ):
        return
    with suppress(NoTicketError):  # it was forgotten meanwhile
        _once(context, support, message, lambda it: it.claim_if_open(ticket.id, message.person))


def _relay_edit(context: AppContext, support: SupportContext, message: IncomingMessage) -> bool:
    """Tell the team what its requester made of words that it has; return whether it has them."""
    ticket = context.store.tickets.passed_on(message.conversation.team, message.ref)
    if ticket is None:
        return False
    if may_apply(ticket, "answer", context.clock.now()) or _waits_for_a_word(message):
        _pass_on(context, support, ticket, message)
    return True


def _waits_for_a_word(message: IncomingMessage) -> bool:
    """Return whether silence would be no answer: who calls the bot, or writes where nobody else reads."""
    return message.is_mention or message.conversation.kind == "direct"


def _pass_on(context: AppContext, support: SupportContext, ticket: Ticket, message: IncomingMessage) -> None:
    late = message.said_long_ago(context.clock.now())
    words = RequesterWords(words_of(message), message.ref, "answered" if message.edited is None else "edited", late)

    word = word_on_passing_on(context, ticket, late)
    needs_word = _waits_for_a_word(message) or word.text != "relayed"

    def do(workflow: TicketWorkflow) -> None:
        said = word
        try:
            workflow.answer(ticket.id, message.person, words)
        except (InvalidTransitionError, NoTicketError):
            # It was closed, or forgotten, while they wrote: the team does not read it, so they have to know.
            said = SystemNotice("not-passed-on", ticket.language, number_of(ticket), asked_at=late)
        else:
            if not needs_word:
                return
        workflow.transaction.send(Outgoing(f"relay:{message.key}:told", message.destination, said, workflow.now))

    _once(context, support, message, do)


def _once(
    context: AppContext, support: SupportContext, message: IncomingMessage, do: Callable[[TicketWorkflow], object]
) -> None:
    """Do it in a transaction, unless this text of the message was taken before."""
    now = context.clock.now()
    with context.store.transaction() as transaction:
        if claim(transaction.seen_keys, message, now):
            do(TicketWorkflow(transaction, support.desk, message.conversation.team, now, context.audit))
    context.wake()
