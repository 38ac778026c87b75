"""Clicks on the buttons below a reply: an article's answer, or over to the support team.

The answer goes where the button stands: into the thread or the direct message, or, where only the person sees the
button, to its response_url. A button that the bot no longer knows gets a clear word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.conversation import Conversation
from bot.domain.feedback import Label
from bot.domain.outgoing import ConversationMessage, Destination, Outgoing, ReplyMessage, SystemNotice
from bot.domain.reply import HandOver
from bot.rendering.action_ids import ARTICLE_BUTTON, NONE_OF_THESE_BUTTON

if TYPE_CHECKING:
    from datetime import datetime

    from slack_bolt import Ack, App

    from bot.domain.language import Language
    from bot.domain.question_log import LoggedQuestion
    from bot.slack.incoming import Payload
    from bot.slack.parts import AppContext


# As `trace_id_of` makes them. Buttons of earlier versions carry other things.
TRACE_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Click:
    """A person pressed a button. `id` is the same however often this press is delivered.

    `trace_id` is that of the question below whose reply the button stands; "" where that cannot be told.
    """

    id: str
    action: str
    person: str
    conversation: Conversation
    destination: Destination
    trace_id: str = ""


def register(app: App, parts: AppContext) -> None:
    """Listen to every button."""

    def take(body: Payload, ack: Ack) -> None:
        if body["container"]["type"] == "message":
            answer(parts, read_click(body))
        ack()

    app.action(re.compile(""))(take)


def read_click(body: Payload) -> Click:
    """The click that arrived, on a message of the bot's."""
    container, action, person = body["container"], body["actions"][0], body["user"]["id"]
    team, channel, message_ts = body["team"]["id"], container["channel_id"], container["message_ts"]
    is_direct = channel.startswith("D")
    thread_ts = container.get("thread_ts") or (body.get("message") or {}).get("thread_ts")
    if container.get("is_ephemeral"):
        conversation = Conversation("command", team, channel, person=person)
        destination = Destination(team, channel, reply_link=body["response_url"], person=person)
    else:
        thread_ts = thread_ts if is_direct else thread_ts or message_ts
        conversation = Conversation("direct" if is_direct else "thread", team, channel, thread_ts)
        destination = Destination(team, channel, thread_ts, person=person)
    press = f"click:{team}:{channel}:{message_ts}:{person}:{action.get('action_ts')}"
    value = str(action.get("value", ""))
    trace_id = value if TRACE_ID.fullmatch(value) else ""
    return Click(press, action["action_id"], person, conversation, destination, trace_id)


def answer(parts: AppContext, click: Click) -> None:
    """Keep the reply to `click` in the outbox, unless this press was answered before."""
    now = parts.clock.now()
    question = parts.store.find_question(click.conversation.team, click.trace_id) if click.trace_id else None
    with parts.store.transaction() as transaction:
        if not transaction.seen_keys.claim([click.id], now):
            return
        # The message with the button shows its language however long ago it was: no `at` here.
        language = transaction.conversations.get(click.conversation, click.person).language or parts.language
        if question is not None and question.kind == "clarification" and question.person == click.person:
            transaction.feedback.label(_label(click, question, now))
        transaction.send(Outgoing(click.id, click.destination, _reply(parts, click, language), due_at=now))
    parts.wake()


def _label(click: Click, question: LoggedQuestion, now: datetime) -> Label:
    """What somebody chose from what was offered tells what the question was about."""
    article = click.action.removeprefix(ARTICLE_BUTTON) if click.action.startswith(ARTICLE_BUTTON) else None
    return Label(click.conversation.team, click.person, question.trace_id, question.text, article, now)


def _reply(parts: AppContext, click: Click, language: Language) -> ConversationMessage:
    action = click.action
    if action == NONE_OF_THESE_BUTTON:
        return ReplyMessage(
            HandOver(language, gap=None, confidence=0.0, is_after_choice=True), trace_id=click.trace_id
        )
    if action.startswith(ARTICLE_BUTTON):
        article = parts.answering.article(action.removeprefix(ARTICLE_BUTTON), language)
        return (
            SystemNotice("old-button", language)
            if article is None
            else ReplyMessage(article, trace_id=click.trace_id)
        )
    return SystemNotice("old-button", language)
