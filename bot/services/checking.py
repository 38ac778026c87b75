"""Asks the bot everything the editors wrote down, and says what went otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.problem import Problem
from bot.domain.reply import Answer, Calculation, Clarification, HandOver
from bot.matching.lint import astray, too_close

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.domain.article import Check, KnowledgeBase
    from bot.domain.reply import Reply
    from bot.matching.matcher import Matcher
    from bot.services.answering import Answering


WORTH_TELLING: Final = 0.25
"""The lead of another article over a phrasing's own from which the editor is told: of less there is too much."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A check that failed, and what the bot said instead."""

    check: Check
    reply: Reply


def misses(answering: Answering) -> tuple[Miss, ...]:
    """The checks that fail, in their order."""
    asked = ((check, ask(answering, check)) for check in answering.knowledge.checks)
    return tuple(Miss(check, reply) for check, reply in asked if not holds(check, reply))


def ask(answering: Answering, check: Check) -> Reply:
    """The reply to a check, asked out of the blue."""
    where = Conversation("command", team="", channel="", person="")
    return answering.reply_to(Question(check.ask, where, requester=""), Memory())[0]


def holds(check: Check, reply: Reply) -> bool:
    """Whether `reply` is what `check` demands."""
    match reply:
        case Answer(articles=articles):
            return check.must != "not_answer" and check.article in articles
        case Clarification(articles=articles):
            return check.must == "not_answer" or (check.must == "offer" and check.article in articles)
        case Calculation():
            return False
        case HandOver():
            return check.must == "not_answer"


def warnings(knowledge: KnowledgeBase, matcher: Matcher | None, today: date) -> Iterator[Problem]:
    """What is worth an editor's look, but stops nothing. Without `matcher` the phrasings are not looked at."""
    for article in knowledge.articles.values():
        if article.reviewed_on > today:
            yield _warning(article.slug, f"{article.slug} was reviewed on a day to come", "Correct `reviewed_on`.")
        if article.is_past_review(today):
            message = f"{article.slug} was due for review on {article.review_due_on()}"
            yield _warning(article.slug, message, f"Check it, then run `econnect-bot reviewed {article.slug}`.")
    if matcher is None:
        return
    strays = astray(matcher)
    for stray in (stray for stray in strays if stray.lead >= WORTH_TELLING):
        message = f"The phrasing '{stray.phrasing}' of {stray.owner} is nearer to {stray.winner}"
        yield _warning(stray.owner, message, "Make it plainer, or move it.")
    for pair in too_close(matcher, strays):
        message = f"{pair.other} would win {pair.share:.0%} of the phrasings of {pair.owner}"
        yield _warning(pair.owner, message, "Sharpen what sets them apart.")


def _warning(place: str, message: str, remedy: str) -> Problem:
    return Problem(place, None, message, remedy, severity="warning")
