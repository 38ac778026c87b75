"""A question → one reply, with what was said before, and what to remember of it.

Pure: the same question, memory and knowledge give the same reply.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.domain.conversation import Memory, Question, outside
from bot.domain.follow_ups import LANGUAGE_CHANGES, OF_A_STEP, OF_AN_OFFER, OF_THE_SETUP, Heard
from bot.domain.reply import Answer, Calculation, Clarification, HandOver, as_supposed
from bot.domain.sentences import objects
from bot.domain.text_cleaning import is_cut, plain
from bot.domain.utterance import parse_utterance
from bot.matching.cue_finder import Cues, cues_of
from bot.matching.follow_up_finder import FollowUps
from bot.matching.follow_up_guesser import learn
from bot.matching.offer_finder import Offers
from bot.matching.step_finder import StepNames
from bot.services.awaiting import as_corrected, awaited
from bot.services.deciding import is_open
from bot.services.going_on import follow, is_followed_up, is_meant_for_bot, tells_something
from bot.services.one_product import OfOneProduct
from bot.services.own_questions import reading_of
from bot.services.pleading import consider_plea
from bot.services.talking import numbers_its_own, product_of_channel, talked_of
from bot.services.tracing import ReplyContext, trace_of, trace_of_follow_up
from bot.services.warming_up import work_out
from bot.services.weighing import Weighing

if TYPE_CHECKING:
    from bot.domain.article import KnowledgeBase
    from bot.domain.calculation import CalculatorName, Outcome
    from bot.domain.conversation import CameBy
    from bot.domain.follow_ups import FollowUpKind
    from bot.domain.language import Language
    from bot.domain.reply import Reply, Trace
    from bot.domain.setup_guide import SetupGuide, SetupStep
    from bot.matching.follow_up_guesser import Guesser, Learn
    from bot.matching.matcher import Matcher
    from bot.services.deciding import Decision
    from bot.services.own_questions import Reading

DEFAULT_LANGUAGE: Final[Language] = "nl"
"""Of texts that could be either ("ok?"): most requesters are Dutch."""
_OF_ANYTHING: Final = frozenset({"thanks", "never-mind", "why"})
"""What may follow whatever was said last, and not only an answer."""
_NOBODYS_WORD: Final = "xqzxq"
"""To find out that it is no slip either, everything is needed that reads words."""


@dataclass(frozen=True)
class Answering(OfOneProduct):
    """Answers from one knowledge base, the matcher built from it, and what it learns when a follow-up may come."""

    knowledge: KnowledgeBase
    matcher: Matcher
    learn: Learn = field(default=learn, compare=False, repr=False)

    @property
    def version(self) -> str:
        """The version of the knowledge base that is answered from."""
        return self.knowledge.version

    def setup_guide(self, _product: str | None = None, /) -> SetupGuide:
        """Return the steps of the guided set-up."""
        return self.knowledge.setup

    def calculators_of(self, _product: str | None = None, /) -> tuple[CalculatorName, ...]:
        """Return what can be worked out."""
        return self.knowledge.calculators

    def reply_to(self, question: Question, memory: Memory) -> tuple[Reply, Memory]:
        """Return the reply, and what to remember: the language, a number that was asked for, what was talked of."""
        if (kind := self._understood(question, memory)) is not None:
            memory = self._at_step(question, memory)
            return self._go_on(kind, self._followed(kind, question, memory), memory)
        context, language = self._context_of(question, memory)
        if (kind := self._supposed(question, memory, context.decision)) is not None:
            return self._go_on(kind, as_supposed(follow(kind, memory, self.knowledge, language), kind), memory)
        reply = replace(context.decision.reply, is_cut=is_cut(question.text))
        is_asking_back = isinstance(reply, Calculation) and reply.outcome.value is None
        expecting = reply.outcome.calculator if isinstance(reply, Calculation) and is_asking_back else None
        memory = replace(memory, expecting=expecting, language=language)
        return reply, self.remember(reply, memory)

    def _followed(self, kind: FollowUpKind, question: Question, memory: Memory) -> Reply:
        """Return the reply to a follow-up, in the language that it asks for or is written in."""
        spoken = self.language_of(question.text, memory.language or DEFAULT_LANGUAGE)
        language = question.language or LANGUAGE_CHANGES.get(kind) or spoken
        offered = self._named(question, memory) if kind == "by-name" else memory.offered
        return follow(kind, replace(memory, offered=offered), self.knowledge, language)

    def _named(self, question: Question, memory: Memory) -> tuple[str, ...]:
        """Return what is chosen by its name from what was offered."""
        text = plain(question.text)
        return self._offers.find(text, memory.offered, self.language_of(text, memory.language or DEFAULT_LANGUAGE))

    def _go_on(self, kind: FollowUpKind, reply: Reply, memory: Memory) -> tuple[Reply, Memory]:
        """Return `reply` to a follow-up, and what to remember: whoever goes on no longer owes a number.

        Whoever asks why goes on nowhere.
        """
        came_by: CameBy | None = memory.came_by if kind in _OF_ANYTHING else kind
        if kind in OF_AN_OFFER and isinstance(reply, Answer | HandOver):
            came_by = "choice"
        expecting = memory.expecting if kind == "why" else None
        memory = replace(memory, came_by=came_by, expecting=expecting, language=reply.language)
        return reply, self.remember(reply, memory)

    def remember(self, reply: Reply, memory: Memory) -> Memory:
        """Return `memory` with what `reply` is about; small talk leaves what was talked of before."""
        is_talk = isinstance(reply, Answer) and self.weighing.small_talk.issuperset(reply.articles)
        return memory if is_talk else talked_of(reply, memory, self.knowledge)

    def hear(self, text: str) -> Heard:
        """Return whether `text` follows up, for whoever looks: a question takes it along, so that it is read once."""
        text = plain(text)
        step = self._step_names.find(text)
        rest = text if step is None else step.rest
        return Heard(
            lambda: self._follow_ups.find(rest),
            lambda: self._told_freely(rest),
            step,
            lambda: self._cues.done_words.is_told_in(rest, may_ask=step is None),
        )

    def _told_freely(self, text: str) -> FollowUpKind | None:
        """Return what a cue in plain `text` tells, unless people type such a message about something else."""
        kind = self._cues.find(text)
        if kind is None and self._cues.done_words.is_told_in(text):
            kind = "next"  # "Saved." and nothing else
        return None if kind is None or self._guesser.is_unlikely(kind, text) else kind

    def follow_up_in(self, question: Question, memory: Memory) -> FollowUpKind | None:
        """Return what it asks for with what was said before; None where it is a question of its own."""
        heard = question.heard or self.hear(question.text)
        if self._step_of(heard, memory) is not None and product_of_channel(memory, self.knowledge) is None:
            return self._asked_of_step(heard)
        # In free words it is one only where something was said before; what was chosen in App Home has no question.
        is_talking = memory.trace_id or memory.articles
        kind = heard.phrase or ("by-name" if self._named(question, memory) else None)
        kind = kind or (heard.freely if is_talking else None)
        if kind == "begin" and memory.articles and heard.freely == "how":
            return "how"
        if kind in OF_THE_SETUP:
            has_overview = self.article(self.knowledge.setup.overview or "", DEFAULT_LANGUAGE) is not None
            return kind if has_overview and product_of_channel(memory, self.knowledge) is None else None
        return kind if is_followed_up(kind, plain(question.text), memory) else None

    def _understood(self, question: Question, memory: Memory) -> FollowUpKind | None:
        """Return what to reply to as a follow-up: who asks where they were wants that again, if it is no set-up."""
        kind = self.follow_up_in(question, memory)
        is_of_the_talk = kind == "resume" and (memory.articles or memory.offered)
        return "again" if is_of_the_talk and not self._cues.names_anything(plain(question.text)) else kind

    def _step_of(self, heard: Heard, memory: Memory) -> SetupStep | None:
        """Return the step of the set-up that is named by its number, unless what was talked of numbers its own."""
        if heard.step is None or numbers_its_own(memory, self.knowledge, heard.step.number):
            return None
        return self.knowledge.setup.numbered_as(heard.step.number)

    def _asked_of_step(self, heard: Heard) -> FollowUpKind | None:
        """Return what is asked of the step that is named; None where something else is named beside it."""
        kind = heard.phrase or heard.freely
        if heard.step is None or (kind is not None and kind not in OF_A_STEP):
            return None
        if kind is not None or heard.step.is_alone:
            return kind or "at-step"
        return None if heard.step.asks else self._cues.told_of_a_step(heard.step.rest)

    def _at_step(self, question: Question, memory: Memory) -> Memory:
        """Return `memory` as if the step that `question` names had been talked of last."""
        step = self._step_of(question.heard or self.hear(question.text), memory)
        return memory if step is None else self.remember(Answer(DEFAULT_LANGUAGE, (step.article,), 1.0), memory)

    def _supposed(self, question: Question, memory: Memory, decision: Decision) -> FollowUpKind | None:
        """Return what it probably asks for with what was said before, where it asks for nothing known by itself."""
        if not (memory.trace_id or memory.articles) or not is_open(decision):
            return None
        text = plain(question.text)
        names_any = self._cues.names_anything(text)
        if names_any and isinstance(decision.reply, Clarification):
            return None  # it names what came close
        kind = self._guesser.guess(text, may_be_strange=not names_any)
        if kind == "thanks" and objects(text):
            return None
        if kind not in _OF_ANYTHING and not (memory.articles or memory.offered):
            return None
        return kind if is_followed_up(kind, text, memory) else None

    def warm_up(self) -> None:
        """Work out now what the first message would wait for."""
        words = (self._follow_ups, self._step_names, self._cues, self._cues.done_words)
        work_out(self, self.weighing, *words, self._offers)
        # Nobody asks it: whoever overhears what is replied hears nothing.
        question = Question(_NOBODYS_WORD, outside("", ""), "")
        self.follow_up_in(question, Memory())
        self._context_of(question, Memory())

    def goes_on(self, question: Question, memory: Memory) -> bool:
        """Return whether it follows up, asks, or tells of what the bot knows: people also think aloud."""
        heard, asks = question.heard or self.hear(question.text), parse_utterance(plain(question.text)).asks
        question = replace(question, heard=heard)
        if (kind := self.follow_up_in(question, memory)) is not None:
            return is_meant_for_bot(kind, memory, asks=asks or (heard.step is not None and heard.step.is_alone))
        return asks or tells_something(self.reply_to(question, memory)[0])

    def reading_of(self, question: Question, memory: Memory) -> Reading:
        """Return how `question` reads to somebody who waits for its writer's answer."""
        # In free words much else is said beside thanks, and that may be the answer.
        if (question.heard or self.hear(question.text)).phrase == "thanks":
            return "question"
        context, _ = self._context_of(question, memory)
        return reading_of(context.parsed, context.decision.reply, self.weighing.small_talk)

    @cached_property
    def weighing(self) -> Weighing:
        """What weighs each message by itself."""
        return Weighing(self.knowledge, self.matcher)

    @cached_property
    def _follow_ups(self) -> FollowUps:
        return FollowUps(self.knowledge.words, self.matcher.speller, self.knowledge.products)

    @cached_property
    def _step_names(self) -> StepNames:
        return StepNames(self.knowledge.words)

    @cached_property
    def _guesser(self) -> Guesser:
        return self.learn(self.knowledge)

    @cached_property
    def _cues(self) -> Cues:
        return cues_of(self.knowledge, self.matcher.speller)

    @cached_property
    def _offers(self) -> Offers:
        return Offers(self.knowledge, self.matcher)

    def calculate(
        self, calculator: CalculatorName, text: str, language: Language | None, _product: str | None = None, /
    ) -> Calculation:
        """Return what `calculator` makes of `text`, all of it input; `language` is that of texts that tell none."""
        text = plain(text)
        spoken = self.matcher.language_of(text, language) or DEFAULT_LANGUAGE
        return Calculation(spoken, self.weighing.calculate(calculator, text))

    def numbers_in(self, text: str, /) -> tuple[Outcome, ...]:
        """Return what each calculator makes of a message whose numbers somebody wants checked."""
        return self.weighing.numbers_in(plain(text))

    def language_of(self, text: str, otherwise: Language) -> Language:
        """Return the language that `text` is written in; `otherwise` where it could be either."""
        return self.matcher.language_of(plain(text), otherwise) or otherwise

    def article(self, slug: str, language: Language) -> Answer | None:
        """Return the article that somebody chose; None where it is not (or no longer) published."""
        article = self.knowledge.articles.get(slug)
        return None if article is None or article.is_draft else Answer(language, (slug,), confidence=1.0)

    def explain(self, question: Question, memory: Memory) -> tuple[Reply, Trace]:
        """Return the reply and why it is that one, with a true run without the word that counted most."""
        if (kind := self._understood(question, memory)) is not None:
            named = self._named(question, memory) if kind == "by-name" else ()
            followed = self._followed(kind, question, self._at_step(question, memory))
            return followed, trace_of_follow_up(kind, question.text, self.version, named)
        context, language = self._context_of(question, memory)
        if (kind := self._supposed(question, memory, context.decision)) is not None:
            supposed = as_supposed(follow(kind, memory, self.knowledge, language), kind)
            return supposed, trace_of_follow_up(kind, question.text, self.version)

        def again(text: str) -> Reply:
            asked = replace(question, text=text, language=language)
            return self._context_of(asked, memory)[0].decision.reply

        reply = replace(context.decision.reply, is_cut=is_cut(question.text))
        return reply, trace_of(context, self.matcher, self.knowledge.version, again)

    def _context_of(self, question: Question, memory: Memory) -> tuple[ReplyContext, Language]:
        """Return the reply to `question` with everything it was weighed from, and the language to reply in."""
        said = plain(question.text)
        spoken, text = self.matcher.language_of(said, memory.language), as_corrected(said, memory)
        language = question.language or spoken or DEFAULT_LANGUAGE
        expecting = awaited(text, memory, self.knowledge.facts, self._cues.is_hardly_more_than_numbers)
        meant = product_of_channel(memory, self.knowledge)

        def consider(each: str) -> ReplyContext:
            return self.weighing.consider(each, spoken, language, expecting, meant)

        return consider_plea(text, consider), language
