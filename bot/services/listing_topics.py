"""A message that only lists topics: each is answered or offered, and none of them as though it were all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.article import PLEA
from bot.domain.reply import Answer, Clarification
from bot.domain.sentences import UtterancePart
from bot.services.deciding import (
    ANSWER_FROM,
    MOST_OFFERED,
    OFFER_FROM,
    STATEMENT_FROM,
    Decision,
    RankedPart,
    articles_of,
    first_gap,
    is_answer,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.language import Language
    from bot.matching.matcher import Matcher, Ranking

_SEVERAL: Final = 2
_MOST_ANSWERED: Final = 2
"""Articles that are answered with at once: more are too much to read, and are offered."""


def decide_list(
    topics: Sequence[str], whole: Ranking, matcher: Matcher, language: Language, small_talk: frozenset[str]
) -> Decision | None:
    """Return the reply to a message that is nothing but a list of `topics`; None where it means one thing."""
    parts = [UtterancePart(topic, "question") for topic in topics]
    ranked = (RankedPart(part, matcher.rank(matcher.read(part.text, language), language)) for part in parts)
    asked = [each for each in ranked if each.ranking.best not in small_talk]
    named = [each for each in asked if each.ranking.confidence >= OFFER_FROM and each.ranking.best != PLEA]
    if len({each.ranking.best for each in named}) < _SEVERAL or _is_one_gap(whole, named):
        return None
    articles = articles_of(sorted(named, key=lambda each: not each.is_sure))
    confidence = min(each.ranking.confidence for each in named)
    candidates = tuple(dict.fromkeys(each.ranking.matches[0] for each in named if each.ranking.gap is None))
    by = tuple(each.part for each in named)
    if articles and all(each.is_sure for each in asked) and len(articles) <= _MOST_ANSWERED:
        answer = Answer(language, articles, confidence, candidates[:MOST_OFFERED], first_gap(named))
        return Decision(answer, by, "topics")
    if len(articles) < _SEVERAL:
        return None
    offer = Clarification(language, articles[:MOST_OFFERED], confidence, candidates[:MOST_OFFERED])
    return Decision(offer, by, "topics")


def _is_one_gap(whole: Ranking, named: Sequence[RankedPart]) -> bool:
    """Return whether all is about one gap, and nothing beside it is surely another topic: "outage, invoices"."""
    besides = [each.ranking for each in named if each.ranking.gap is None]
    is_gap = whole.gap is not None and is_answer(whole, ANSWER_FROM)
    return is_gap and not all(is_answer(each, STATEMENT_FROM) for each in besides)
