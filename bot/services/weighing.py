"""One utterance → one decision: calculators first, then the articles, and an honest hand-over where neither fits.

What was said before plays no part in it, but for a number that is waited for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from bot.calculators import CALCULATORS
from bot.calculators.version_check import calculate as check_version
from bot.domain.article import PLEA
from bot.domain.error_text import tells_of_an_error
from bot.domain.reply import Calculation, Clarification, HandOver
from bot.domain.sentences import objects
from bot.domain.topics import topics_in
from bot.domain.utterance import parse_utterance
from bot.matching.matcher import join
from bot.matching.products import Products
from bot.matching.unknown_names import UnknownNames
from bot.services.calculating import (
    calculations_in,
    numbers_in,
    version_of_ours,
    with_remark,
    without_bystanders,
)
from bot.services.completing import complete
from bot.services.deciding import (
    ANSWER_FROM,
    Decision,
    RankedPart,
    as_offer,
    decide_together,
    is_answer,
    unless_exactly,
    without_small_talk,
)
from bot.services.gating import gate, names_another, own_versions
from bot.services.listing_topics import decide_list
from bot.services.look_alikes import without_look_alikes
from bot.services.ranking_parts import rank_joined, rank_parts, rank_scraps
from bot.services.tracing import ReplyContext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.article import KnowledgeBase
    from bot.domain.calculation import CalculatorName, Outcome
    from bot.domain.language import Language
    from bot.domain.product import Product
    from bot.domain.utterance import ParsedUtterance
    from bot.matching.matcher import Matcher, Ranking
    from bot.services.gating import Gate, OwnVersions

OTHER_PRODUCTS: Final = "other-packages"
"""The gap of questions about another product."""

ERROR_TEXTS: Final = "error-texts"
"""The gap of what programs say when something went wrong."""

_EXACTLY: Final = 1.0
"""The confidence of what is a phrasing, word for word: an article is about just that."""

_DIGIT: Final = re.compile(r"\d")


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
class Weighing:
    """Weighs utterances by one knowledge base and the matcher built from it."""

    knowledge: KnowledgeBase
    matcher: Matcher

    def calculate(self, calculator: CalculatorName, text: str) -> Outcome:
        """Return what `calculator` makes of plain `text`, all of it input, with an eye on the product it names."""
        facts = self.knowledge.facts
        if calculator == "version-check":
            return version_of_ours(text, self._own(text, is_input=True), partial(check_version, facts=facts))
        outcome = CALCULATORS[calculator].calculate(text, facts)
        return with_remark(outcome) if names_another(text, self._products, self._unknown_names) else outcome

    def numbers_in(self, text: str) -> tuple[Outcome, ...]:
        """Return what each calculator makes of a plain message whose numbers somebody wants checked."""
        return numbers_in(text, self.knowledge.facts, self._own(text))

    def is_of_another_product(self, text: str) -> bool:
        """Return whether plain `text` is handed over for the product that it names, whatever else it says."""
        return self._gate(parse_utterance(text)).subject == "other"

    def _gate(self, parsed: ParsedUtterance, meant: Product | None = None) -> Gate:
        return gate(parsed, self._products, self._unknown_names, meant)

    def _own(self, text: str, *, is_input: bool = False) -> OwnVersions:
        return own_versions(text, self._products, self._unknown_names, is_input=is_input)

    def consider(
        self,
        text: str,
        spoken: Language | None,
        language: Language,
        expecting: CalculatorName | None,
        meant: Product | None = None,
    ) -> ReplyContext:
        """Return the reply in `language` to plain `text`, which is in the language `spoken` if that is known.

        `meant` is another product that it is about where it names none; small talk and calls for help are about none.
        """
        parsed = parse_utterance(text)
        read = [(part, self.matcher.read(part.text, spoken)) for part in parsed.parts]
        whole = self.matcher.rank(join([cleaned for _, cleaned in read]), language)
        is_talk = (whole.best in self.small_talk or whole.best == PLEA) and is_answer(whole, ANSWER_FROM)
        utterance = _Utterance(
            parsed,
            about=self._gate(parsed, None if is_talk else meant),
            whole=whole,
            ranked=rank_parts(read, self.matcher, language, self.small_talk),
            expecting=expecting,
            language=language,
        )
        steps = (
            self._of_another_product,
            self._foreign,
            self._unknown,
            self._of_product_meant,
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
        return None if utterance.about.is_meant else self._of_product_meant(utterance)

    def _of_product_meant(self, utterance: _Utterance) -> Decision | None:
        """Hand it over also where it names no product, and another one is meant: whatever else it is comes first."""
        if utterance.about.subject != "other" or utterance.about.product is None:
            return None
        gap = OTHER_PRODUCTS if OTHER_PRODUCTS in self.knowledge.gaps else None
        product, is_of_channel = utterance.about.product.slug, utterance.about.is_meant
        reply = replace(_hand_over(utterance), gap=gap, product=product, is_of_channel=is_of_channel)
        return Decision(reply, reason="channel-product" if is_of_channel else "another-product")

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
        is_ours, facts = utterance.about.subject == "ours", self.knowledge.facts
        outcomes = calculations_in(utterance.parsed, facts, utterance.expecting) if is_ours else ()
        known = (each for each in outcomes if each.calculator in self.knowledge.calculators)
        outcomes = tuple(self._of_ours(each, utterance.parsed.text) for each in known)
        if utterance.expecting is None:
            parts = utterance.ranked or [RankedPart(part, utterance.whole) for part in utterance.parsed.parts[:1]]
            outcomes = without_bystanders(outcomes, utterance.parsed, parts)
        if not outcomes:
            return None
        if (
            utterance.expecting == "version-check"
            and outcomes[0].error == "ask"
            and _DIGIT.search(utterance.parsed.text)
        ):
            # It was asked for already, and this is no version of ours: asking again would go on for ever.
            return Decision(_hand_over(utterance), reason="no-version")
        calculation = Calculation(
            utterance.language, outcomes[0], candidates=utterance.whole.matches, more=outcomes[1:]
        )
        return Decision(self._completed(calculation, utterance))

    def _of_ours(self, outcome: Outcome, text: str) -> Outcome:
        """Return `outcome`; of a version, the verdict without those that stand behind another product's name."""
        own = self._own(text) if outcome.calculator == "version-check" else None
        is_ours = own is None or own.text == text
        return outcome if is_ours else version_of_ours(text, own, partial(check_version, facts=self.knowledge.facts))

    def _completed(self, calculation: Calculation, utterance: _Utterance) -> Calculation:
        """Return `calculation` with what else is asked in the message."""
        parsed, language = utterance.parsed, utterance.language
        scraps = rank_scraps(parsed, utterance.ranked, self.matcher, language)
        of_number = [each for each in scraps if each.ranking.utterance.numbers]
        besides = [each for each in scraps if each not in of_number]
        joined = rank_joined(parsed, self.matcher, language)
        return complete(calculation, [*utterance.ranked, *of_number], [*joined, *besides], self.small_talk)

    def _more_than_talk(self, utterance: _Utterance) -> Decision | None:
        """Hand over what looks like small talk and has a number, or an objection, in it."""
        whole = utterance.whole
        is_more = whole.utterance.numbers or (whole.confidence < 1 and objects(utterance.parsed.text))
        is_complaint = is_more and whole.best in self.small_talk
        return Decision(_hand_over(utterance), reason="complaint") if is_complaint else None

    def _matched(self, utterance: _Utterance) -> Decision:
        """Decide by what matches the message and its parts: its words, where it has any."""
        if not any(map(str.isalpha, utterance.parsed.text)):
            return Decision(HandOver(utterance.language, None, 0.0))
        asks, small_talk = utterance.parsed.asks, self.small_talk
        language, whole = utterance.language, utterance.whole
        decision = decide_list(self._topics_of(utterance), whole, self.matcher, language, small_talk)
        decision = decision or decide_together(whole, utterance.ranked, language, small_talk, asks=asks)
        decision = without_look_alikes(decision, utterance.ranked, utterance.parsed.text, self.knowledge)
        if utterance.about.subject != "ours":
            decision = decision.changed_to(as_offer(decision.reply), "doubted")
        if tells_of_an_error(utterance.parsed.text) and ERROR_TEXTS in self.knowledge.gaps:
            decision = decision.changed_to(unless_exactly(decision.reply, ERROR_TEXTS), "error-text")
        return decision.changed_to(without_small_talk(decision.reply, small_talk), "no-choice")

    def _topics_of(self, utterance: _Utterance) -> list[str]:
        """Return what the message lists; the name of our product is no topic, and what is a phrasing no list."""
        if utterance.whole.confidence >= _EXACTLY:
            return []
        ours = {
            utterance.parsed.text[each.start : each.end]
            for each in self._products.mentions(utterance.parsed.text)
            if each.product.role == "ours"
        }
        return [topic for topic in topics_in(utterance.parsed.text) if topic not in ours]

    @cached_property
    def _products(self) -> Products:
        return Products(self.knowledge.products, self.matcher.speller)

    @cached_property
    def _unknown_names(self) -> UnknownNames:
        return UnknownNames(self.matcher.speller)

    @cached_property
    def small_talk(self) -> frozenset[str]:
        """Return the articles that are talk and no answers."""
        return frozenset(slug for slug, article in self.knowledge.articles.items() if article.topic == "general")


def _hand_over(utterance: _Utterance) -> HandOver:
    return HandOver(utterance.language, None, utterance.whole.confidence, utterance.whole.matches)
