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
from bot.domain.text_cleaning import is_cut, plain
from bot.domain.utterance import parse_utterance
from bot.matching.matcher import joined
from bot.matching.products import Products
from bot.matching.unknown_names import UnknownNames
from bot.services.deciding import (
    OFFER_FROM,
    Decision,
    Ranked,
    articles_of,
    counts,
    decide_together,
    doubted,
    first_gap,
    unless_exactly,
    worth_choosing,
)
from bot.services.explaining import Considered, trace_of
from bot.services.gating import gate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.article import KnowledgeBase
    from bot.domain.calculation import CalculatorName, Outcome
    from bot.domain.conversation import Question
    from bot.domain.language import Language
    from bot.domain.reply import Reply, Trace
    from bot.domain.sentences import UtterancePart
    from bot.domain.utterance import ParsedUtterance
    from bot.matching.matcher import Asked, Matcher, Ranking
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

_ANSWERED_BY_CALCULATION: Final[dict[CalculatorName, frozenset[str]]] = {
    "mailbox-address": frozenset({"mailbox-address-format"}),
    "version-check": frozenset({"version-required"}),
}


@dataclass(frozen=True, slots=True)
class _Heard:
    """A message with all that its reply is weighed from; `expecting` is what the bot has just asked for."""

    message: ParsedUtterance
    about: Gate
    whole: Ranking
    ranked: Sequence[Ranked]
    expecting: CalculatorName | None
    language: Language


