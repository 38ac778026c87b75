"""Did it help? The votes below answers, and why one did not help.

What comes back is seen by the person alone: a vote is nobody else's business.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from bot.domain.calculation import CalculatorName
from bot.domain.feedback import UNHELPFUL_REASONS, Vote
from bot.domain.outgoing import NotHelped, Outgoing, SystemNotice
from bot.services.helping_on import way_on
from bot.services.limiting import has_turn

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.feedback import UnhelpfulReason
    from bot.domain.incoming import ButtonAction
    from bot.domain.outgoing import ConversationMessage
    from bot.domain.question_log import LoggedQuestion
    from bot.services.app_context import AppContext


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody thinks of an article's answer to a question, and why it did not help, if they say so."""

    trace_id: str
    article: str
    is_helpful: bool
    reason: UnhelpfulReason | None = None


def vote(context: AppContext, action: ButtonAction) -> None:
    """Keep a vote, which carries `yes` or `no`, a colon, and what it is on; ask why an answer did not help."""
    said, _, on = action.value.partition(":")
    trace_id, _, article = on.partition(":")
    _note(context, action, Opinion(trace_id, article, is_helpful=said == "yes"))


def give_reason(context: AppContext, action: ButtonAction) -> None:
    """Keep why an answer did not help."""
    trace_id, _, article = action.value.partition(":")
    reason = next((each for each in UNHELPFUL_REASONS if each == action.argument), None)
    _note(context, action, Opinion(trace_id, article, is_helpful=False, reason=reason))


def _note(context: AppContext, action: ButtonAction, opinion: Opinion) -> None:
    """Keep it, once however often the press arrives, and say what comes next."""
    now = context.clock.now()
    # What a button carries is believed by nobody: it is looked up.
    question = context.store.find_question(action.team, opinion.trace_id)
    with context.store.transaction() as transaction:
        language = context.language if question is None else question.language
        if not transaction.seen_keys.claim([action.id], now) or not has_turn(
            transaction, action.id, action.private, language, now
        ):
            return
        if question is None or not _is_known(context, opinion, question):
            content: ConversationMessage = SystemNotice("old-button", context.language)
        else:
            transaction.feedback.vote(_vote(opinion, question, action.person, now))
            content = _word_on(context, opinion, question)
        transaction.send(Outgoing(action.id, action.private, content, now))
    context.wake()


def _is_known(context: AppContext, opinion: Opinion, question: LoggedQuestion) -> bool:
    """Return whether there is (still) what was voted on: an article, or the calculator that was asked."""
    is_calculator = opinion.article in get_args(CalculatorName) and opinion.article == question.calculator
    return is_calculator or context.answering.current.article(opinion.article, question.language) is not None


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


def _word_on(context: AppContext, opinion: Opinion, question: LoggedQuestion) -> ConversationMessage:
    if opinion.is_helpful:
        return SystemNotice("voted", question.language)
    if opinion.reason is None:
        return NotHelped(question.language, question.trace_id, opinion.article)
    offered = way_on(context.answering.current, opinion.article, opinion.reason, question)
    return NotHelped(question.language, question.trace_id, opinion.article, opinion.reason, offered)
