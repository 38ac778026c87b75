"""What people write: a question is answered once, in one commit, and then acked.

A message may belong to a ticket's thread, ask the bot something, or be none of the bot's business.

An edited question: where its text changed, the new text is answered like a new question, in the same place and with
the question quoted above the answer. An answer that was given stays; a person may have read it already.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bot.domain.conversation import led_by
from bot.domain.file_links import as_kept
from bot.domain.gestures import is_gesture
from bot.domain.outgoing import Outgoing, ReplyMessage, SystemNotice
from bot.domain.question_log import logged, trace_id_of
from bot.domain.reply import HandOver, supposed_in
from bot.domain.text_cleaning import readable
from bot.services.addressing import is_addressed, step_back
from bot.services.app_context import help_in
from bot.services.asking_again import asked_again, last_of, leaves_choice
from bot.services.keeping_manners import may_answer
from bot.services.labelling import keep_choice
from bot.services.moving_setups import as_it_stands, heed, stay
from bot.services.offering import accept_offer, offer, offer_beside, possible_answer, pressed_offer
from bot.services.recognising import claim, forget
from bot.services.relaying import relay
from bot.services.telling_why_in_words import with_reason

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.conversation import Memory, Question
    from bot.domain.incoming import ButtonAction, IncomingMessage, MessageDeleted
    from bot.domain.outgoing import RelayOffer
    from bot.domain.question_log import LoggedQuestion
    from bot.services.app_context import AppContext, ReplySource
    from bot.services.asking_again import LastQuestion
    from bot.services.ports import Transaction


def receive(context: AppContext, message: IncomingMessage) -> None:
    """Do what `message` asks for, once however often it arrives.

    What is said to the bot itself in a ticket's thread is a question like any other, unless the ticket waits for it.

    Raises:
        StoreUnavailableError: nothing was done; it is not to be acked.
    """
    if (message.is_in_thread or message.edited is not None) and relay(context, message):
        return
    message = replace(message, heard=context.answering.current.hear(message.text))
    offered = possible_answer(context, message)
    if offered is not None and not offered.is_answered:
        offer(context, message, offered)
        return
    if message.conversation.kind != "direct" and is_gesture(message.text) and not message.files:
        return  # a thumb in a thread asks nothing, and wants no word
    if message.is_for_bot:
        ask(context, message, offered)
    elif message.is_in_thread:
        _overhear(context, message)


def _overhear(context: AppContext, message: IncomingMessage) -> None:
    """Answer what is said in a thread without the bot's name where it is for the bot; else leave people alone."""
    memory = context.store.read_memory(message.conversation, message.person)
    memory = memory.at(context.clock.now(), message.conversation.kind)
    if is_addressed(context, message, memory):
        ask(context, message)
    else:
        step_back(context, message, memory)


def settle_offer(context: AppContext, action: ButtonAction) -> None:
    """Pass on the words above the button, or answer them, as the person who wrote them says.

    Raises:
        StoreUnavailableError: not everything was done; it is not to be acked.
    """
    pressed = pressed_offer(context, action)
    if pressed is None:
        return
    if action.argument != "question":
        accept_offer(context, action, pressed)
        return
    now, entry = context.clock.now(), None
    with context.store.transaction() as transaction:
        if not transaction.seen_keys.claim([pressed.key], now):
            return
        if claim(transaction.seen_keys, pressed.question, now):
            transaction.send(pressed.settled("not-relayed", now))
            # It was counted when it was written: what the person was promised here is not one too many.
            memory = _memory_of(transaction, pressed.question, now)
            entry = _answer(context, transaction, pressed.question, memory, now)
        else:
            transaction.send(pressed.settled("not-relayed-too", now))
    _tell(context, entry)


def ask(context: AppContext, message: IncomingMessage, offered: RelayOffer | None = None) -> None:
    """Keep the reply to `message` in the outbox, unless it was answered before, and what is `offered` beside it.

    Raises:
        StoreUnavailableError: nothing was kept; it is not to be acked.
    """
    now, entry = context.clock.now(), None
    with context.store.transaction() as transaction:
        if claim(transaction.seen_keys, message, now):
            memory = _memory_of(transaction, message, now)
            if may_answer(context, transaction, message, memory, now):
                entry = _answer(context, transaction, message, memory, now)
                if offered is not None:
                    offer_beside(transaction, message, offered, now)
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
            is_off = _memory_of(transaction, message, now).is_off
            place = message.private if is_off else message.destination
            transaction.send(Outgoing(message.key, place, notice, now))
    context.wake()