@dataclass(frozen=True)
class Answering:
    """Answers from one knowledge base and the matcher built from it."""

    knowledge: KnowledgeBase
    matcher: Matcher

    def reply_to(self, question: Question, memory: Memory) -> tuple[Reply, Memory]:
        """Return the reply, and what to remember: the conversation's language, and a number that was asked for."""
        considered, language = self._considered(question, memory)
        reply = replace(considered.decision.reply, is_cut=is_cut(question.text))
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
        """Return the reply and why it is that one, with a true run without the word that counted most."""
        considered, language = self._considered(question, memory)

        def again(text: str) -> Reply:
            spoken = self.matcher.language_of(text)
            return self._consider(text, spoken, language, memory.expecting).decision.reply

        reply = replace(considered.decision.reply, is_cut=is_cut(question.text))
        return reply, trace_of(considered, self.matcher, self.knowledge.version, again)

    def _considered(self, question: Question, memory: Memory) -> tuple[Considered, Language]:
        """Return the reply to `question` with everything it was weighed from, and the language to reply in."""
        text = plain(question.text)
        spoken = self.matcher.language_of(text)
        language = question.language or spoken or memory.language or DEFAULT_LANGUAGE
        return self._consider(text, spoken, language, memory.expecting), language

    def _consider(
        self, text: str, spoken: Language | None, language: Language, expecting: CalculatorName | None
    ) -> Considered:
        """Return the reply in `language` to plain `text`, which is in the language `spoken` if that is known."""
        message = parse_utterance(text)
        read = [(part, self.matcher.read(part.text, spoken)) for part in message.parts]
        heard = _Heard(
            message,
            about=gate(message, self._products, self._unknown_names),
            whole=self.matcher.rank(joined([asked for _, asked in read]), language),
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
        decision = next(filter(None, (step(heard) for step in steps)), None) or self._matched(heard)
        return Considered(message, heard.about, heard.whole, heard.ranked, decision)

    def _of_another_product(self, heard: _Heard) -> Decision | None:
        """Hand over what is about a product that is not ours."""
        if heard.about.subject != "other" or heard.about.product is None:
            return None
        gap = OTHER_PRODUCTS if OTHER_PRODUCTS in self.knowledge.gaps else None
        product = heard.about.product.slug
        return Decision(
            HandOver(heard.language, gap, heard.whole.confidence, heard.whole.matches, product=product),
            reason="another-product",
        )

    def _foreign(self, heard: _Heard) -> Decision | None:
        """Hand over what is in a language that the bot does not speak, and say so in English."""
        if heard.expecting is not None or not self.matcher.is_foreign(heard.whole.asked):
            return None
        return Decision(
            HandOver("en", None, heard.whole.confidence, heard.whole.matches, is_foreign=True), reason="foreign"
        )

    def _unknown(self, heard: _Heard) -> Decision | None:
        """Ask about a name that nobody here knows."""
        if heard.about.subject != "unknown":
            return None
        return Decision(
            Clarification(heard.language, (), heard.whole.confidence, unknown=heard.about.name), reason="unknown-name"
        )

    def _calculated(self, heard: _Heard) -> Decision | None:
        """Calculate what is asked for, with the answers to what else is asked beside it."""
        outcomes = self._calculations(heard.message, heard.expecting) if heard.about.subject == "ours" else ()
        if heard.expecting is None:
            parts = heard.ranked or [Ranked(part, heard.whole) for part in heard.message.parts[:1]]
            outcomes = _without_bystanders(outcomes, heard.message, parts)
        if not outcomes:
            return None
        if heard.expecting == "version-check" and outcomes[0].error == "ask" and _DIGIT.search(heard.message.text):
            # It was asked for already, and this is no version of Globe: asking again would go on for ever.
            return Decision(_hand_over(heard), reason="no-version")
        calculation = Calculation(heard.language, outcomes[0], candidates=heard.whole.matches, more=outcomes[1:])
        return Decision(self._beside(calculation, heard.ranked))

    def _more_than_talk(self, heard: _Heard) -> Decision | None:
        """Hand over what looks like small talk and has a number, or an objection, in it."""
        whole = heard.whole
        is_more = whole.asked.numbers or (whole.confidence < 1 and _OBJECTION.search(heard.message.text))
        is_complaint = is_more and whole.best in self._small_talk
        return Decision(_hand_over(heard), reason="complaint") if is_complaint else None

    def _matched(self, heard: _Heard) -> Decision:
        """Decide by what matches the message and its parts."""
        asks, small_talk = heard.message.asks, self._small_talk
        decision = decide_together(heard.whole, heard.ranked, heard.language, small_talk, asks=asks)
        if heard.about.subject != "ours":
            decision = decision.turned(doubted(decision.reply), "doubted")
        if tells_of_an_error(heard.message.text) and ERROR_TEXTS in self.knowledge.gaps:
            decision = decision.turned(unless_exactly(decision.reply, ERROR_TEXTS), "error-text")
        return decision.turned(worth_choosing(decision.reply, small_talk), "no-choice")

    def _ranked(self, read: Sequence[tuple[UtterancePart, Asked]], language: Language) -> list[Ranked]:
        """Each part ranked by itself; none where there is but one, and scraps are none beside others."""
        if len(read) < 2:  # noqa: PLR2004 - one part is the whole
            return []
        return [Ranked(part, self.matcher.rank(asked, language)) for part, asked in read if counts(asked.words)]

    @cached_property
    def _products(self) -> Products:
        return Products(self.knowledge.products, self.matcher.speller)

    @cached_property
    def _unknown_names(self) -> UnknownNames:
        return UnknownNames(self.matcher.speller)

    @cached_property
    def _small_talk(self) -> frozenset[str]:
        return frozenset(slug for slug, article in self.knowledge.articles.items() if article.topic == "general")

    def _calculations(self, message: ParsedUtterance, expecting: CalculatorName | None) -> tuple[Outcome, ...]:
        """What the calculators recognise in `message`; the one that was asking goes first, and alone."""
        outcomes = []
        for name in sorted(CALCULATORS, key=lambda name: name != expecting):
            outcome = CALCULATORS[name].recognise(message, self.knowledge.facts, is_expected=name == expecting)
            if outcome is not None:
                outcomes.append(outcome)
        outcomes.sort(key=lambda outcome: message.text.find(outcome.read) if outcome.read else len(message.text))
        return tuple(outcomes[:1]) if expecting else tuple(outcomes)

    def _beside(self, calculation: Calculation, ranked: Sequence[Ranked]) -> Calculation:
        """`calculation`, with the answers to what else was asked beside it."""
        calculators = [outcome.calculator for outcome in (calculation.outcome, *calculation.more)]
        own = frozenset().union(*(_ANSWERED_BY_CALCULATION[name] for name in calculators)) | self._small_talk
        others = [
            each
            for each in ranked
            if each.asks and each.is_sure and not each.ranking.asked.numbers and each.ranking.best not in own
        ]
        return replace(calculation, articles=articles_of(others), gap=first_gap(others))


def _hand_over(heard: _Heard) -> HandOver:
    return HandOver(heard.language, None, heard.whole.confidence, heard.whole.matches)


def _without_bystanders(
    outcomes: tuple[Outcome, ...], message: ParsedUtterance, ranked: Sequence[Ranked]
) -> tuple[Outcome, ...]:
    """Return `outcomes` less an address that nobody asks for: what is asked counts, and what is the matter."""
    others = _ANSWERED_BY_CALCULATION["mailbox-address"]
    is_about_something_else = any(
        each.ranking.confidence >= OFFER_FROM and each.ranking.best not in others for each in ranked
    )
    if asks_for_address(message) or (is_hardly_more(message) and not is_about_something_else):
        return outcomes
    return tuple(each for each in outcomes if each.calculator != "mailbox-address" or each.error == "no-number")
