"""Rankings of a message's parts, and of the whole → one reply.

A question outweighs a statement; a statement answers only where no question is surer, and over a higher bar. Parts of
small talk, and scraps that name nothing, decide nothing where there is more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.domain.article import PLEA
from bot.domain.reply import Answer, Calculation, Clarification, HandOver, Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.language import Language
    from bot.domain.reply import DecisionReason, Reply
    from bot.domain.sentences import UtterancePart
    from bot.matching.matcher import Ranking

ANSWER_FROM: Final = 0.59
OFFER_FROM: Final = 0.38
"""The bands of the confidence: answer, did you mean, and below that hand over (the figures: `python -m bench`)."""

STATEMENT_FROM: Final = 0.85
"""From where a statement beside others answers: people tell much that they do not ask. One alone is a question."""

OPEN_FROM: Final = 0.48
"""From where a question that is not sure keeps a sure one from being answered alone: midway between the bands."""

CLOSE: Final = 0.82
CLOSE_FROM: Final = 0.8
"""Where the second article has so much of the score of the first, and from where the first answers all the same."""

WORTH_OFFERING: Final = 0.5
"""The share of the best score that an article needs to be offered beside it: less would be a guess."""

PLEA_FROM: Final = 0.85
"""From where it is an answer. Below, a hand-over says the same, and does not pretend to have understood."""

MOST_OFFERED: Final = 3


@dataclass(frozen=True, slots=True)
class RankedPart:
    """A part with what fits it: where it names nothing itself, what fits the part that it asks `about`.

    It `names_nothing` where there is no such part either: then neither it nor the message as a whole is sure.
    """

    part: UtterancePart
    ranking: Ranking
    about: UtterancePart | None = None
    names_nothing: bool = False

    @property
    def asks(self) -> bool:
        """Whether it is a question or a request."""
        return self.part.asks

    @property
    def is_sure(self) -> bool:
        """Whether it is to be answered: a statement has a higher bar, also where somebody wants to know of it."""
        asks = self.part.kind == "question" or (self.asks and (self.about is None or self.about.asks))
        return is_answer(self.ranking, ANSWER_FROM if asks else STATEMENT_FROM)


_UNDECIDED: Final[frozenset[DecisionReason]] = frozenset({"bands", "complaint", "no-choice", "parts-differ"})
"""Reasons for a reply that says nothing of what was asked."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A reply, the parts that decided it (none where that was the whole), and the reason."""

    reply: Reply
    by: tuple[UtterancePart, ...] = ()
    reason: DecisionReason = "bands"

    def changed_to(self, reply: Reply, reason: DecisionReason) -> Decision:
        """Return the decision for `reply` instead, where that is another one."""
        return self if reply == self.reply else replace(self, reply=reply, reason=reason)


def is_open(decision: Decision) -> bool:
    """Return whether nothing is known that was asked for: no article is sure, and no rule says what it is about."""
    reply = decision.reply
    if decision.reason not in _UNDECIDED:
        return False
    return isinstance(reply, Clarification) or (isinstance(reply, HandOver) and reply.gap is None)


def threshold_of(ranking: Ranking, bar: float) -> float:
    """Return from where the best of `ranking` is an answer: from `bar`, a plea and a close finish from higher."""
    if ranking.best == PLEA:
        bar = max(bar, PLEA_FROM)
    if (
        ranking.gap is None
        and len(ranking.matches) > 1
        and ranking.matches[1].score >= CLOSE * ranking.matches[0].score
    ):
        bar = max(bar, CLOSE_FROM)
    return bar


def is_answer(ranking: Ranking, bar: float) -> bool:
    """Return whether the best of `ranking` is sure."""
    return ranking.confidence >= threshold_of(ranking, bar)


def decide(ranking: Ranking, language: Language) -> Reply:
    """Return the reply that the bands give one ranking."""
    confidence, matches = ranking.confidence, ranking.matches
    if ranking.gap is not None or confidence < OFFER_FROM or not matches:
        gap = ranking.gap if confidence >= OFFER_FROM else None
        return HandOver(language, gap, confidence, matches)
    if is_answer(ranking, ANSWER_FROM):
        return Answer(language, (matches[0].article,), confidence, matches)
    return Clarification(language, worth_offering(matches), confidence, matches)


