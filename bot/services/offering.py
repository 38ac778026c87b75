"""What somebody writes directly while requests of theirs wait for an answer: they are asked whether it is one.

Whoever spoke last is who it is meant for: a word on what the bot said since is the bot's. A question of its own is
answered; where it may be an answer as well, or the bot has no sure reply, they are asked beside that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.domain.file_links import parted
from bot.domain.follow_ups import OF_THE_SETUP
from bot.domain.incoming import IncomingMessage
from bot.domain.outgoing import (
    Destination,
    InPlace,
    Outgoing,
    RelayOffer,
    SystemNotice,
    TransitionRefused,
    WaitingRequest,
)
from bot.domain.ticket import NOBODY, UNFINISHED, InvalidTransitionError
from bot.services.app_context import language_of_presser, say_privately
from bot.services.limiting import has_turn
from bot.services.moving_setups import word_in
from bot.services.ports import Search
from bot.services.recognising import as_question, claim, claim_offer
from bot.services.relaying import is_the_bots, word_on_passing_on, words_of
from bot.services.ticket_workflow import MOST_OPEN, NoTicketError, RequesterWords, TicketWorkflow, once

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.domain.desk import SupportDeskConfig
    from bot.domain.incoming import ButtonAction
    from bot.domain.ticket import PostedMessage, Ticket
    from bot.services.app_context import AppContext
    from bot.services.own_questions import Reading
    from bot.services.ports import Transaction

_MOST: Final = 2 * MOST_OPEN
"""Requests to choose from: more than anybody has, but for reopened ones."""
_AFTER_THE_TEAM: Final[Mapping[Reading, bool | None]] = {
    "question": None,
    "both": True,
    "keywords": True,
    "number": False,
    "words": False,
}
"""Whether a message asks something too, by how it reads; None where it is no answer."""
_AFTER_THE_BOT: Final[Mapping[Reading, bool | None]] = {**_AFTER_THE_TEAM, "both": None, "number": True}
"""The same where the bot has spoken since: a question goes on from there, and so does a number it talked of."""


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
        """Return what is said in the offer's place where nothing was passed on."""
        return self.instead(SystemNotice(text, self.ticket.language), now)

    def instead(self, notice: SystemNotice, now: datetime) -> Outgoing:
        """Return that `notice` is said in the offer's place."""
        place = Destination(self.ticket.team, self.shown.channel)
        return Outgoing(f"{self.key}:instead", place, InPlace(notice, self.shown.channel, self.shown.id), now)


def possible_answer(context: AppContext, message: IncomingMessage) -> RelayOffer | None:
    """Return what to ask of a direct message that may be what requests wait for; None where it is for the bot alone.

    It `is_answered` where the message is a question too, which is to be answered first.

    Raises:
        StoreUnavailableError: it cannot be told now.
    """
    where, now, words = message.conversation, context.clock.now(), words_of(message)
    if context.support is None or where.kind != "direct" or not words:
        return None
    found = context.store.tickets.find(where.team, Search(states=UNFINISHED, person=message.person), 0, _MOST)
    moments = {ticket.id: _waits_since(context, ticket) for ticket in found}
    waiting = [ticket for ticket in found if moments[ticket.id] is not None]
    since = max((moment for moment in moments.values() if moment is not None), default=None)
    if since is None or is_the_bots(context, since, message):
        return None
    is_question = _is_question(context, message, since)
    if is_question is None:
        return None
    language, late = max(waiting, key=lambda ticket: ticket.number).language, message.said_long_ago(now)
    requests = tuple(
        WaitingRequest(ticket.id, ticket.number, ticket.title, ticket.assignee or NOBODY) for ticket in waiting
    )
    return RelayOffer(language, requests, words, message.id, late, is_answered=is_question)


def offer(context: AppContext, message: IncomingMessage, offered: RelayOffer) -> None:
    """Ask about a message that asks nothing of its own, once however often it arrives.

    Raises:
        StoreUnavailableError: nothing was kept; it is not to be acked.
    """
    now, key, place = context.clock.now(), message.key, message.destination
    with context.store.transaction() as transaction:
        is_new = claim_offer(transaction.seen_keys, message, now)
        if is_new and has_turn(transaction, key, place, offered.language, now):
            transaction.send(Outgoing(key, place, offered, now))
    context.wake()


