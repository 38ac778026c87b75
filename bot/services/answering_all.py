"""Every integration answers for its own product: which one is asked, and what is said where that is not plain.

Which product? The one that is named, else the one that was talked of, else the channel's; else the bot asks. With one
integration there is nothing to choose, and everything is left to that one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from bot.domain.article import GENERAL, PLEA
from bot.domain.conversation import Memory
from bot.domain.follow_ups import OF_THE_SETUP
from bot.domain.library import name_of
from bot.domain.reply import Answer, Calculation, Clarification, FollowUp, HandOver
from bot.domain.text_cleaning import plain
from bot.services.answering import DEFAULT_LANGUAGE
from bot.services.opening_talks import opening, waits_for_more
from bot.services.own_names import OwnNames
from bot.services.telling_apart import found_in, inside, memory_inside, memory_outside, outside, trace_outside
from bot.services.warming_up import work_out

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.calculation import CalculatorName, Outcome
    from bot.domain.conversation import Question
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

    @property
    def products(self) -> tuple[str, ...]:
        """The products that there are answers about, where there are several."""
        return () if self._is_alone else tuple(one.knowledge.product or "" for one in self.each)

    def setup_guide(self, product: str | None, /) -> SetupGuide:
        """Return the steps of the guided set-up of a product, with the articles as they are known outside."""
        return self.knowledge.guide_of(self._of(product).knowledge)

    def calculators_of(self, product: str | None, /) -> tuple[CalculatorName, ...]:
        """Return what can be worked out for a product."""
        return self._of(product).knowledge.calculators

    def reply_to(self, question: Question, memory: Memory) -> tuple[Reply, Memory]:
        """Return the reply, and what to remember: what each integration remembers, and which one is talked of."""
        if (named := self._opened(question, memory)) is not None:
            return self._opening(named, question, memory)
        if self._is_alone:
            return self._first.reply_to(question, memory)
        one = self._who_answers(question.text, memory)
        if one is not None:
            reply, after = one.reply_to(question, memory_inside(memory, one.knowledge))
            if not self._is_of_another_of_ours(reply):
                after = replace(memory_outside(after, one.knowledge), manners=memory.manners)
                return self._as_said(reply, one), after
        reply = self._common_reply(question, memory)
        return reply, replace(memory, expecting=None, language=reply.language, articles=(), offered=(), setup=None)

    def explain(self, question: Question, memory: Memory) -> tuple[Reply, Trace]:
        """Return the reply and why it is that one."""
        if (named := self._opened(question, memory)) is not None:
            _, trace = named.explain(question, Memory())
            reply, _ = self._opening(named, question, memory)
            return reply, replace(trace, reason="opening", counterfactual=None)
        if self._is_alone:
            return self._first.explain(question, memory)
        one = self._who_answers(question.text, memory) or self._first
        told, trace = one.explain(question, memory_inside(memory, one.knowledge))
        trace, (reply, _) = trace_outside(trace, one.knowledge), self.reply_to(question, memory)
        if reply == self._as_said(told, one):
            return reply, trace
        is_asking = isinstance(reply, Clarification) and bool(reply.products)
        return reply, replace(trace, reason="which-product", counterfactual=None) if is_asking else trace

    def _opened(self, question: Question, memory: Memory) -> Answering | None:
        """Return whose product is named while nothing is asked of it; None where it is said to what went before."""
        if waits_for_more(memory) or (self._is_alone and (memory.articles or memory.offered)):
            return None
        return self._that_opens(plain(question.text))

    def _that_opens(self, text: str) -> Answering | None:
        """Return whose product plain `text` names, and asks nothing of yet."""
        return next((one for one in self.each if self._names_of(one).opens(text)), None)

    def _opening(self, one: Answering, question: Question, memory: Memory) -> tuple[Reply, Memory]:
        """Return the question what one wants to know of its product, and what to remember."""
        language = question.language or one.language_of(question.text, memory.language or DEFAULT_LANGUAGE)
        reply = opening(one.knowledge, language)
        said = reply if self._is_alone else outside(reply, one.knowledge)
        return said, self.remember(said, replace(memory, language=language, step=None))

    def product_alone(self, text: str) -> str | None:
        """Return the one of several products that `text` names, where it says no more; None for anything else."""
        text = plain(text)
        named = [] if self._is_alone else self._that_name(text)
        return named[0].knowledge.product if len(named) == 1 and self._names_of(named[0]).is_alone(text) else None

    def product_opened(self, text: str) -> str | None:
        """Return the one of several products that `text` names, where it asks nothing of it yet."""
        opened = None if self._is_alone else self._that_opens(plain(text))
        return None if opened is None else opened.knowledge.product

    def about_product(self, text: str, product: str) -> str:
        """Return `text` with the name of that product in the place of others, as if it had been asked about that."""
        return self._names_of(self._of(product)).about_it(plain(text))

    def product_meant(self, text: str, memory: Memory, /) -> str | None:
        """Return the one of several products that `text` is about: that it names, else that is talked of."""
        one = None if self._is_alone else self._who_answers(text, memory)
        return None if one is None else one.knowledge.product

    def _who_answers(self, text: str, memory: Memory) -> Answering | None:
        """Return who answers what is said; None where it is not plain what product is meant."""
        text = plain(text)
        named = [one for one in self.each if self._names_of(one).is_subject_of(text)] or self._that_name(text)
        if named:
            return named[0] if len(named) == 1 else None
        return self._talked_of(memory)

    def _talked_of(self, memory: Memory) -> Answering | None:
        """Return whose product is talked of, else set for the channel; None where neither is of ours."""
        channels = None if memory.manners is None else memory.manners.product
        products = [each for each in (memory.product, channels) if self.knowledge.of_product(each) is not None]
        return next((self._of(each) for each in products if each is not None), None)

    def _that_name(self, text: str) -> list[Answering]:
        """Return whose product plain `text` names, whatever it is about."""
        return [one for one in self.each if self._names_of(one).is_in(text)]

    def _common_reply(self, question: Question, memory: Memory) -> Reply:
        """Return the reply where no product is told: what each says alike, else which of them is meant."""
        replies = [
            outside(one.reply_to(question, memory_inside(memory, one.knowledge))[0], one.knowledge)
            for one in self.each
        ]
        if not any(map(self._is_of_a_product, replies)):
            return replace(replies[0], about=None)
        meant: Sequence[Answering] = self._that_name(plain(question.text))
        products = tuple(one.knowledge.product or "" for one in (meant if len(meant) > 1 else self.each))
        first, found = replies[0], tuple(found_in(reply) for reply in replies if reply.about in products)
        return Clarification(
            first.language,
            (),
            first.confidence,
            products=products,
            calculated=tuple(each for each in found if each is not None),
            is_cut=first.is_cut,
        )

    def _is_of_a_product(self, reply: Reply) -> bool:
        """Return whether another integration's words may be the right ones in its place."""
        match reply:
            case HandOver():
                return self._is_of_another_of_ours(reply)
            case Clarification(articles=()) | FollowUp(articles=(), offered=()):
                return False
            case Answer(articles=articles):
                # How people are reached is the same whatever it is about.
                telling = (slug for slug in articles if name_of(slug) != PLEA)
                return any(self.knowledge.articles[slug].topic != GENERAL for slug in telling)
        return True

    def _is_of_another_of_ours(self, reply: Reply) -> bool:
        """Return whether one integration hands over what another one answers."""
        product = reply.product if isinstance(reply, HandOver) else None
        return product is not None and self.knowledge.of_product(product) is not None

    def _as_said(self, reply: Reply, one: Answering) -> Reply:
        """Return the reply of one integration as it is said beside others: another package is of none of them."""
        said = outside(reply, one.knowledge)
        return replace(said, about=None) if isinstance(reply, HandOver) and reply.product is not None else said

    def hear(self, text: str) -> Heard:
        """Return whether `text` follows up, for whoever looks: that of a product may be asked for by its name."""
        named = [] if self._is_alone else self._that_name(plain(text))
        return (named[0] if len(named) == 1 else self._first).hear(text)

    def follow_up_in(self, question: Question, memory: Memory) -> FollowUpKind | None:
        """Return what it asks for with what was said before; None where it is a question of its own."""
        if self._opened(question, memory) is not None:
            return None
        one = self._first if self._is_alone else self._who_answers(question.text, memory)
        kind = (one or self._first).follow_up_in(question, self._inside(memory, one or self._first))
        if one is not None:
            return kind
        # What each says alike follows up all the same: "why?", "thanks". A step and a set-up are of one product.
        is_of_one = kind in OF_THE_SETUP or (question.heard or self.hear(question.text)).step is not None
        return None if is_of_one else kind

    def goes_on(self, question: Question, memory: Memory) -> bool:
        """Return whether it follows up, asks, tells of what the bot knows, or which product is meant."""
        if memory.trace_id is not None and self.product_alone(question.text) is not None:
            return True
        one = self._talked_of(memory) or self._first
        return one.goes_on(question, self._inside(memory, one))

    def reading_of(self, question: Question, memory: Memory) -> Reading:
        """Return how `question` reads to somebody who waits for its writer's answer."""
        one = self._talked_of(memory) or self._first
        return one.reading_of(question, self._inside(memory, one))

    def remember(self, reply: Reply, memory: Memory) -> Memory:
        """Return `memory` with what `reply` is about, so that one can go on from it."""
        if self._is_alone:
            return self._first.remember(reply, memory)
        product = reply.about or memory.product
        one = self._of(product)
        after = one.remember(inside(reply, one.knowledge), memory_inside(memory, one.knowledge))
        return replace(memory_outside(after, one.knowledge), product=product, manners=memory.manners)

    def article(self, slug: str, language: Language) -> Answer | None:
        """Return the article that somebody chose; None where it is not (or no longer) published."""
        one = self.of_article(slug)
        found = one.article(slug.removeprefix(one.knowledge.prefix), language)
        if found is None or self._is_alone:
            return found
        is_talk = self.knowledge.articles[slug].topic == GENERAL
        return replace(outside(found, one.knowledge), about=None) if is_talk else outside(found, one.knowledge)

    def language_of(self, text: str, otherwise: Language) -> Language:
        """Return the language that `text` is written in; `otherwise` where it could be either."""
        for one in () if self._is_alone else self.each:  # to one, another one's name is a word like any other
            text = self._names_of(one).without_name(plain(text))
        return self._first.language_of(text, otherwise)

    def calculate(
        self, calculator: CalculatorName, text: str, language: Language | None, product: str | None = None, /
    ) -> Calculation:
        """Return what a calculator makes of `text`, of the product that it names, else of `product`.

        It is that of the first that it works for, where it does not for that.
        """
        one = self._calculating(text, product, calculator)
        calculation = one.calculate(calculator, text, language)
        return calculation if self._is_alone else outside(calculation, one.knowledge)

    def numbers_in(self, text: str, /) -> tuple[Outcome, ...]:
        """Return what each calculator makes of a message whose numbers somebody wants checked."""
        return self._calculating(text, None, "mailbox-address").numbers_in(text)

    def _calculating(self, text: str, product: str | None, calculator: CalculatorName) -> Answering:
        named = [] if self._is_alone else self._that_name(plain(text))
        meant = named[0] if len(named) == 1 else self._of(product)
        able = (one for one in (meant, *self.each) if calculator in one.knowledge.calculators)
        return next(able, meant)

    def warm_up(self) -> None:
        """Work out now what the first message would wait for."""
        work_out(*self._names.values())
        for one in self.each:
            one.warm_up()

    def of_article(self, slug: str) -> Answering:
        """Return who answers with an article, or knows a gap."""
        base = self.knowledge.base_of(slug)
        return next(one for one in self.each if one.knowledge is base)

    def _of(self, product: str | None) -> Answering:
        """Return who answers for a product; the first, where there is none of it."""
        return next((one for one in self.each if one.knowledge.product == product), self._first)

    def _inside(self, memory: Memory, one: Answering) -> Memory:
        return memory if self._is_alone else memory_inside(memory, one.knowledge)

    @property
    def _first(self) -> Answering:
        return self.each[0]

    @property
    def _is_alone(self) -> bool:
        """Whether there is but one integration."""
        return len(self.each) == 1

    def _names_of(self, one: Answering) -> OwnNames:
        return self._names[one.knowledge.prefix]

    @cached_property
    def _names(self) -> Mapping[str, OwnNames]:
        """The names of each product, by the prefix of its integration."""
        return {one.knowledge.prefix: OwnNames(one.knowledge, one.matcher.speller) for one in self.each}