def decide_together(
    whole: Ranking, ranked: Sequence[RankedPart], language: Language, small_talk: frozenset[str], *, asks: bool = True
) -> Decision:
    """Return the one reply to a message of several parts, from all of their rankings.

    `asks` says whether anything in it does, were it a scrap of two words. A plea for help beside a question ("can
    anybody help her?") is no question of its own.
    """
    counting = [each for each in ranked if each.ranking.best not in small_talk]
    if any(each.asks and each.ranking.confidence >= OFFER_FROM and each.ranking.best != PLEA for each in counting):
        counting = [each for each in counting if each.ranking.best != PLEA]
    if any(each.asks for each in ranked):
        counting = [each for each in counting if each.asks or each.ranking.best != PLEA]
    if not counting:
        return Decision(decide(whole, language))
    own = [each for each in counting if not each.part.is_quoted]
    if any(each.asks and each.is_sure for each in own):
        counting = own
    if whole.best in small_talk:
        whole = max((each.ranking for each in counting), key=lambda ranking: ranking.confidence)
    asking = [each for each in counting if each.asks]
    sure = [each for each in asking if each.is_sure]
    if sure:
        left_open = _left_open(asking, sure, whole)
        return _choice(sure, left_open, whole, language) if left_open else _answers(sure, whole, counting, language)
    return _best_guess(whole, asking, counting, language, whole_from=ANSWER_FROM if asks else STATEMENT_FROM)


def as_offer(reply: Reply) -> Reply:
    """Return `reply` as an offer, where it is not plain that the question is about our product."""
    if not isinstance(reply, Answer):
        return reply
    confidence = min(reply.confidence, ANSWER_FROM - 0.01)
    return Clarification(reply.language, reply.articles[:MOST_OFFERED], confidence, reply.candidates)


def unless_exactly(reply: Reply, gap: str) -> Reply:
    """Return a hand-over about `gap`, unless `reply` answers as surely as a statement must: it is about just that."""
    if isinstance(reply, Calculation) or (isinstance(reply, HandOver) and reply.gap is not None):
        return reply
    if isinstance(reply, Answer) and reply.confidence >= STATEMENT_FROM:
        return reply
    return HandOver(reply.language, gap, reply.confidence, reply.candidates)


def without(reply: Reply, article: str | None, gap: str | None) -> Reply:
    """Return `reply` without an article, which is about something else: `gap`, where that has a name."""
    if not isinstance(reply, Answer | Clarification) or article not in reply.articles:
        return reply
    others = tuple(each for each in reply.articles if each != article)
    if isinstance(reply, Answer) and others:
        return replace(reply, articles=others, gap=reply.gap or gap)
    return HandOver(reply.language, gap, reply.confidence, reply.candidates)


def without_small_talk(reply: Reply, small_talk: frozenset[str]) -> Reply:
    """Return `reply` with nothing among what is offered that nobody chooses.

    Nobody who asks something means "you are welcome"; and how to reach the support team is what a hand-over says.
    """
    if not isinstance(reply, Clarification) or reply.unknown is not None:
        return reply
    articles = tuple(article for article in reply.articles if article not in small_talk and article != PLEA)
    if articles and reply.articles[0] != PLEA:
        return replace(reply, articles=articles)
    return HandOver(reply.language, None, reply.confidence, reply.candidates)


def _answers(
    sure: Sequence[RankedPart], whole: Ranking, all_parts: Sequence[RankedPart], language: Language
) -> Decision:
    """Answer with all that is sure; what is less sure beside it is among what is related."""
    confidence = min(each.ranking.confidence for each in sure)
    candidates = _merged([*(each.ranking for each in sure), whole, *(each.ranking for each in all_parts)])
    articles, gap = articles_of(sure), first_gap(sure)
    by = tuple(each.part for each in sure)
    if not articles:
        return Decision(HandOver(language, gap, confidence, candidates), by)
    return Decision(Answer(language, articles, confidence, candidates, gap), by)


