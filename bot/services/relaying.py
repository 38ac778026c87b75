"""What is written in the threads of tickets: the requester's words reach the team, the team's stay where they are.

Below a card everything is internal: the first team member to write there claims the ticket, and that is all that
comes of it. Nothing in this module sends anything to a requester.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.text_cleaning import readable
from bot.domain.ticket import Place, may_apply
from bot.services.ticket_workflow import once

if TYPE_CHECKING:
    from bot.domain.incoming import IncomingMessage
    from bot.domain.ticket import Ticket
    from bot.services.app_context import AppContext, SupportContext


def relay(context: AppContext, message: IncomingMessage) -> bool:
    """Do what a message in a thread asks for, where that is a ticket's; return whether it is.

    Raises:
        StoreUnavailableError: it cannot be told, or kept, now.
    """
    support, where = context.support, message.conversation
    if support is None or where.thread is None:
        return False
    ticket = context.store.tickets.in_thread(where.team, Place(where.channel, where.thread), message.person)
    if ticket is None:
        return False
    if ticket.card is not None and (ticket.card.channel, ticket.card.id) == (where.channel, where.thread):
        _claim(context, support, ticket, message)
        return True
    if not may_apply(ticket, "answer", context.clock.now()):
        return False
    _pass_on(context, support, ticket, message)
    return True


def _claim(context: AppContext, support: SupportContext, ticket: Ticket, message: IncomingMessage) -> None:
    if ticket.state != "open" or message.edited or support.membership.membership_of(message.person) != "member":
        return
    once(context, support.desk, _key(message), ticket.team, lambda it: it.claim_if_open(ticket.id, message.person))


def _pass_on(context: AppContext, support: SupportContext, ticket: Ticket, message: IncomingMessage) -> None:
    text = "\n".join(filter(None, (readable(message.text), *message.files)))
    is_edit = message.edited is not None
    by, key = message.person, _key(message)
    once(context, support.desk, key, ticket.team, lambda it: it.answer(ticket.id, by, text, is_edit=is_edit))


def _key(message: IncomingMessage) -> str:
    return f"relay:{message.ref}:{message.edited or ''}"
