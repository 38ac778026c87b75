"""Questions by mention and by direct message: one transaction keeps them and what to say, then they are acked.

An edited question: where its text changed, the new text is answered like a new question, in the same place and with
the question quoted above the answer. An answer that was given stays; a person may have read it already.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.conversation import Memory, Question
from bot.domain.outgoing import ConversationMessage, Outgoing, ReplyMessage, SystemNotice
from bot.domain.question_log import logged, trace_id_of
from bot.slack import relay
from bot.slack.incoming import Asking, Withdrawn, read_event, read_follow_up

if TYPE_CHECKING:
    from datetime import datetime

    from slack_bolt import App

    from bot.services.ports import SeenKeys, Transaction
    from bot.slack.incoming import Payload
    from bot.slack.parts import AppContext

MOST_ASKED: Final = 20
PER: Final = timedelta(minutes=1)
"""What one person may ask in that time: more than anybody types, and far less than a loop does."""


BARE_NUMBER: Final = re.compile(r"\d[\d .-]{0,30}")
"""A number by itself: meant as the answer, be it right or wrong."""


def register(app: App, parts: AppContext) -> None:
    """Listen to mentions and messages."""

    def take(body: Payload) -> None:
        if relay.take(parts, body):
            return
        asking = read_event(body) or _number_asked_for(parts, body)
        if isinstance(asking, Asking):
            answer(parts, asking)
        elif asking is not None:
            forget(parts, asking)

    app.event("app_mention")(take)
    app.event("message")(take)


def _number_asked_for(parts: AppContext, body: Payload) -> Asking | None:
    """The number that the bot has asked for in a thread, where somebody just writes it there.

    Whatever else people say to each other below a question is none of the bot's business.
    """
    written = read_follow_up(body)
    if written is None:
        return None
    memory = parts.store.read_memory(written.conversation, written.person)
    expecting = memory.at(parts.clock.now(), written.conversation.kind).expecting
    if expecting is None:
        return None
    outcome = parts.answering.calculate(expecting, written.text, memory.language).outcome
    return written if outcome.value is not None or BARE_NUMBER.fullmatch(written.text) else None


def answer(parts: AppContext, asking: Asking) -> None:
    """Keep the reply to `asking` in the outbox, unless it was answered before."""
    now = parts.clock.now()
    with parts.store.transaction() as transaction:
        if not claim(transaction.seen_keys, asking, now):
            return
        if _asks_too_much(transaction, asking, now):
            _say_so_once(parts, transaction, asking, now)
            return
        memory = transaction.conversations.get(asking.conversation, asking.person)
        kept = memory.at(now, asking.conversation.kind)
        question = Question(asking.text, asking.conversation, asking.person)
        body, memory = _reply(parts, asking, question, kept)
        transaction.conversations.put(asking.conversation, replace(memory, updated_at=now))
        entry = None
        if asking.text and isinstance(body, ReplyMessage):
            entry = logged(question, body.reply, outgoing_id(asking), now, parts.answering.version)
            transaction.questions.add(entry)
        transaction.send(Outgoing(outgoing_id(asking), asking.destination(), body, due_at=now))
    parts.wake()
    if entry is not None:
        parts.watch.asked(entry)


def _asks_too_much(transaction: Transaction, asking: Asking, now: datetime) -> bool:
    return transaction.questions.count(asking.conversation.team, asking.person, now - PER) >= MOST_ASKED


def _say_so_once(parts: AppContext, transaction: Transaction, asking: Asking, now: datetime) -> None:
    """Tell it once a minute: an answer to each would be what is to be prevented."""
    minute = f"{now:%Y-%m-%dT%H:%M}"
    if transaction.seen_keys.claim([f"too-many:{asking.conversation.team}:{asking.person}:{minute}"], now):
        notice = SystemNotice("too-many", parts.language)
        transaction.send(Outgoing(outgoing_id(asking), asking.destination(), notice, due_at=now))


def forget(parts: AppContext, withdrawn: Withdrawn) -> None:
    """See to it that a deleted message is not answered should it arrive after its deletion."""
    with parts.store.transaction() as transaction:
        key = f"message:{withdrawn.team}:{withdrawn.channel}:{withdrawn.ts}"
        transaction.seen_keys.claim([key], parts.clock.now())


def claim(seen_keys: SeenKeys, asking: Asking, now: datetime) -> bool:
    """Claim all keys of `asking`; False where one was claimed before."""
    if asking.edited_ts is not None:
        # Its first text, should that arrive after the edit, wants no answer any more.
        seen_keys.claim(replace(asking, edited_ts=None).keys[1:], now)
    return seen_keys.claim(asking.keys, now)


def outgoing_id(asking: Asking) -> str:
    """The id of what is said to `asking`: the same however often Slack delivers it."""
    return asking.keys[-1]


def _reply(
    parts: AppContext, asking: Asking, question: Question, memory: Memory
) -> tuple[ConversationMessage, Memory]:
    language = memory.language or parts.language
    if asking.text:
        reply, after = parts.answering.reply_to(question, memory)
        quoted = asking.text if asking.edited_ts else None
        return ReplyMessage(reply, quoted, trace_id_of(outgoing_id(asking))), after
    if asking.has_files:
        return SystemNotice("file-without-text", language), memory
    return parts.help(language), memory