def offer_beside(transaction: Transaction, message: IncomingMessage, offered: RelayOffer, now: datetime) -> None:
    """Ask about a question that is answered in the same transaction."""
    # Whoever says then that it is no answer has their reply already.
    claim(transaction.seen_keys, as_question(message), now)
    transaction.send(Outgoing(f"{message.key}:offered", message.destination, offered, now))


def pressed_offer(context: AppContext, action: ButtonAction) -> PressedOffer | None:
    """Return the offer that the button stands below; None where it is none of the presser's, who is told so."""
    ticket_id, _, message = action.value.partition(":")
    support, where, shown = context.support, action.conversation, action.message
    ticket = None if support is None else context.store.tickets.get(action.team, ticket_id)
    if support is None or ticket is None or ticket.person != action.person or where is None or shown is None:
        say_privately(context, action.private, SystemNotice("old-button", language_of_presser(context, action)))
        return None
    # Below an offer of an earlier version nothing says whose words stand there.
    text, files = parted(action.quoted)
    words = IncomingMessage(action.id, where, message or shown.id, action.person, text, files, is_for_bot=True)
    written_at = replace(words, said_at=action.quoted_at).said_long_ago(context.clock.now())
    return PressedOffer(ticket, support.desk, as_question(words), words.ref, shown, written_at)


def accept_offer(context: AppContext, action: ButtonAction, offer: PressedOffer) -> None:
    """Pass on what stands above the button.

    Raises:
        StoreUnavailableError: nothing was done; it is not to be acked.
    """
    ticket = offer.ticket
    was_passed_on = context.store.tickets.passed_on(ticket.team, offer.ref) is not None
    words = RequesterWords(action.quoted, offer.ref, "edited" if was_passed_on else "answered", offer.written_at)

    word = word_on_passing_on(context, ticket)

    def do(workflow: TicketWorkflow) -> None:
        workflow.answer(ticket.id, action.person, words)
        workflow.transaction.send(offer.instead(word, workflow.now))

    try:
        once(context, offer.desk, offer.key, ticket.team, do)
    except InvalidTransitionError as error:
        say_privately(context, action.private, TransitionRefused(ticket.language, ticket.number, error.ticket.state))
    except NoTicketError:
        say_privately(context, action.private, SystemNotice("old-button", ticket.language))


def _waits_since(context: AppContext, ticket: Ticket) -> datetime | None:
    """Return since when a word of its requester is awaited; None where none is.

    That is what the team asked, or, where they said last that it is not solved, what is still wrong.
    """
    if ticket.state == "waiting":
        return ticket.waiting_since or ticket.opened_at
    last = next(reversed(context.store.tickets.history(ticket.team, ticket.id)), None)
    is_not_helped = last is not None and (last.step, last.person) == ("reopen", ticket.person)
    return last.at if last is not None and is_not_helped else None


def _is_question(context: AppContext, message: IncomingMessage, since: datetime) -> bool | None:
    """Return whether a message that may be the answer asks something too; None where it is no answer.

    `since` is when it was asked for last.
    """
    if not message.text:
        return False  # only a file
    where, answering = message.conversation, context.answering.current
    memory = context.store.read_memory(where, message.person).at(context.clock.now(), where.kind)
    has_bot_spoken = memory.updated_at is not None and memory.updated_at >= since
    word = word_in(context, answering, message, memory)
    if has_bot_spoken and (word is not None or answering.follow_up_in(message.question, memory) is not None):
        return None  # it is said on what the bot said
    if word is not None and word not in OF_THE_SETUP:
        return False  # it counts once: for the team, or for the card of a set-up
    reading = answering.reading_of(message.question, memory)
    return (_AFTER_THE_BOT if has_bot_spoken else _AFTER_THE_TEAM)[reading]
