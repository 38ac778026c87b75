"""Why a reply is what it is: what was read and set aside, which part decided, and what one word changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.reading import WEIGHTLESS
from bot.domain.reply import Answer, Calculation, Clarification, Counterfactual, Trace, TracedPart
from bot.services.deciding import ANSWER_FROM, OFFER_FROM, decide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.message import Message
    from bot.domain.reply import Reply
    from bot.matching.matcher import Matcher, Ranking
    from bot.services.deciding import Decision, Ranked
    from bot.services.gating import Gate


@dataclass(frozen=True, slots=True)
class Considered:
    """A message with everything that its reply was weighed from."""

    message: Message
    about: Gate
    whole: Ranking
    ranked: Sequence[Ranked]
    decision: Decision


def trace_of(considered: Considered, matcher: Matcher, version: str) -> Trace:
    """Return the trace of a decision, from the part that decided, else from the whole."""
    by = considered.decision.by
    deciding = next((each.ranking for each in considered.ranked if each.part in by), considered.whole)
    asked = deciding.asked
    return Trace(
        cleaned=" ".join(asked.words),
        repairs=asked.repairs,
        numbers=asked.numbers,
        evidence=matcher.evidence(deciding),
        candidates=deciding.matches,
        confidence=deciding.confidence,
        answer_from=ANSWER_FROM,
        offer_from=OFFER_FROM,
        counterfactual=_counterfactual(deciding, considered.decision.reply, matcher),
        knowledge_version=version,
        parts=tuple(
            TracedPart(each.part.text, each.part.kind, each.ranking.best, each.ranking.confidence, each.part in by)
            for each in considered.ranked
        ),
        asides=tuple((each.kind, each.text) for each in considered.message.asides),
        product=None if considered.about.product is None else considered.about.product.name,
    )


def _counterfactual(ranking: Ranking, reply: Reply, matcher: Matcher) -> Counterfactual | None:
    """What the bot would say without the word whose loss takes most; None where no word would change what it says."""
    asked, language = ranking.asked, reply.language
    words = [word for word in dict.fromkeys(asked.words) if word not in WEIGHTLESS]
    if len(asked.words) < 2 or isinstance(reply, Calculation):  # noqa: PLR2004 - without its only word there is no question
        return None
    trials = []
    for word in words:
        rest = replace(asked, words=tuple(other for other in asked.words if other != word))
        without = matcher.rank(rest, language)
        trials.append((without.best == ranking.best, without.confidence, word, without))
    if not trials:
        return None
    _, _, word, without = min(trials, key=lambda trial: trial[:3])
    other = decide(without, language)
    return None if _says(other) == _says(reply) else Counterfactual(word, other)


def _says(reply: Reply) -> tuple[str, tuple[str, ...], str | None]:
    articles = reply.articles[:1] if isinstance(reply, Answer | Clarification) else ()
    return type(reply).__name__, articles, None if isinstance(reply, Clarification) else reply.gap
