"""Why a reply is what it is: what was read and set aside, which part decided, and what one word changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.reply import (
    Answer,
    Calculation,
    Clarification,
    Counterfactual,
    FollowUp,
    HandOver,
    Match,
    Trace,
    TracedPart,
)
from bot.domain.text_cleaning import WEIGHTLESS
from bot.matching.normalise import words_of
from bot.services.deciding import ANSWER_FROM, OFFER_FROM, STATEMENT_FROM, threshold_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.domain.follow_ups import FollowUpKind
    from bot.domain.language import Language
    from bot.domain.reply import Reply
    from bot.domain.utterance import ParsedUtterance
    from bot.matching.matcher import Matcher, Ranking
    from bot.services.deciding import Decision, RankedPart
    from bot.services.gating import Gate


@dataclass(frozen=True, slots=True)
class ReplyContext:
    """An utterance with everything that its reply was weighed from."""

    parsed: ParsedUtterance
    about: Gate
    whole: Ranking
    ranked: Sequence[RankedPart]
    decision: Decision


def trace_of(context: ReplyContext, matcher: Matcher, version: str, reply_again: Callable[[str], Reply]) -> Trace:
    """Return the trace of a decision, from the part that decided, else from the whole.

    `reply_again` replies to another text as to this one.
    """
    by = context.decision.by
    deciding = next((each.ranking for each in context.ranked if each.part in by), context.whole)
    utterance = deciding.utterance
    return Trace(
        cleaned=" ".join(utterance.words),
        repairs=utterance.repairs,
        numbers=utterance.numbers,
        evidence=matcher.evidence(deciding),
        candidates=deciding.matches,
        confidence=deciding.confidence,
        answer_from=threshold_of(deciding, _bar(context)),
        offer_from=OFFER_FROM,
        counterfactual=_counterfactual(context, deciding, matcher, reply_again),
        knowledge_version=version,
        parts=tuple(
            TracedPart(
                each.part.text,
                each.part.kind,
                each.ranking.best,
                each.ranking.confidence,
                has_decided=each.part in by,
                about=None if each.about is None else each.about.text,
                is_quoted=each.part.is_quoted,
            )
            for each in context.ranked
        ),
        asides=tuple((each.kind, each.text) for each in context.parsed.asides),
        product=None if context.about.product is None else context.about.product.name,
        reason=context.decision.reason,
    )


def trace_of_follow_up(kind: FollowUpKind, text: str, version: str, named: Sequence[str] = ()) -> Trace:
    """Return the trace of what was understood with what was said before: compared with `named` alone."""
    candidates = tuple(Match(article, 1.0) for article in named)
    return Trace(
        " ".join(words_of(text)), (), (), (), candidates, 1.0, ANSWER_FROM, OFFER_FROM, None, version, follow_up=kind
    )


def _bar(context: ReplyContext) -> float:
    """Return the bar of the part that decided: a statement's is higher, where it is not all there is."""
    is_asking = any(part.asks for part in context.decision.by or context.parsed.parts)
    return ANSWER_FROM if is_asking or not context.ranked else STATEMENT_FROM


def _counterfactual(
    context: ReplyContext, deciding: Ranking, matcher: Matcher, reply_again: Callable[[str], Reply]
) -> Counterfactual | None:
    """Return what the bot says without the word whose loss takes most; None where there is no such word.

    A word is taken out of a message of one part only: of several, more than one may have counted.
    """
    reply, parsed, utterance = context.decision.reply, context.parsed, deciding.utterance
    words = [word for word in dict.fromkeys(utterance.words) if word not in WEIGHTLESS]
    has_but_one_word = len(utterance.words) <= 1  # and without it there is no question
    if not words or has_but_one_word or len(parsed.parts) > 1 or isinstance(reply, Calculation):
        return None
    word = min(words, key=lambda word: _without(word, deciding, reply.language, matcher))
    typed = next((typed for typed, meant in utterance.repairs if meant == word), word)
    other = reply_again(re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", "", parsed.text, flags=re.IGNORECASE))
    return Counterfactual(word, other, is_same=_says(other) == _says(reply))


def _without(word: str, ranking: Ranking, language: Language, matcher: Matcher) -> tuple[bool, float, str]:
    """Return how well the best of `ranking` does without a word: least first."""
    rest = replace(ranking.utterance, words=tuple(other for other in ranking.utterance.words if other != word))
    without = matcher.rank(rest, language)
    return without.best == ranking.best, without.confidence, word


def _says(reply: Reply) -> tuple[object, ...]:
    match reply:
        case Answer():
            return "answer", reply.articles, reply.gap
        case Clarification() | FollowUp():
            return type(reply), reply.articles[:1], getattr(reply, "unknown", None)
        case HandOver():
            return "hand-over", reply.gap, reply.product, reply.is_foreign
        case _:
            return "calculation", reply.outcome