def _memory_of(transaction: Transaction, message: IncomingMessage, now: datetime) -> Memory:
    conversation = message.conversation
    return transaction.conversations.get(conversation, message.person).at(now, conversation.kind)


def _answer(
    context: AppContext, transaction: Transaction, message: IncomingMessage, memory: Memory, now: datetime
) -> LoggedQuestion | None:
    """Have `message` answered; return it as it is logged, where it is. What is said to a set-up is no question."""
    answering, conversation, entry = context.answering.current, message.conversation, None
    memory = as_it_stands(answering, transaction, message, memory)
    if heed(context, answering, transaction, message, memory, now):
        return None
    last = partial(_last_question, transaction, message, memory)
    text, memory = asked_again(answering, message.text, memory, last, message.heard)
    heard = message.heard if text == message.text else None
    question = replace(message.question, text=text, heard=heard or answering.hear(text))
    before = memory
    content, after = _reply(context, answering, message, question, before)
    if isinstance(content, ReplyMessage):
        if stay(answering, transaction, message, before, content.reply, now):
            return None
        content = with_reason(content, answering, question, before, transaction.questions.find)
    content = replace(content, asked_at=message.said_long_ago(now))
    # A card is talked of as long as its step is.
    setup = after.setup if after.step == before.step else None
    memory = replace(after, updated_at=now, asker=message.person, setup=setup)
    # A follow-up is no question: what is below its reply is about the one that it follows.
    if isinstance(content, ReplyMessage) and content.trace_id == trace_id_of(message.key):
        entry = logged(question, content.reply, message.key, now, answering.version)
        transaction.questions.add(entry)
        # So it is where the reply is about nothing: small talk.
        setup = memory.setup if answering.remember(content.reply, before) == before else None
        is_between = leaves_choice(answering, content.reply, before, last)
        memory = replace(
            memory, setup=setup, came_by=None, trace_id=before.trace_id if is_between else entry.trace_id
        )
    elif memory.trace_id is not None:
        _keep_with_question(answering, transaction, question, before, content, now)
    transaction.conversations.put(conversation, memory)
    transaction.send(Outgoing(message.key, message.destination, content, now))
    return entry


def _last_question(transaction: Transaction, message: IncomingMessage, memory: Memory) -> LastQuestion | None:
    """Return what was asked last; None where that is not known."""
    trace_id = memory.trace_id
    asked = None if trace_id is None else transaction.questions.find(message.conversation.team, trace_id)
    return last_of(asked)


def _keep_with_question(
    answering: ReplySource,
    transaction: Transaction,
    said: Question,
    memory: Memory,
    content: ReplyMessage | SystemNotice,
    now: datetime,
) -> None:
    """Keep what a follow-up tells of the question in `memory`, if it is theirs: files, and what is chosen."""
    if said.files and memory.trace_id is not None:
        transaction.questions.attach(memory.trace_id, said, as_kept(said.files))
    if isinstance(content, ReplyMessage):
        keep_choice(transaction, answering.follow_up_in(said, memory), content.reply, memory, said, now)


def _tell(context: AppContext, entry: LoggedQuestion | None) -> None:
    context.wake()
    if entry is not None:
        context.telemetry.asked(entry)


def _reply(
    context: AppContext, answering: ReplySource, message: IncomingMessage, question: Question, memory: Memory
) -> tuple[ReplyMessage | SystemNotice, Memory]:
    language = memory.language or context.language
    if not message.text or is_gesture(message.text):
        if message.files:
            alone = HandOver(language, None, 0.0, is_file_alone=True)
            return ReplyMessage(alone, trace_id="", files=message.files), memory
        return (SystemNotice("gesture", language) if message.text else help_in(context, language)), memory
    reply, after = answering.reply_to(question, memory)
    quoted = None if message.edited is None else readable(message.text)
    address = memory.address if message.conversation.is_private else None
    is_followed_up = answering.follow_up_in(question, memory) is not None or supposed_in(reply) is not None
    # What follows what was chosen in App Home is about no question; a person can be asked all the same.
    trace_id = (memory.trace_id or "") if is_followed_up else trace_id_of(message.key)
    followed = led_by(after) if is_followed_up else None
    return ReplyMessage(reply, quoted, trace_id, address=address, files=message.files, followed=followed), after
