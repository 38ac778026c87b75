"""Every integration answers for its own product: which one is asked, and what is said where that is not plain.

Which product? The one that is named, else the one that was talked of, else the channel's; else the bot asks. With one
integration there is nothing to choose, and everything is left to that one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from bot.domain.article import GENERAL
from bot.domain.library import name_of
from bot.domain.reply import Answer, Calculation, Clarification, FollowUp, HandOver
from bot.domain.text_cleaning import plain
from bot.services.deciding import PLEA
from bot.services.own_names import OwnNames
from bot.services.telling_apart import inside, memory_inside, memory_outside, outside, trace_outside

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.calculation import CalculatorName, Outcome
    from bot.domain.conversation import Memory, Question
    from bot.domain.follow_ups import FollowUpKind, Heard
    from bot.domain.language import Language
    from bot.domain.library import Library
    from bot.domain.reply import Reply, Trace
    from bot.domain.setup_guide import SetupGuide
    from bot.services.answering import Answering
    from bot.services.own_questions import Reading


@dataclass(frozen=True)
class AnsweringAll:
    """Answers from all knowledge bases of a library, each with an `Answering` of its own, in their order."""

    knowledge: Library
    each: tuple[Answering, ...]

    @property
    def version(self) -> str:
        """The version of the knowledge that is answered from."""
        return self.knowledge.version

    def setup_guide(self, product: str | None, /) -> SetupGuide:
        """Return the steps of the guided set-up of a product, with the articles as they are known outside."""
        return self.knowledge.guide_of(self._of(product).knowledge)

    def reply_to(self, question: Question, memory: Memory) -> tuple[Reply, Memory]:
        """Return the reply, and what to remember: what each integration remembers, and which one is talked of."""
        if len(self.each) == 1:
            return self.each[0].reply_to(question, memory)
        question, memory = self._completed(question, memory)
        one = self._asked(question, memory)
        if one is None:
            reply = self._of_none(question, memory)
            return reply, replace(
                memory, expecting=None, language=reply.language, articles=(), offered=(), asked=question.text
            )
        reply, after = one.reply_to(question, memory_inside(memory, one.knowledge))
        asked = memory.asked if isinstance(reply, FollowUp) else question.text
        after = replace(memory_outside(after, one.knowledge), manners=memory.manners, asked=asked)
        return self._said_by(one, reply), after

    def explain(self, question: Question, memory: Memory) -> tuple[Reply, Trace]:
        """Return the reply and why it is that one."""
        if len(self.each) == 1:
            return self.each[0].explain(question, memory)
        question, memory = self._completed(question, memory)
        one = self._asked(question, memory)
        asked = one or self._first
        reply, trace = asked.explain(question, memory_inside(memory, asked.knowledge))
        trace = trace_outside(trace, asked.knowledge)
        if one is None:
            reply = self._of_none(question, memory)
            is_asking = isinstance(reply, Clarification) and bool(reply.products)
            return reply, replace(trace, reason="which-product", counterfactual=None) if is_asking else trace
        return self._said_by(asked, reply), trace

    def _said_by(self, one: Answering, reply: Reply) -> Reply:
        """Return a reply of one integration as it is said beside others: that another product is meant is of all."""
        is_of_all = isinstance(reply, HandOver) and reply.product is not None
        return replace(outside(reply, one.knowledge), about=None) if is_of_all else outside(reply, one.knowledge)

    def is_product_alone(self, text: str) -> bool:
        """Return whether `text` names one of several products and says no more: the last question is about that."""
        return len(self.each) > 1 and self._only_named(text) is not None

    def _completed(self, question: Question, memory: Memory) -> tuple[Question, Memory]:
        """Return what was asked before, about the product that is told now, where no more than that is told."""
        one = None if memory.asked is None else self._only_named(question.text)
        if one is None or memory.asked is None:
            return question, memory
        text, product = plain(memory.asked), one.knowledge.product
        name = next((each.name for each in self.knowledge.products if each.slug == product), "")
        for other in self.each:
            text = text if other is one else self._names[id(other)].replaced_in(text, name)
        return replace(question, text=text, heard=None), replace(memory, product=product)

    def _only_named(self, text: str) -> Answering | None:
        """Return whose product `text` names, where it says hardly more than that."""
        named, text = self._named_in(plain(text)), plain(text)
        return named[0] if len(named) == 1 and self._names[id(named[0])].is_hardly_more(text) else None

    def _asked(self, question: Question, memory: Memory) -> Answering | None:
        """Return who answers; None where it is not plain what product is meant."""
        text = plain(question.text)
        if named := self._named_in(text):
            return named[0] if len(named) == 1 else None
        if len(self._mentioned_in(text)) > 1:
            return None
        channels = None if memory.manners is None else memory.manners.product
        for product in (memory.product, channels):
            if product is not None and self.knowledge.of_product(product) is not None:
                return self._of(product)
        return None

    def _named_in(self, text: str) -> list[Answering]:
        """Return whose product plain `text` is about, by its name."""
        return [one for one in self.each if self._names[id(one)].is_subject_of(text)]

    def _mentioned_in(self, text: str) -> list[Answering]:
        """Return whose product plain `text` names, whatever it is about."""
        return [one for one in self.each if self._names[id(one)].is_in(text)]

    def _of_none(self, question: Question, memory: Memory) -> Reply:
        """Return the reply where no product is told: what each says alike, else which of them is meant."""
        replies = [
            outside(one.reply_to(question, memory_inside(memory, one.knowledge))[0], one.knowledge)
            for one in self.each
        ]
        first = next((reply for reply in replies if not self._is_of_a_product(reply)), replies[0])
        if not any(map(self._is_of_a_product, replies)):
            return replace(first, about=None)
        products = tuple(one.knowledge.product or "" for one in self._meant(question))
        return Clarification(first.language, (), first.confidence, products=products, is_cut=first.is_cut)

    def _meant(self, question: Question) -> Sequence[Answering]:
        """Return whose product may be meant: of those that are named, each; else every one."""
        return self._mentioned_in(plain(question.text)) or self.each

    def _is_of_a_product(self, reply: Reply) -> bool:
        """Return whether another integration's words may be the right ones in its place."""
        match reply:
            case HandOver() | Clarification(articles=()):
                return False
            case Answer(articles=articles):
                # How people are reached is the same whatever it is about.
                telling = (slug for slug in articles if name_of(slug) != PLEA)
                return any(self.knowledge.articles[slug].topic != GENERAL for slug in telling)
        return True

    def hear(self, text: str) -> Heard:
        """Return whether `text` follows up, for whoever looks."""
        return self._first.hear(text)

    def follow_up_in(self, question: Question, memory: Memory) -> FollowUpKind | None:
        """Return what it asks for with what was said before; None where it is a question of its own."""
        one = self._talked_with(memory)
        return one.follow_up_in(question, memory_inside(memory, one.knowledge))

    def goes_on(self, question: Question, memory: Memory) -> bool:
        """Return whether it follows up, asks, tells of what the bot knows, or which product is meant."""
        if memory.trace_id is not None and self.is_product_alone(question.text):
            return True
        one = self._talked_with(memory)
        return one.goes_on(question, memory_inside(memory, one.knowledge))

    def reading_of(self, question: Question, memory: Memory) -> Reading:
        """Return how `question` reads to somebody who waits for its writer's answer."""
        one = self._talked_with(memory)
        return one.reading_of(question, memory_inside(memory, one.knowledge))

    def remember(self, reply: Reply, memory: Memory) -> Memory:
        """Return `memory` with what `reply` is about, so that one can go on from it."""
        if len(self.each) == 1:
            return self.each[0].remember(reply, memory)
        product = reply.about or memory.product
        base = self._of(product).knowledge
        after = self._of(product).remember(inside(reply, base), memory_inside(memory, base))
        return replace(memory_outside(after, base), product=product, manners=memory.manners)

    def article(self, slug: str, language: Language) -> Answer | None:
        """Return the article that somebody chose; None where it is not (or no longer) published."""
        one = self.of(slug)
        found = one.article(slug.removeprefix(one.knowledge.prefix), language)
        if found is None or len(self.each) == 1:
            return found
        is_talk = self.knowledge.articles[slug].topic == GENERAL
        return replace(outside(found, one.knowledge), about=None) if is_talk else outside(found, one.knowledge)

    def language_of(self, text: str, otherwise: Language) -> Language:
        """Return the language that `text` is written in; `otherwise` where it could be either."""
        return self._first.language_of(text, otherwise)

    def calculate(
        self, calculator: CalculatorName, text: str, language: Language | None, product: str | None = None, /
    ) -> Calculation:
        """Return what a calculator makes of `text`, of the product that it names, else of `product`.

        It is that of the first that it works for, where it does not for that.
        """
        one = self._calculating(text, product, calculator)
        calculation = one.calculate(calculator, text, language)
        return calculation if len(self.each) == 1 else outside(calculation, one.knowledge)

    def numbers_in(self, text: str, /) -> tuple[Outcome, ...]:
        """Return what each calculator makes of a message whose numbers somebody wants checked."""
        return self._calculating(text, None, "mailbox-address").numbers_in(text)

    def _calculating(self, text: str, product: str | None, calculator: CalculatorName) -> Answering:
        named = self._named_in(plain(text)) if len(self.each) > 1 else []
        meant = named[0] if len(named) == 1 else self._of(product)
        able = (one for one in (meant, *self.each) if calculator in one.knowledge.calculators)
        return next(able, meant)

    def warm_up(self) -> None:
        """Work out now what the first message would wait for."""
        for one in self.each:
            one.warm_up()

    def of(self, slug: str) -> Answering:
        """Return who answers with an article, or knows a gap."""
        base = self.knowledge.base_of(slug)
        return next(one for one in self.each if one.knowledge is base)

    def _talked_with(self, memory: Memory) -> Answering:
        return self._of(memory.product or (None if memory.manners is None else memory.manners.product))

    def _of(self, product: str | None) -> Answering:
        """Return who answers for a product; the first, where there is none of it."""
        return next((one for one in self.each if one.knowledge.product == product), self._first)

    @property
    def _first(self) -> Answering:
        return self.each[0]

    @cached_property
    def _names(self) -> Mapping[int, OwnNames]:
        return {id(one): OwnNames(one.knowledge, one.matcher.speller) for one in self.each}
