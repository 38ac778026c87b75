"""What people write: a question is answered once, in one commit, and then acked.

A message may belong to a ticket's thread, ask the bot something, or be none of the bot's business.

An edited question: where its text changed, the new text is answered like a new question, in the same place and with
the question quoted above the answer. An answer that was given stays; a person may have read it already.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.conversation import Memory, Question
from bot.domain.gestures import is_gesture
from bot.domain.outgoing import ConversationMessage, Outgoing, ReplyMessage, SystemNotice
from bot.domain.question_log import logged, trace_id_of
from bot.domain.text_cleaning import readable
from bot.services.app_context import help_in
from bot.services.following_up import is_expected
from bot.services.recognising import claim, forget
from bot.services.relaying import accept_offer, offer_to_relay, relay

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.incoming import ButtonAction, IncomingMessage, MessageDeleted
    from bot.services.app_context import AppContext, ReplySource
    from bot.services.ports import Transaction

MOST_ASKED: Final = 20
PER: Final = timedelta(minutes=1)
"""What one person may ask in that time: more than anybody types, and far less than a loop does."""

LATE: Final = timedelta(minutes=15)
"""A question that took longer to arrive is answered with when it was asked: Slack's own retries take five minutes."""


def receive(context: AppContext, message: IncomingMessage) -> None:
    """Do what `message` asks for, once however often it arrives.

    What is said to the bot itself in a ticket's thread is a question like any other, unless the ticket waits for it.

    Raises:
        StoreUnavailableError: nothing was done; it is not to be acked.
    """
    is_direct = message.conversation.kind == "direct"
    if (message.is_in_thread and relay(context, message)) or (is_direct and offer_to_relay(context, message)):
        return
    if not is_direct and is_gesture(message.text) and not message.files:
        return  # a thumb in a thread asks nothing, and wants no word
    if message.is_for_bot or is_expected(context, message):
        ask(context, message)


def settle_offer(context: AppContext, action: ButtonAction) -> None:
    """Pass on the words above the button, or answer them, as the person who wrote them says.

    Raises:
        StoreUnavailableError: not everything was done; it is not to be acked.
    """
    question = accept_offer(context, action)
    if question is not None:
        ask(context, question)


def ask(context: AppContext, message: IncomingMessage) -> None:
    """Keep the reply to `message` in the outbox, unless it was answered before.

    Raises:
        StoreUnavailableError: nothing was kept; it is not to be acked.
    """
    now, answering, entry = context.clock.now(), context.answering.current, None
    with context.store.transaction() as transaction:
        if not claim(transaction.seen_keys, message, now):
            return
        if _asks_too_much(transaction, message, now):
            _say_so_once(context, transaction, message, now)
            return
        conversation = message.conversation
        memory = transaction.conversations.get(conversation, message.person).at(now, conversation.kind)
        question = Question(message.text, conversation, message.person)
        content, memory = _reply(context, answering, message, question, memory)
        transaction.conversations.put(conversation, replace(memory, updated_at=now))
        if isinstance(content, ReplyMessage) and message.text:
            entry = logged(question, content.reply, message.key, now, answering.version)
            transaction.questions.add(entry)
        transaction.send(Outgoing(message.key, message.destination, content, now))
    context.wake()
    if entry is not None:
        context.telemetry.asked(entry)


def forget_message(context: AppContext, deleted: MessageDeleted) -> None:
    """See to it that a deleted message is not answered should it arrive after its deletion."""
    with context.store.transaction() as transaction:
        forget(transaction.seen_keys, deleted, context.clock.now())


def tell_failure(context: AppContext, message: IncomingMessage, notice: SystemNotice) -> None:
    """Say in the reply's place that there is none, unless `message` was answered after all."""
    now = context.clock.now()
    with context.store.transaction() as transaction:
        if claim(transaction.seen_keys, message, now):
            transaction.send(Outgoing(message.key, message.destination, notice, now))
    context.wake()


def _asks_too_much(transaction: Transaction, message: IncomingMessage, now: datetime) -> bool:
    return transaction.questions.count(message.conversation.team, message.person, now - PER) >= MOST_ASKED


def _say_so_once(context: AppContext, transaction: Transaction, message: IncomingMessage, now: datetime) -> None:
    """Tell it once a minute: an answer to each would be what is to be prevented."""
    key = f"too-many:{message.conversation.team}:{message.person}:{now:%Y-%m-%dT%H:%M}"
    if transaction.seen_keys.claim([key], now):
        notice = SystemNotice("too-many", context.language)
        transaction.send(Outgoing(message.key, message.destination, notice, now))


def _reply(
    context: AppContext, answering: ReplySource, message: IncomingMessage, question: Question, memory: Memory
) -> tuple[ConversationMessage, Memory]:
    language = memory.language or context.language
    if is_gesture(message.text) and not message.files:
        return SystemNotice("gesture", language), memory
    if message.text:
        reply, after = answering.reply_to(question, memory)
        quoted = None if message.edited is None else readable(message.text)
        asked_at = _said_long_ago(message, context.clock.now())
        return ReplyMessage(reply, quoted, trace_id_of(message.key), asked_at=asked_at), after
    if message.files:
        return SystemNotice("file-without-text", language), memory
    return help_in(context, language), memory


def _said_long_ago(message: IncomingMessage, now: datetime) -> str | None:
    """Return when `message` was written, where that is so long ago that its answer would puzzle people."""
    if message.said_at is None or now - message.said_at < LATE:
        return None
    return message.said_at.isoformat()
