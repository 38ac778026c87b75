"""A question → one reply: calculators first, then the articles, and an honest hand-over where neither fits.

Pure: the same question, memory and knowledge give the same reply.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.calculators import CALCULATORS
from bot.calculators.mailbox_address import asks_for_address, is_hardly_more
from bot.domain.conversation import Memory
from bot.domain.error_text import tells_of_an_error
from bot.domain.reply import Answer, Calculation, Clarification, HandOver
from bot.domain.sentences import is_substantial, joined_in
from bot.domain.text_cleaning import is_cut, plain
from bot.domain.utterance import parse_utterance
from bot.matching.matcher import join
from bot.matching.products import Products
from bot.matching.unknown_names import UnknownNames
from bot.services.completing import ANSWERED_BY_CALCULATION, complete
from bot.services.deciding import (
    OFFER_FROM,
    Decision,
    RankedPart,
    as_offer,
    decide_together,
    unless_exactly,
    without_small_talk,
)
from bot.services.gating import gate
from bot.services.tracing import ReplyContext, trace_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.article import KnowledgeBase
    from bot.domain.calculation import CalculatorName, Outcome
    from bot.domain.conversation import Question
    from bot.domain.language import Language
    from bot.domain.reply import Reply, Trace
    from bot.domain.sentences import UtterancePart
    from bot.domain.utterance import ParsedUtterance
    from bot.matching.matcher import CleanedUtterance, Matcher, Ranking
    from bot.services.gating import Gate

DEFAULT_LANGUAGE: Final[Language] = "nl"
"""Of texts that could be either ("ok?"): most requesters are Dutch."""

OTHER_PRODUCTS: Final = "other-packages"
"""The gap of questions about another product."""

ERROR_TEXTS: Final = "error-texts"
"""The gap of what programs say when something went wrong."""

_DIGIT: Final = re.compile(r"\d")
_OBJECTION: Final = re.compile(
    r"\b(?:maar|but|(?:werkt|lukt|helpt|hielp|klopt)(?: \w+)? niet|(?:not|n't) (?:work|help|what|right)\w*)\b",
    re.IGNORECASE,
)
"""What makes thanks a complaint."""


@dataclass(frozen=True, slots=True)
class _Utterance:
    """An utterance with all that its reply is weighed from; `expecting` is what the bot has just asked for."""

    parsed: ParsedUtterance
    about: Gate
    whole: Ranking
    ranked: Sequence[RankedPart]
    expecting: CalculatorName | None
    language: Language


@dataclass(frozen=True)
class Answering:
    """Answers from one knowledge base and the matcher built from it."""

    knowledge: KnowledgeBase
    matcher: Matcher

    @property
    def version(self) -> str:
        """The version of the knowledge base that is answered from."""
        return self.knowledge.version

    def reply_to(self, question: Question, memory: Memory) -> tuple[Reply, Memory]:
        """Return the reply, and what to remember: the conversation's language, and a number that was asked for."""
        context, language = self._context_of(question, memory)
        reply = replace(context.decision.reply, is_cut=is_cut(question.text))
        is_asking_back = isinstance(reply, Calculation) and reply.outcome.value is None
        expecting = reply.outcome.calculator if isinstance(reply, Calculation) and is_asking_back else None
        return reply, Memory(expecting=expecting, language=language, updated_at=memory.updated_at)

    def calculate(self, calculator: CalculatorName, text: str, language: Language | None) -> Calculation:
        """Return what `calculator` makes of `text`, all of it input; `language` is that of texts that tell none."""
        text = plain(text)
        spoken = self.matcher.language_of(text, language) or DEFAULT_LANGUAGE
        return Calculation(spoken, CALCULATORS[calculator].calculate(text, self.knowledge.facts))

    def language_of(self, text: str, otherwise: Language) -> Language:
        """Return the language that `text` is written in; `otherwise` where it could be either."""
        return self.matcher.language_of(plain(text), otherwise) or otherwise

    def article(self, slug: str, language: Language) -> Answer | None:
        """Return the article that somebody chose; None where it is not (or no longer) published."""
        article = self.knowledge.articles.get(slug)
        return None if article is None or article.is_draft else Answer(language, (slug,), confidence=1.0)

    def explain(self, question: Question, memory: Memory) -> tuple[Reply, Trace]:
        """Return the reply and why it is that one, with a true run without the word that counted most."""
        context, language = self._context_of(question, memory)

        def again(text: str) -> Reply:
            spoken = self.matcher.language_of(text, memory.language)
            return self._consider(text, spoken, language, memory.expecting).decision.reply

        reply = replace(context.decision.reply, is_cut=is_cut(question.text))
        return reply, trace_of(context, self.matcher, self.knowledge.version, again)

    def _context_of(self, question: Question, memory: Memory) -> tuple[ReplyContext, Language]:
        """Return the reply to `question` with everything it was weighed from, and the language to reply in."""
        text = plain(question.text)
        spoken = self.matcher.language_of(text, memory.language)
        language = question.language or spoken or DEFAULT_LANGUAGE
        return self._consider(text, spoken, language, memory.expecting), language

    def _consider(
        self, text: str, spoken: Language | None, language: Language, expecting: CalculatorName | None
    ) -> ReplyContext:
        """Return the reply in `language` to plain `text`, which is in the language `spoken` if that is known."""
        parsed = parse_utterance(text)
        read = [(part, self.matcher.read(part.text, spoken)) for part in parsed.parts]
        utterance = _Utterance(
            parsed,
            about=gate(parsed, self._products, self._unknown_names),
            whole=self.matcher.rank(join([cleaned for _, cleaned in read]), language),
            ranked=self._ranked(read, language),
            expecting=expecting,
            language=language,
        )
        steps = (
            self._of_another_product,
            self._foreign,
            self._unknown,
            self._calculated,
            self._more_than_talk,
        )
        for step in steps:
            decision = step(utterance)
            if decision is not None:
                break
        else:
            decision = self._matched(utterance)
        return ReplyContext(parsed, utterance.about, utterance.whole, utterance.ranked, decision)

    def _of_another_product(self, utterance: _Utterance) -> Decision | None:
        """Hand over what is about a product that is not ours."""
        if utterance.about.subject != "other" or utterance.about.product is None:
            return None
        gap = OTHER_PRODUCTS if OTHER_PRODUCTS in self.knowledge.gaps else None
        product = utterance.about.product.slug
        return Decision(
            HandOver(utterance.language, gap, utterance.whole.confidence, utterance.whole.matches, product=product),
            reason="another-product",
        )

    def _foreign(self, utterance: _Utterance) -> Decision | None:
        """Hand over what is in a language that the bot does not speak, and say so in English."""
        if utterance.expecting is not None or not self.matcher.is_foreign(utterance.whole.utterance):
            return None
        return Decision(
            HandOver("en", None, utterance.whole.confidence, utterance.whole.matches, is_foreign=True),
            reason="foreign",
        )

    def _unknown(self, utterance: _Utterance) -> Decision | None:
        """Ask about a name that nobody here knows."""
        if utterance.about.subject != "unknown":
            return None
        return Decision(
            Clarification(utterance.language, (), utterance.whole.confidence, unknown=utterance.about.name),
            reason="unknown-name",
        )

    def _calculated(self, utterance: _Utterance) -> Decision | None:
        """Calculate what is asked for, with the answers to what else is asked beside it."""
        outcomes = (
            self._calculations(utterance.parsed, utterance.expecting) if utterance.about.subject == "ours" else ()
        )
        if utterance.expecting is None:
            parts = utterance.ranked or [RankedPart(part, utterance.whole) for part in utterance.parsed.parts[:1]]
            outcomes = _without_bystanders(outcomes, utterance.parsed, parts)
        if not outcomes:
            return None
        if (
            utterance.expecting == "version-check"
            and outcomes[0].error == "ask"
            and _DIGIT.search(utterance.parsed.text)
        ):
            # It was asked for already, and this is no version of Globe: asking again would go on for ever.
            return Decision(_hand_over(utterance), reason="no-version")
        calculation = Calculation(
            utterance.language, outcomes[0], candidates=utterance.whole.matches, more=outcomes[1:]
        )
        return Decision(complete(calculation, utterance.ranked, self._joined(utterance), self._small_talk))

    def _more_than_talk(self, utterance: _Utterance) -> Decision | None:
        """Hand over what looks like small talk and has a number, or an objection, in it."""
        whole = utterance.whole
        is_more = whole.utterance.numbers or (whole.confidence < 1 and _OBJECTION.search(utterance.parsed.text))
        is_complaint = is_more and whole.best in self._small_talk
        return Decision(_hand_over(utterance), reason="complaint") if is_complaint else None

    def _matched(self, utterance: _Utterance) -> Decision:
        """Decide by what matches the message and its parts."""
        asks, small_talk = utterance.parsed.asks, self._small_talk
        decision = decide_together(utterance.whole, utterance.ranked, utterance.language, small_talk, asks=asks)
        if utterance.about.subject != "ours":
            decision = decision.changed_to(as_offer(decision.reply), "doubted")
        if tells_of_an_error(utterance.parsed.text) and ERROR_TEXTS in self.knowledge.gaps:
            decision = decision.changed_to(unless_exactly(decision.reply, ERROR_TEXTS), "error-text")
        return decision.changed_to(without_small_talk(decision.reply, small_talk), "no-choice")

    def _joined(self, utterance: _Utterance) -> list[RankedPart]:
        """Rank what is joined to something with a number, in the same sentence."""
        language = utterance.language
        read = [
            (joined, self.matcher.read(joined.text, language))
            for part in utterance.parsed.parts
            if not part.is_quoted
            for joined in joined_in(part)
        ]
        return [RankedPart(joined, self.matcher.rank(cleaned, language)) for joined, cleaned in read if cleaned.words]

    def _ranked(self, read: Sequence[tuple[UtterancePart, CleanedUtterance]], language: Language) -> list[RankedPart]:
        """Rank each part by itself; return none where there is but one, and no scraps beside others."""
        if len(read) <= 1:  # the part is the whole
            return []
        return [
            RankedPart(part, self.matcher.rank(cleaned, language))
            for part, cleaned in read
            if is_substantial(cleaned.words)
        ]

    @cached_property
    def _products(self) -> Products:
        return Products(self.knowledge.products, self.matcher.speller)

    @cached_property
    def _unknown_names(self) -> UnknownNames:
        return UnknownNames(self.matcher.speller)

    @cached_property
    def _small_talk(self) -> frozenset[str]:
        return frozenset(slug for slug, article in self.knowledge.articles.items() if article.topic == "general")

    def _calculations(self, parsed: ParsedUtterance, expecting: CalculatorName | None) -> tuple[Outcome, ...]:
        """Return what the calculators recognise in an utterance; the one that was asking goes first, and alone."""
        outcomes = []
        for name in sorted(CALCULATORS, key=lambda name: name != expecting):
            outcome = CALCULATORS[name].recognise(parsed, self.knowledge.facts, is_expected=name == expecting)
            if outcome is not None:
                outcomes.append(outcome)
        outcomes.sort(key=lambda outcome: parsed.text.find(outcome.read) if outcome.read else len(parsed.text))
        return tuple(outcomes[:1]) if expecting else tuple(outcomes)


def _hand_over(utterance: _Utterance) -> HandOver:
    return HandOver(utterance.language, None, utterance.whole.confidence, utterance.whole.matches)


def _without_bystanders(
    outcomes: tuple[Outcome, ...], parsed: ParsedUtterance, ranked: Sequence[RankedPart]
) -> tuple[Outcome, ...]:
    """Return `outcomes` less an address that nobody asks for: what is asked counts, and what is the matter."""
    others = ANSWERED_BY_CALCULATION["mailbox-address"]
    is_about_something_else = any(
        each.ranking.confidence >= OFFER_FROM and each.ranking.best not in others for each in ranked
    )
    if asks_for_address(parsed) or (is_hardly_more(parsed) and not is_about_something_else):
        return outcomes
    return tuple(each for each in outcomes if each.calculator != "mailbox-address" or each.error == "no-number")
