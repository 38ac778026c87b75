"""What is written in the threads of tickets: the requester's words reach the team, the team's stay where they are.

Where a ticket waits for the requester, a mention in its thread is the answer; what they write directly may be one, so
they are asked. A number that the bot asked for after that is the bot's. Whose a message was its edits are, too.

Below a card everything is internal: the first team member to write there claims the ticket, and that is all that
comes of it. Nothing in this module sends anything to a requester but where their own words went.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.incoming import IncomingMessage
from bot.domain.outgoing import Destination, InPlace, Outgoing, RelayOffer, SystemNotice, TransitionRefused
from bot.domain.text_cleaning import readable
from bot.domain.ticket import NOBODY, InvalidTransitionError, Place, may_apply
from bot.services.app_context import language_of_presser, say_privately
from bot.services.following_up import asked_for_at
from bot.services.limiting import has_turn
from bot.services.ports import Search
from bot.services.recognising import as_question, claim, claim_offer, was_asked
from bot.services.ticket_workflow import NoTicketError, RequesterWords, TicketWorkflow, once

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.desk import SupportDeskConfig
    from bot.domain.incoming import ButtonAction
    from bot.domain.ticket import PostedMessage, Ticket
    from bot.services.app_context import AppContext, SupportContext


@dataclass(frozen=True, slots=True)
class PressedOffer:
    """An offer that its person decides on: for which ticket, the words as a question, and the message that shows it.

    `ref` names the message whose words they are; `written_at` is when that was, where it is so long ago that the team
    has to know.
    """

    ticket: Ticket
    desk: SupportDeskConfig
    question: IncomingMessage
    ref: str
    shown: PostedMessage
    written_at: str | None = None

    @property
    def key(self) -> str:
        """The key of the decision, which is taken once, whatever is pressed there and how often."""
        return f"offer:{self.ticket.team}:{self.shown.channel}:{self.shown.id}"

    def settled(self, text: str, now: datetime) -> Outgoing:
        """Return what is said in the offer's place."""
        notice = SystemNotice(text, self.ticket.language, _number(self.ticket))
        place = Destination(self.ticket.team, self.shown.channel)
        return Outgoing(f"{self.key}:instead", place, InPlace(notice, self.shown.channel, self.shown.id), now)


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


def offer_to_relay(context: AppContext, message: IncomingMessage) -> bool:
    """Ask whether what somebody wrote directly is the answer that one ticket waits for; return whether one does.

    Raises:
        StoreUnavailableError: it cannot be told, or kept, now.
    """
    where, words = message.conversation, words_of(message)
    if context.support is None or not words:
        return False
    search = Search(states=frozenset({"waiting"}), person=message.person)
    waiting = context.store.tickets.find(where.team, search, 0, 2)
    if len(waiting) != 1 or _is_the_bots(context, waiting[0], message):
        return False
    ticket, now, key, place = waiting[0], context.clock.now(), message.key, message.destination
    offer = RelayOffer(
        ticket.language,
        ticket.id,
        ticket.number,
        ticket.assignee or NOBODY,
        words,
        message.id,
        message.said_long_ago(now),
    )
    with context.store.transaction() as transaction:
        is_new = claim_offer(transaction.seen_keys, message, now)
        if is_new and has_turn(transaction, key, place, ticket.language, now):
            transaction.send(Outgoing(key, place, offer, now))
    context.wake()
    return True


def pressed_offer(context: AppContext, action: ButtonAction) -> PressedOffer | None:
    """Return the offer that the button stands below; None where it is none of the presser's, who is told so."""
    ticket_id, _, message = action.value.partition(":")
    support, where, shown = context.support, action.conversation, action.message
    ticket = None if support is None else context.store.tickets.get(action.team, ticket_id)
    if support is None or ticket is None or ticket.person != action.person or where is None or shown is None:
        say_privately(context, action.private, SystemNotice("old-button", language_of_presser(context, action)))
        return None
    # Below an offer of an earlier version nothing says whose words stand there.
    words = IncomingMessage(action.id, where, message or shown.id, action.person, action.quoted, is_for_bot=True)
    written_at = replace(words, said_at=action.quoted_at).said_long_ago(context.clock.now())
    return PressedOffer(ticket, support.desk, as_question(words), words.ref, shown, written_at)


def accept_offer(context: AppContext, action: ButtonAction, offer: PressedOffer) -> None:
    """Pass on what stands above the button.

    Raises:
        StoreUnavailableError: nothing was done; it is not to be acked.
    """
    ticket = offer.ticket
    is_edit = context.store.tickets.passed_on(ticket.team, offer.ref) is not None
    words = RequesterWords(action.quoted, offer.ref, is_edit, offer.written_at)

    def do(workflow: TicketWorkflow) -> None:
        workflow.answer(ticket.id, action.person, words)
        workflow.transaction.send(offer.settled("relayed", workflow.now))

    try:
        once(context, offer.desk, offer.key, ticket.team, do)
    except InvalidTransitionError as error:
        say_privately(context, action.private, TransitionRefused(ticket.language, ticket.number, error.ticket.state))
    except NoTicketError:
        say_privately(context, action.private, SystemNotice("old-button", ticket.language))


def words_of(message: IncomingMessage) -> str:
    """Return what somebody wrote, and where its files are, as people read it."""
    return "\n".join(filter(None, (readable(message.text), *message.files)))


def _number(ticket: Ticket) -> tuple[tuple[str, str], ...]:
    return (("number", str(ticket.number)),)


def _is_for_team(context: AppContext, ticket: Ticket, message: IncomingMessage) -> bool:
    """Return whether what was written in a ticket's thread, or below its card, is for the team."""
    if message.is_mention and not (ticket.state == "waiting" and ticket.person == message.person):
        return False
    if _is_below_card(ticket, message):
        return True
    return may_apply(ticket, "answer", context.clock.now()) and not _is_the_bots(context, ticket, message)


def _is_below_card(ticket: Ticket, message: IncomingMessage) -> bool:
    card, where = ticket.card, message.conversation
    return card is not None and (card.channel, card.id) == (where.channel, where.thread)


def _is_the_bots(context: AppContext, ticket: Ticket, message: IncomingMessage) -> bool:
    """Return whether the bot was asked what `message` said before its edit, or asked for it later than the team."""
    if message.edited is not None:
        with context.store.transaction() as transaction:
            return was_asked(transaction.seen_keys, message, context.clock.now())
    asked_at = asked_for_at(context, message)
    return asked_at is not None and asked_at >= (ticket.waiting_since or ticket.opened_at)


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
    words = RequesterWords(words_of(message), message.ref, message.edited is not None, late)

    def do(workflow: TicketWorkflow) -> None:
        try:
            workflow.answer(ticket.id, message.person, words)
        except (InvalidTransitionError, NoTicketError):
            # It was closed, or forgotten, while they wrote: the team does not read it, so they have to know.
            said = "not-passed-on"
        else:
            if not _waits_for_a_word(message):
                return
            said = "relayed"
        notice = SystemNotice(said, ticket.language, _number(ticket), asked_at=late)
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