def _left_open(asking: Sequence[RankedPart], sure: Sequence[RankedPart], whole: Ranking) -> list[RankedPart]:
    """Return the questions that are not sure and name something that the sure ones do not."""
    named = {whole.best, *(each.ranking.best for each in sure)}
    return [
        each
        for each in asking
        if each.part.kind == "question"
        and each.ranking.gap is None
        and OPEN_FROM <= each.ranking.confidence < ANSWER_FROM
        and each.ranking.best not in named
    ]


def _choice(
    sure: Sequence[RankedPart], left_open: Sequence[RankedPart], whole: Ranking, language: Language
) -> Decision:
    """Offer a choice where not all that was asked is sure, so that nobody gets half an answer."""
    candidates = _merged([*(each.ranking for each in sure), *(each.ranking for each in left_open), whole])
    firsts = (*articles_of(sure), *articles_of(left_open), *(match.article for match in candidates))
    confidence = max(each.ranking.confidence for each in left_open)
    by = tuple(each.part for each in (*sure, *left_open))
    offer = Clarification(language, tuple(dict.fromkeys(firsts))[:MOST_OFFERED], confidence, candidates)
    return Decision(offer, by, "parts-differ")


def _best_guess(
    whole: Ranking,
    asking: Sequence[RankedPart],
    all_parts: Sequence[RankedPart],
    language: Language,
    *,
    whole_from: float,
) -> Decision:
    """Decide where no question is sure: by the whole, or a plain statement, unless a question says otherwise."""
    if any(each.names_nothing for each in asking):
        whole = replace(whole, confidence=min(whole.confidence, ANSWER_FROM - 0.01))
    leaning = max((each for each in asking), key=lambda each: each.ranking.confidence, default=None)
    opposed = {each.ranking.best for each in asking if each.ranking.confidence >= OFFER_FROM}
    if is_answer(whole, whole_from) and opposed <= {whole.best}:
        return Decision(decide(whole, language))
    statements = [each for each in all_parts if not each.asks and each.is_sure and not each.part.is_quoted]
    if statements and opposed <= {each.ranking.best for each in statements}:
        return _answers(statements, whole, all_parts, language)
    rankings = [each.ranking for each in all_parts if each.asks or not asking]
    best = max([*rankings, whole], key=lambda ranking: ranking.confidence)
    confidence = min(best.confidence, ANSWER_FROM - 0.01)
    candidates = _merged([best, whole, *rankings])
    by = () if leaning is None or best is whole else (leaning.part,)
    if best.gap is not None or confidence < OFFER_FROM:
        gap = best.gap if confidence >= OFFER_FROM else None
        return Decision(HandOver(language, gap, confidence, candidates), by, "parts-differ")
    return Decision(Clarification(language, worth_offering(candidates), confidence, candidates), by, "parts-differ")


def articles_of(ranked: Iterable[RankedPart]) -> tuple[str, ...]:
    """Return the articles that are best for these parts, each once."""
    return tuple(dict.fromkeys(each.ranking.best for each in ranked if each.ranking.gap is None))


def first_gap(ranked: Iterable[RankedPart]) -> str | None:
    """Return the first gap that is best for one of these parts."""
    return next((each.ranking.gap for each in ranked if each.ranking.gap is not None), None)


def _merged(rankings: Sequence[Ranking]) -> tuple[Match, ...]:
    """Return the articles of all rankings, each weighed with how sure its ranking is; the best of the first first."""
    weights: dict[str, float] = {}
    for ranking in rankings:
        top = max((match.score for match in ranking.matches), default=1.0) or 1.0
        for match in ranking.matches:
            weight = ranking.confidence * max(match.score, 0.0) / top
            weights[match.article] = max(weights.get(match.article, 0.0), weight)
    firsts = [ranking.matches[0].article for ranking in rankings[:1] if ranking.matches and ranking.gap is None]
    order = sorted(weights, key=lambda article: (article not in firsts, -weights[article]))
    return tuple(Match(article, weights[article]) for article in order[:MOST_OFFERED])


def worth_offering(matches: Sequence[Match]) -> tuple[str, ...]:
    """Return the articles whose score is not too far below the best: less would be a guess."""
    return tuple(match.article for match in matches if match.score >= WORTH_OFFERING * matches[0].score)
