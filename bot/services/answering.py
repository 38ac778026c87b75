"""A question → one reply: calculators first, then the articles, and an honest hand-over where neither fits.

Pure: the same question, memory and knowledge give the same reply.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.calculators import CALCULATORS
from bot.domain.conversation import Memory
from bot.domain.reading import plain
from bot.domain.reply import Answer, Calculation, Clarification, Counterfactual, HandOver, Trace
from bot.matching.questions import questions_in

if TYPE_CHECKING:
    from bot.domain.article import KnowledgeBase
    from bot.domain.calculation import CalculatorName, Outcome
    from bot.domain.conversation import Question
    from bot.domain.language import Language
    from bot.domain.reply import Reply
    from bot.matching.matcher import Asked, Matcher, Ranking

ANSWER_FROM: Final = 0.75
OFFER_FROM: Final = 0.3
"""The bands of the confidence: answer, did you mean, and below that hand over (the figures: `python -m bench`)."""

DEFAULT_LANGUAGE: Final[Language] = "nl"
"""Of texts that could be either ("ok?"): most requesters are Dutch."""

WORTH_OFFERING: Final = 0.5
"""The share of the best score that an article needs to be offered beside it: less would be a guess."""

_FEWEST_WORDS: Final = 3
_ANSWERED_BY_CALCULATION: Final[dict[CalculatorName, frozenset[str]]] = {
    "mailbox-address": frozenset({"mailbox-address-format"}),
    "version-check": frozenset({"version-required"}),
}


@dataclass(frozen=True, slots=True)
class Answering:
    """Answers from one knowledge base and the matcher built from it."""

    knowledge: KnowledgeBase
    matcher: Matcher

    def reply_to(self, question: Question, memory: Memory) -> tuple[Reply, Memory]:
        """The reply, and what to remember of the conversation: its language, and a number that was asked for."""
        text = plain(question.text)
        language = question.language or self.matcher.language_of(text) or memory.language or DEFAULT_LANGUAGE
        reply = self._reply(text, language, memory.expecting)
        is_asking_back = isinstance(reply, Calculation) and reply.outcome.value is None
        expecting = reply.outcome.calculator if isinstance(reply, Calculation) and is_asking_back else None
        return reply, Memory(expecting=expecting, language=language, updated_at=memory.updated_at)

    def calculate(self, calculator: CalculatorName, text: str, language: Language | None) -> Calculation:
        """What `calculator` makes of `text`, all of it meant as input; `language` is that of texts that tell none."""
        text = plain(text)
        spoken = self.matcher.language_of(text) or language or DEFAULT_LANGUAGE
        return Calculation(spoken, CALCULATORS[calculator].calculate(text, self.knowledge.facts))

    def language_of(self, text: str) -> Language | None:
        """The language that `text` is written in; None where it could be either."""
        return self.matcher.language_of(plain(text))

    def article(self, slug: str, language: Language) -> Answer | None:
        """The article that somebody chose; None where it is not (or no longer) published."""
        article = self.knowledge.articles.get(slug)
        return None if article is None or article.is_draft else Answer(language, (slug,), confidence=1.0)

    def explain(self, question: Question, memory: Memory) -> tuple[Reply, Trace]:
        """The reply and why it is that one, with a true run without the word that counted most."""
        reply, _ = self.reply_to(question, memory)
        asked = self.matcher.read(plain(question.text))
        ranking = self.matcher.rank(asked, reply.language)
        trace = Trace(
            cleaned=" ".join(asked.words),
            repairs=asked.repairs,
            numbers=asked.numbers,
            evidence=self.matcher.evidence(ranking),
            candidates=ranking.matches,
            confidence=ranking.confidence,
            answer_from=ANSWER_FROM,
            offer_from=OFFER_FROM,
            counterfactual=self._counterfactual(asked, ranking, reply.language),
            knowledge_version=self.knowledge.version,
        )
        return reply, trace

    def _reply(self, text: str, language: Language, expecting: CalculatorName | None) -> Reply:
        asked = self.matcher.read(text)
        whole = self.matcher.rank(asked, language)
        questions = questions_in(asked.text)
        outcomes = self._calculations(text, expecting)
        if outcomes:
            calculation = Calculation(language, outcomes[0], candidates=whole.matches, more=outcomes[1:])
            return self._beside(calculation, self._ranked(questions, language))
        if len(questions) > 1:
            return self._reply_to_several(whole, self._ranked(questions, language), language)
        if asked.numbers and self._is_small_talk(whole):
            return HandOver(language, None, whole.confidence, whole.matches)
        return decide(whole, language)

    def _is_small_talk(self, ranking: Ranking) -> bool:
        """Whether the best is about the bot and not the product: what is left of a question without its number."""
        article = self.knowledge.articles.get(ranking.best)
        return article is not None and article.topic == "general"

    def _calculations(self, text: str, expecting: CalculatorName | None) -> tuple[Outcome, ...]:
        """What the calculators recognise in `text`; the one that was asking goes first, and alone."""
        outcomes = []
        for name in sorted(CALCULATORS, key=lambda name: name != expecting):
            outcome = CALCULATORS[name].recognise(text, self.knowledge.facts, is_expected=name == expecting)
            if outcome is not None:
                outcomes.append(outcome)
        return tuple(outcomes[:1]) if expecting else tuple(outcomes)

    def _ranked(self, questions: tuple[str, ...], language: Language) -> list[Ranking]:
        """Each of `questions` ranked on its own; scraps of one or two words are none."""
        read = (self.matcher.read(question) for question in questions)
        return [self.matcher.rank(asked, language) for asked in read if len(asked.words) >= _FEWEST_WORDS]

    def _beside(self, calculation: Calculation, parts: list[Ranking]) -> Calculation:
        """`calculation`, with the answers to what else was asked beside it."""
        calculators = [outcome.calculator for outcome in (calculation.outcome, *calculation.more)]
        own = frozenset().union(*(_ANSWERED_BY_CALCULATION[name] for name in calculators))
        others = [part for part in parts if not part.asked.numbers and part.best not in own and _is_sure(part)]
        return replace(calculation, articles=_articles(others), gap=_first_gap(others))

    def _reply_to_several(self, whole: Ranking, parts: list[Ranking], language: Language) -> Reply:
        """All answers, or a choice where one of several questions is not sure: never half."""
        sure = [part for part in parts if _is_sure(part)]
        distinct = {part.best for part in sure}
        if len(distinct) > 1 and len(sure) == len(parts):
            confidence, articles, gap = min(part.confidence for part in sure), _articles(sure), _first_gap(sure)
            if not articles:
                return HandOver(language, gap, confidence, whole.matches)
            return Answer(language, articles, confidence, whole.matches, gap)
        unsure = [part for part in parts if not _is_sure(part) and part.confidence >= OFFER_FROM]
        open_ends = [part for part in unsure if part.best not in distinct | {whole.best}]
        if not sure or not open_ends:
            return decide(whole, language)
        choice = dict.fromkeys([*_articles(sure), *_articles(open_ends), *(match.article for match in whole.matches)])
        return Clarification(language, tuple(choice)[:3], whole.confidence, whole.matches)

    def _counterfactual(self, asked: Asked, ranking: Ranking, language: Language) -> Counterfactual | None:
        """What the bot would say without the word whose loss takes most from the confidence."""
        trials = []
        for word in dict.fromkeys(asked.words):
            rest = replace(asked, words=tuple(other for other in asked.words if other != word))
            without = self.matcher.rank(rest, language)
            trials.append((without.best == ranking.best, without.confidence, word, without))
        if len(trials) < 2:  # noqa: PLR2004 - without its only word there is no question
            return None
        _, _, word, without = min(trials, key=lambda trial: trial[:3])
        return Counterfactual(word, decide(without, language))


def decide(ranking: Ranking, language: Language) -> Reply:
    """The reply that the bands give a ranking."""
    confidence, matches = ranking.confidence, ranking.matches
    if ranking.gap is not None or confidence < OFFER_FROM or not matches:
        gap = ranking.gap if confidence >= OFFER_FROM else None
        return HandOver(language, gap, confidence, matches)
    if confidence >= ANSWER_FROM:
        return Answer(language, (matches[0].article,), confidence, matches)
    likely = (match.article for match in matches if match.score >= WORTH_OFFERING * matches[0].score)
    return Clarification(language, tuple(likely), confidence, matches)


def _is_sure(ranking: Ranking) -> bool:
    return ranking.confidence >= ANSWER_FROM


def _articles(rankings: list[Ranking]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ranking.best for ranking in rankings if ranking.gap is None))


def _first_gap(rankings: list[Ranking]) -> str | None:
    return next((ranking.gap for ranking in rankings if ranking.gap is not None), None)
