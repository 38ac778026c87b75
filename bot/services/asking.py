"""What people write: a question is answered once, in one commit, and then acked.

A message may belong to a ticket's thread, ask the bot something, or be none of the bot's business.

An edited question: where its text changed, the new text is answered like a new question, in the same place and with
the question quoted above the answer. An answer that was given stays; a person may have read it already.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.conversation import Memory, Question
from bot.domain.gestures import is_gesture
from bot.domain.outgoing import Outgoing, ReplyMessage, SystemNotice
from bot.domain.question_log import logged, trace_id_of
from bot.domain.text_cleaning import readable
from bot.services.app_context import help_in
from bot.services.following_up import is_expected
from bot.services.limiting import has_turn
from bot.services.recognising import claim, forget
from bot.services.relaying import accept_offer, offer_to_relay, pressed_offer, relay

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.incoming import ButtonAction, IncomingMessage, MessageDeleted
    from bot.domain.question_log import LoggedQuestion
    from bot.services.app_context import AppContext, ReplySource
    from bot.services.ports import Transaction


def receive(context: AppContext, message: IncomingMessage) -> None:
    """Do what `message` asks for, once however often it arrives.

    What is said to the bot itself in a ticket's thread is a question like any other, unless the ticket waits for it.

    Raises:
        StoreUnavailableError: nothing was done; it is not to be acked.
    """
    is_direct = message.conversation.kind == "direct"
    is_of_one_before = message.is_in_thread or message.edited is not None
    if (is_of_one_before and relay(context, message)) or (is_direct and offer_to_relay(context, message)):
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
    offer = pressed_offer(context, action)
    if offer is None:
        return
    if action.argument == "answer":
        accept_offer(context, action, offer)
        return
    now, entry = context.clock.now(), None
    with context.store.transaction() as transaction:
        if transaction.seen_keys.claim([offer.key], now) and claim(transaction.seen_keys, offer.question, now):
            transaction.send(offer.settled("not-relayed", now))
            # It was counted when it was written: what the person was promised here is not one too many.
            memory = _memory_of(transaction, offer.question, now)
            entry = _answer(context, transaction, offer.question, memory, now)
    _tell(context, entry)


def ask(context: AppContext, message: IncomingMessage) -> None:
    """Keep the reply to `message` in the outbox, unless it was answered before.

    Raises:
        StoreUnavailableError: nothing was kept; it is not to be acked.
    """
    now, entry = context.clock.now(), None
    with context.store.transaction() as transaction:
        if claim(transaction.seen_keys, message, now):
            memory = _memory_of(transaction, message, now)
            language = memory.language or context.language
            if has_turn(transaction, message.key, message.destination, language, now):
                entry = _answer(context, transaction, message, memory, now)
    _tell(context, entry)


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


def _memory_of(transaction: Transaction, message: IncomingMessage, now: datetime) -> Memory:
    conversation = message.conversation
    return transaction.conversations.get(conversation, message.person).at(now, conversation.kind)


def _answer(
    context: AppContext, transaction: Transaction, message: IncomingMessage, memory: Memory, now: datetime
) -> LoggedQuestion | None:
    """Have `message` answered; return it as it is logged, where it is."""
    answering, conversation, entry = context.answering.current, message.conversation, None
    question = Question(message.text, conversation, message.person)
    content, memory = _reply(context, answering, message, question, memory)
    content = replace(content, asked_at=message.said_long_ago(now))
    transaction.conversations.put(conversation, replace(memory, updated_at=now))
    if isinstance(content, ReplyMessage) and message.text:
        entry = logged(question, content.reply, message.key, now, answering.version)
        transaction.questions.add(entry)
    transaction.send(Outgoing(message.key, message.destination, content, now))
    return entry


def _tell(context: AppContext, entry: LoggedQuestion | None) -> None:
    context.wake()
    if entry is not None:
        context.telemetry.asked(entry)


def _reply(
    context: AppContext, answering: ReplySource, message: IncomingMessage, question: Question, memory: Memory
) -> tuple[ReplyMessage | SystemNotice, Memory]:
    language = memory.language or context.language
    if is_gesture(message.text) and not message.files:
        return SystemNotice("gesture", language), memory
    if message.text:
        reply, after = answering.reply_to(question, memory)
        quoted = None if message.edited is None else readable(message.text)
        return ReplyMessage(reply, quoted, trace_id_of(message.key)), after
    if message.files:
        return SystemNotice("file-without-text", language), memory
    return help_in(context, language), memory
