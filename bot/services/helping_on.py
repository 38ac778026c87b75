"""What may help where an answer did not: it depends on why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.article import PLEA
from bot.domain.calculation import ANSWERED_BY_CALCULATION
from bot.domain.conversation import Memory
from bot.domain.reply import Answer, Calculation
from bot.services.deciding import ANSWER_FROM, OFFER_FROM, worth_offering

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.feedback import UnhelpfulReason
    from bot.domain.question_log import LoggedQuestion
    from bot.domain.setup_guide import SetupGuide
    from bot.services.app_context import ReplySource

_MOST: Final = 3
"""Articles that are offered: more would be a list to read."""


def way_on(answering: ReplySource, slug: str, reason: UnhelpfulReason, question: LoggedQuestion) -> tuple[str, ...]:
    """Return articles to choose from, the likeliest first; none where only a person can help.

    Another question was meant: what it came close to. It is not all: what stands beside the article. It was done and
    does not work: what the editors name as the troubles of that step. What is out of date nothing makes newer.
    """
    found: Iterable[str] = ()
    match reason:
        case "wrong-question":
            found = _close(answering, question)
        case "incomplete":
            found = _beside(answering, slug, question)
        case "did-not-work":
            found = _troubles(answering, slug) or _beside(answering, slug, question)
    shown = {slug, *_articles_of(question)}
    there = (each for each in dict.fromkeys(found) if answering.article(each, question.language) is not None)
    return tuple(each for each in there if each not in shown)[:_MOST]


def _close(answering: ReplySource, question: LoggedQuestion) -> tuple[str, ...]:
    """Return what the question came close to, by the ordinary offer's share of the best and its floor.

    What a calculator has just answered is left out, and so are small talk and the plea for a person, who is offered
    anyway. A calculation says nothing of how sure its articles are: they count as the least sure of answers.
    """
    reply = question.reply
    if not isinstance(reply, Answer | Calculation) or not reply.candidates:
        return ()
    confidence, left_out = reply.confidence, frozenset({PLEA})
    if isinstance(reply, Calculation):
        confidence, left_out = ANSWER_FROM, left_out | ANSWERED_BY_CALCULATION[reply.outcome.calculator]
    floor = OFFER_FROM * reply.candidates[0].score
    return tuple(
        match.article
        for match in reply.candidates
        if match.article in worth_offering(reply.candidates)
        and confidence * match.score >= floor
        and match.article not in left_out
        and not _is_talk(answering, match.article, question)
    )


def _is_talk(answering: ReplySource, slug: str, question: LoggedQuestion) -> bool:
    """Return whether an article is small talk, which leaves what is talked of as it was."""
    answer = answering.article(slug, question.language)
    return answer is not None and not answering.remember(answer, Memory()).articles


def _troubles(answering: ReplySource, slug: str) -> tuple[str, ...]:
    return next((step.troubles for step in _guide_of(answering, slug).steps if step.article == slug), ())


def _beside(answering: ReplySource, slug: str, question: LoggedQuestion) -> tuple[str, ...]:
    """Return what can be chosen from below the answer."""
    answer = answering.article(slug, question.language)
    return () if answer is None else answering.remember(answer, Memory()).offered


def _articles_of(question: LoggedQuestion) -> tuple[str, ...]:
    return question.reply.articles if isinstance(question.reply, Answer) else ()


def _guide_of(answering: ReplySource, slug: str) -> SetupGuide:
    """Return the set-up of the product that an article is about."""
    answer = answering.article(slug, "en")
    return answering.setup_guide(None if answer is None else answer.about)
