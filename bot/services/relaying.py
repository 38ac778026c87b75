"""What is written in the threads of tickets: the requester's words reach the team, the team's stay where they are.

Where a ticket waits for the requester, a mention in its thread is the answer; what they write directly may be one, so
they are asked.

Below a card everything is internal: the first team member to write there claims the ticket, and that is all that
comes of it. Nothing in this module sends anything to a requester.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from bot.domain.incoming import IncomingMessage
from bot.domain.outgoing import Destination, InPlace, Outgoing, RelayOffer, SystemNotice, TransitionRefused
from bot.domain.text_cleaning import readable
from bot.domain.ticket import NOBODY, InvalidTransitionError, Place, may_apply
from bot.services.app_context import say_privately
from bot.services.recognising import claim
from bot.services.ticket_workflow import NoTicketError, TicketWorkflow, once

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.incoming import ButtonAction
    from bot.domain.ticket import Ticket
    from bot.services.app_context import AppContext, SupportContext

_LOOKED_AT: Final = 50
"""Tickets of a person that are looked at: the newest."""


def relay(context: AppContext, message: IncomingMessage) -> bool:
    """Do what a message in a thread asks for, where that is a ticket's; return whether it is.

    Raises:
        StoreUnavailableError: it cannot be told, or kept, now.
    """
    support, where = context.support, message.conversation
    if support is None or where.thread is None:
        return False
    ticket = context.store.tickets.in_thread(where.team, Place(where.channel, where.thread), message.person)
    if ticket is None or (message.is_mention and not _waits_for(ticket, message.person)):
        return False
    if ticket.card is not None and (ticket.card.channel, ticket.card.id) == (where.channel, where.thread):
        _claim(context, support, ticket, message)
        return True
    if not may_apply(ticket, "answer", context.clock.now()):
        return False
    _pass_on(context, support, ticket, message)
    return True


def offer_to_relay(context: AppContext, message: IncomingMessage) -> bool:
    """Ask whether what somebody wrote directly is the answer that one ticket waits for; return whether one does.

    Raises:
        StoreUnavailableError: it cannot be told, or kept, now.
    """
    if context.support is None or message.edited is not None:
        return False
    words = words_of(message)
    theirs = context.store.tickets.of_person(message.conversation.team, message.person, _LOOKED_AT)
    waiting = [ticket for ticket in theirs if _waits_for(ticket, message.person)]
    if len(waiting) != 1 or not words:
        return False
    ticket, now = waiting[0], context.clock.now()
    offer = RelayOffer(ticket.language, ticket.id, ticket.number, ticket.assignee or NOBODY, words)
    with context.store.transaction() as transaction:
        if claim(transaction.seen_keys, message, now):
            transaction.send(Outgoing(message.key, message.destination, offer, now))
    context.wake()
    return True


def accept_offer(context: AppContext, action: ButtonAction) -> IncomingMessage | None:
    """Pass on what stands above the button, where that is wanted; return it as a question where it is one.

    Raises:
        StoreUnavailableError: nothing was done; it is not to be acked.
    """
    support, where, shown = context.support, action.conversation, action.message
    ticket = None if support is None else context.store.tickets.get(action.team, action.value)
    if support is None or ticket is None or ticket.person != action.person or where is None or shown is None:
        say_privately(context, action.private, SystemNotice("old-button", context.language))
        return None
    is_answer, number = action.argument == "answer", (("number", str(ticket.number)),)
    notice = SystemNotice("relayed" if is_answer else "not-relayed", ticket.language, number)

    def do(workflow: TicketWorkflow) -> None:
        if is_answer:
            workflow.answer(ticket.id, action.person, action.quoted)
        instead = InPlace(notice, shown.channel, shown.id)
        place = Destination(action.team, shown.channel)
        workflow.transaction.send(Outgoing(f"{action.id}:instead", place, instead, context.clock.now()))

    try:
        once(context, support.desk, action.id, action.team, do)
    except InvalidTransitionError as error:
        say_privately(context, action.private, TransitionRefused(ticket.language, ticket.number, error.ticket.state))
        return None
    except NoTicketError:
        say_privately(context, action.private, SystemNotice("old-button", ticket.language))
        return None
    if is_answer:
        return None
    return IncomingMessage(action.id, where, f"{shown.id}:asked", action.person, action.quoted, is_for_bot=True)


def words_of(message: IncomingMessage) -> str:
    """Return what somebody wrote, and where its files are, as people read it."""
    return "\n".join(filter(None, (readable(message.text), *message.files)))


def _waits_for(ticket: Ticket, person: str) -> bool:
    return ticket.state == "waiting" and ticket.person == person


def _claim(context: AppContext, support: SupportContext, ticket: Ticket, message: IncomingMessage) -> None:
    if (
        ticket.state != "open"
        or message.edited is not None
        or support.membership.membership_of(message.person) != "member"
    ):
        return
    with suppress(NoTicketError):  # it was forgotten meanwhile
        _once(context, support, message, lambda it: it.claim_if_open(ticket.id, message.person))


def _pass_on(context: AppContext, support: SupportContext, ticket: Ticket, message: IncomingMessage) -> None:
    text, number = words_of(message), (("number", str(ticket.number)),)

    def do(workflow: TicketWorkflow) -> None:
        try:
            workflow.answer(ticket.id, message.person, text, is_edit=message.edited is not None)
        except (InvalidTransitionError, NoTicketError):
            # It was closed, or forgotten, while they wrote: the team does not read it, so they have to know.
            said = "not-passed-on"
        else:
            if not message.is_mention:  # who calls the bot by its name waits for a word of its
                return
            said = "relayed"
        notice = SystemNotice(said, ticket.language, number)
        workflow.transaction.send(Outgoing(f"relay:{message.key}:told", message.destination, notice, workflow.now))

    _once(context, support, message, do)


def _once(
    context: AppContext, support: SupportContext, message: IncomingMessage, do: Callable[[TicketWorkflow], object]
) -> None:
    """Do it in a transaction, unless this text of the message was taken before."""
    now = context.clock.now()
    with context.store.transaction() as transaction:
        if claim(transaction.seen_keys, message, now):
            do(TicketWorkflow(transaction, support.desk, message.conversation.team, now))
    context.wake()
