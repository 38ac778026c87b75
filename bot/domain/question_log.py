"""What is kept of a question that was asked, so that answers can be explained, counted and made better."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.domain.file_links import as_kept
from bot.domain.redaction import NUMBER, redacted
from bot.domain.reply import Answer, Calculation, Clarification, FollowUp
from bot.domain.text_cleaning import readable

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.calculation import Outcome
    from bot.domain.conversation import Question
    from bot.domain.language import Language
    from bot.domain.reply import Reply

_TRACE_ID: Final = re.compile(r"[0-9a-f]{16}")

ReplyKind: TypeAlias = Literal["answer", "clarification", "calculation", "hand_over", "follow_up"]


@dataclass(frozen=True, slots=True)
class LoggedQuestion:
    """A question and what became of it.

    Attributes:
        trace_id: unique; it stands in the log as well, and follows from the message's id.
        text: what was asked, redacted.
        confidence: 0 to 1; None for a calculation without an article beside it.
        reply: what was replied. A number stands in it only where it made the result.
        files: the links of what hangs on it, or their names, redacted.
    """

    trace_id: str
    asked_at: datetime
    team: str
    channel: str
    person: str
    text: str
    language: Language
    kind: ReplyKind
    article: str | None = None
    gap: str | None = None
    calculator: str | None = None
    confidence: float | None = None
    knowledge_version: str = ""
    reply: Reply | None = None
    files: tuple[str, ...] = ()


def logged(question: Question, reply: Reply, message_id: str, now: datetime, version: str) -> LoggedQuestion:
    """Return what to keep of a question whose `reply`, from knowledge of `version`, goes out as that message."""
    articles = () if not isinstance(reply, Answer | Clarification | Calculation) else reply.articles
    return LoggedQuestion(
        trace_id=trace_id_of(message_id),
        asked_at=now,
        team=question.conversation.team,
        channel=question.conversation.channel,
        person=question.requester,
        text=redacted(readable(question.text)),
        language=reply.language,
        kind=kind_of(reply),
        article=articles[0] if articles else None,
        gap=None if isinstance(reply, Clarification) else reply.gap,
        calculator=reply.outcome.calculator if isinstance(reply, Calculation) else None,
        confidence=None if kind_of(reply) == "calculation" else round(reply.confidence, 4),
        knowledge_version=version,
        reply=as_logged(reply),
        files=as_kept(question.files),
    )


def as_logged(reply: Reply) -> Reply:
    """Return `reply` as it is kept: a number stands in it only where it made the result."""
    match reply:
        case Calculation():
            return replace(reply, outcome=_without_misread(reply.outcome))
        case Clarification(calculated=calculated):
            return replace(
                reply,
                calculated=tuple(replace(each, outcome=_without_misread(each.outcome)) for each in calculated),
            )
    return reply


def _without_misread(outcome: Outcome) -> Outcome:
    """Return `outcome` without what was read and led to nothing: it may be anybody's number."""
    also = tuple(_without_misread(each) for each in outcome.also)
    return replace(outcome, also=also, read=outcome.read if outcome.value is not None else None)


def text_of_question(question: LoggedQuestion) -> str:
    """Return what was asked, with the number that a calculator worked with, which is not kept in the text."""
    text, calculations = question.text, _calculations_in(question.reply)
    if any(each.outcome.also for each in calculations) or text.count(NUMBER) != 1:
        return text
    outcomes = (outcome for each in calculations for outcome in (each.outcome, *each.more))
    # A version stays in the text: what was taken out is a number that would be taken out again.
    taken_out = {outcome.read for outcome in outcomes if outcome.read and redacted(outcome.read) == NUMBER}
    return text.replace(NUMBER, taken_out.pop()) if len(taken_out) == 1 else text


def _calculations_in(reply: Reply | None) -> tuple[Calculation, ...]:
    """Return what was worked out in a reply; where it asks which product is meant, for each that it may be about."""
    match reply:
        case Calculation():
            return (reply,)
        case Clarification(calculated=calculated):
            return calculated
    return ()


def trace_id_of(message_id: str) -> str:
    """Return the trace id of the question that is answered by that message."""
    return hashlib.sha256(message_id.encode()).hexdigest()[:16]


def trace_id_in(value: str) -> str | None:
    """Return the trace id that a button carries; None for whatever else buttons of other versions carry."""
    return value if _TRACE_ID.fullmatch(value) else None


def kind_of(reply: Reply) -> ReplyKind:
    """Return what kind of reply it is: one with an article is an answer, whatever is calculated beside it."""
    if isinstance(reply, Answer) or (isinstance(reply, Calculation) and reply.articles):
        return "answer"
    if isinstance(reply, Clarification):
        return "clarification"
    if isinstance(reply, FollowUp):
        return "follow_up"
    return "calculation" if isinstance(reply, Calculation) else "hand_over"
