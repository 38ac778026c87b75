"""Questions and calculations by slash command: each is answered in its ack, seen by the person alone.

They need the store for what the bot remembers only, so they go on answering while it is away.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from secrets import token_hex
from typing import TYPE_CHECKING, Final

from bot.domain.conversation import Memory, Question, led_by
from bot.domain.gestures import is_gesture
from bot.domain.language import LANGUAGES
from bot.domain.outgoing import ReplyMessage, SystemNotice
from bot.domain.question_log import logged
from bot.domain.reply import supposed_in
from bot.services.app_context import help_in
from bot.services.asking_again import asked_again, last_of, leaves_choice
from bot.services.labelling import keep_choice
from bot.services.patience import at_most
from bot.services.ports import StoreUnavailableError
from bot.services.telling_why_in_words import with_reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.calculation import CalculatorName
    from bot.domain.incoming import Command
    from bot.domain.language import Language
    from bot.domain.outgoing import ConversationMessage
    from bot.domain.reply import Reply
    from bot.services.app_context import AppContext, ReplySource
    from bot.services.asking_again import LastQuestion
    from bot.services.ports import Transaction

log = logging.getLogger(__name__)

STORE_SECONDS: Final = 0.75
"""How long the store is waited for where there is an answer without it."""


def answer_question(context: AppContext, command: Command) -> ConversationMessage:
    """Return the reply to the question behind the command; what the bot can do, where there is none."""
    memory = remembered(context, command)
    if not command.text:
        return help_in(context, memory.language or context.language)
    if is_gesture(command.text):
        return SystemNotice("gesture", memory.language or context.language)
    answering = context.answering.current
    text, memory = asked_again(answering, command.text, memory, lambda: _last_question(context, command, memory))
    question = Question(text, command.conversation, command.person, heard=answering.hear(text))
    kind = answering.follow_up_in(question, memory)
    reply, after = answering.reply_to(question, memory)
    if kind is not None or supposed_in(reply) is not None:
        said = ReplyMessage(reply, trace_id=memory.trace_id, address=memory.address, followed=led_by(after))

        def keep(transaction: Transaction, now: datetime) -> None:
            transaction.conversations.put(command.conversation, replace(after, updated_at=now))
            keep_choice(transaction, kind, reply, memory, question, now)

        return _followed(context, _with_reason(context, said, question, memory), keep)
    return _kept(context, answering, command, reply, after)


def calculate_address(context: AppContext, command: Command) -> ConversationMessage:
    """Return the mailbox address of the number behind the command."""
    return _calculate(context, command, "mailbox-address")


def check_version(context: AppContext, command: Command) -> ConversationMessage:
    """Return whether the version behind the command is new enough."""
    return _calculate(context, command, "version-check")


def answer_help(context: AppContext, command: Command) -> ConversationMessage:
    """Return what the bot can do. Who asks for it in a language chooses that for whatever tells none."""
    chosen = next((language for language in LANGUAGES if command.text.lower() == language), None)
    if chosen is None:
        return _help_for(context, command, remembered(context, command).language or context.language)
    try:
        with at_most(STORE_SECONDS), context.store.transaction() as transaction:
            transaction.people.choose_language(command.conversation.team, command.person, chosen)
    except StoreUnavailableError as error:
        log.warning("A person's language is not kept: %s", error)
    return _help_for(context, command, chosen)


def _help_for(context: AppContext, command: Command, language: Language) -> ConversationMessage:
    """Return what the bot can do for the person: a support member reads of the team's command too."""
    said, support = help_in(context, language), context.support
    if isinstance(said, ReplyMessage) and support is not None:
        is_member = support.membership.membership_of(command.person) == "member"
        return replace(said, is_for_team=is_member)
    return said


def answer_unknown(context: AppContext, command: Command) -> ConversationMessage:
    """Return a clear word about a command that this version of the bot does not have."""
    return SystemNotice("unknown-command", context.language, (("command", command.name),))


def remembered(context: AppContext, command: Command) -> Memory:
    """Return what is remembered of the person's commands; nothing while the store is away."""
    try:
        with at_most(STORE_SECONDS):
            memory = context.store.read_memory(command.conversation, command.person)
    except StoreUnavailableError as error:
        log.warning("A command is answered without memory: %s", error)
        return Memory()
    return memory.at(context.clock.now(), command.conversation.kind)


def _calculate(context: AppContext, command: Command, calculator: CalculatorName) -> ConversationMessage:
    answering = context.answering.current
    memory = remembered(context, command)
    calculation = answering.calculate(calculator, command.text, memory.language, memory.product)
    # Where it asks for a number, the next command may be just that number.
    expecting = calculator if calculation.outcome.value is None else None
    memory = replace(memory, expecting=expecting, language=calculation.language, articles=(), offered=())
    memory = replace(memory, product=calculation.about or memory.product)
    return _kept(context, answering, command, calculation, memory)


def _last_question(context: AppContext, command: Command, memory: Memory) -> LastQuestion | None:
    """Return what was asked last; None where that is not known, or the store is away."""
    try:
        with at_most(STORE_SECONDS):
            team, trace_id = command.conversation.team, memory.trace_id
            asked = None if trace_id is None else context.store.find_question(team, trace_id)
    except StoreUnavailableError as error:
        log.warning("The last question cannot be looked up: %s", error)
        return None
    return last_of(asked)


def _with_reason(context: AppContext, said: ReplyMessage, question: Question, memory: Memory) -> ReplyMessage:
    """Return `said` with the reason in it, where it is the word for "why?" and the store is there to tell it from."""
    try:
        with at_most(STORE_SECONDS):
            return with_reason(said, context.answering.current, question, memory, context.store.find_question)
    except StoreUnavailableError as error:
        log.warning("A reason cannot be told: %s", error)
        return said


def _followed(context: AppContext, said: ReplyMessage, keep: Callable[[Transaction, datetime], None]) -> ReplyMessage:
    """Return what is `said` to what is no question, remembered; what is below it is about the question before."""
    now = context.clock.now()
    try:
        with at_most(STORE_SECONDS), context.store.transaction() as transaction:
            keep(transaction, now)
    except StoreUnavailableError as error:
        log.warning("A follow-up is answered and not remembered: %s", error)
        return replace(said, is_cut_off=True, trace_id=None)
    return said


def _kept(
    context: AppContext, answering: ReplySource, command: Command, reply: Reply, memory: Memory
) -> ReplyMessage:
    """Return the reply, with what to remember and what was asked kept; an answer does not depend on that."""
    now, question = context.clock.now(), Question(command.text, command.conversation, command.person)
    entry = logged(question, reply, f"command:{token_hex(8)}", now, answering.version)
    is_between = leaves_choice(answering, reply, memory, lambda: _last_question(context, command, memory))
    try:
        with at_most(STORE_SECONDS), context.store.transaction() as transaction:
            trace_id = memory.trace_id if is_between else entry.trace_id
            kept = replace(memory, updated_at=now, trace_id=trace_id, came_by=None)
            transaction.conversations.put(command.conversation, kept)
            transaction.questions.add(entry)
    except StoreUnavailableError as error:
        log.warning("A command is answered and not remembered: %s", error)
        return ReplyMessage(reply, is_cut_off=True, address=memory.address)
    finally:
        context.telemetry.asked(entry)
    can_be_shared = command.others_read and not memory.is_off
    return ReplyMessage(reply, trace_id=entry.trace_id, address=memory.address, can_be_shared=can_be_shared)
