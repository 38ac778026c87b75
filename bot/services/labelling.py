"""What somebody chose in words from what a reply offered: it tells what their question was about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.feedback import Label
from bot.domain.follow_ups import OF_AN_OFFER
from bot.domain.reply import Answer, Calculation, Clarification, HandOver

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.conversation import Memory, Question
    from bot.domain.follow_ups import FollowUpKind
    from bot.domain.reply import Reply
    from bot.services.ports import Transaction


def keep_choice(
    transaction: Transaction,
    kind: FollowUpKind | None,
    reply: Reply,
    memory: Memory,
    said: Question,
    now: datetime,
) -> None:
    """Keep what somebody chose in words, with that `memory`, from what the reply to their question offered.

    `kind` is what their words ask for, and `reply` what was said to them.
    """
    if kind not in OF_AN_OFFER or memory.trace_id is None:
        return
    match reply:
        case Answer(articles=(article,)):
            _label(transaction, memory, said, article, now)
        case HandOver(is_after_choice=True):
            _label(transaction, memory, said, None, now)


def _label(transaction: Transaction, memory: Memory, said: Question, chosen: str | None, now: datetime) -> None:
    """Keep what was `chosen` from the offer in `memory`, if that is the reply to a question of the same person."""
    question = transaction.questions.find(said.conversation.team, memory.trace_id or "")
    if question is None or question.person != said.requester:
        return
    if memory.offered and set(memory.offered) <= set(_offered_by(question.reply)):
        label = Label(question.team, question.person, question.trace_id, question.text, chosen, now)
        transaction.feedback.label(label)


def _offered_by(reply: Reply | None) -> tuple[str, ...]:
    match reply:
        case Clarification(is_opening=False):
            return reply.articles
        case Calculation():
            return reply.offered
    return ()
