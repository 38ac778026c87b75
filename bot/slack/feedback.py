"""Did it help? The votes below answers, and why one did not help.

What comes back is seen by the person alone: a vote is nobody else's business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.feedback import UNHELPFUL_REASONS, Vote
from bot.domain.outgoing import AskWhy, Destination, Outgoing, SystemNotice
from bot.rendering.action_ids import VOTES, WHY_BUTTON
from bot.slack.buttons import read_click

if TYPE_CHECKING:
    from datetime import datetime

    from slack_bolt import Ack, App

    from bot.domain.feedback import UnhelpfulReason
    from bot.domain.outgoing import ConversationMessage
    from bot.domain.question_log import LoggedQuestion
    from bot.slack.incoming import Payload
    from bot.slack.parts import AppContext


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody pressed: on which article, below which question, and why it did not help, if they say so."""

    trace_id: str
    article: str
    is_helpful: bool
    reason: UnhelpfulReason | None = None


def register(app: App, parts: AppContext) -> None:
    """Listen to the votes and to the reasons."""

    def take(body: Payload, ack: Ack) -> None:
        note(parts, body)
        ack()

    app.action(VOTES)(take)
    app.action(re.compile(f"^{re.escape(WHY_BUTTON)}"))(take)


def read_opinion(body: Payload) -> Opinion:
    """What was pressed. What a button carries is believed by nobody: `note` looks it up."""
    action = body["actions"][0]
    value = str(action.get("value", ""))
    if action["action_id"] == VOTES:
        said, _, value = value.partition(":")
        reason = None
    else:
        said = "no"
        reason = next((each for each in UNHELPFUL_REASONS if action["action_id"] == WHY_BUTTON + each), None)
    trace_id, _, article = value.partition(":")
    return Opinion(trace_id, article, said == "yes", reason)


def note(parts: AppContext, body: Payload) -> None:
    """Keep the vote, once however often the press is delivered, and say what comes next."""
    opinion, now = read_opinion(body), parts.clock.now()
    click = read_click(body)
    team, person = click.conversation.team, click.person
    question = parts.store.find_question(team, opinion.trace_id)
    with parts.store.transaction() as transaction:
        if not transaction.seen_keys.claim([click.id], now):
            return
        if question is None or parts.answering.article(opinion.article, question.language) is None:
            heard: ConversationMessage = SystemNotice("old-button", parts.language)
        else:
            transaction.feedback.vote(_vote(opinion, question, person, now))
            heard = _word_on(opinion, question)
        place = Destination(team, click.conversation.channel, reply_link=body["response_url"], person=person)
        transaction.send(Outgoing(click.id, place, heard, due_at=now))
    parts.wake()


def _vote(opinion: Opinion, question: LoggedQuestion, person: str, now: datetime) -> Vote:
    return Vote(
        team=question.team,
        person=person,
        article=opinion.article,
        knowledge_version=question.knowledge_version,
        trace_id=question.trace_id,
        is_helpful=opinion.is_helpful,
        voted_at=now,
        reason=opinion.reason,
    )


def _word_on(opinion: Opinion, question: LoggedQuestion) -> ConversationMessage:
    if opinion.is_helpful:
        return SystemNotice("voted", question.language)
    if opinion.reason is None:
        return AskWhy(question.language, question.trace_id, opinion.article)
    return SystemNotice(f"noted-{opinion.reason}", question.language)
