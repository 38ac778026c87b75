"""The conversation of who types at the command line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.bootstrap import answering as bootstrap
from bot.bootstrap.clock import SystemClock, today
from bot.cli.command_settings import load_settings, unusable
from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.explanation import WhyForm
from bot.domain.follow_ups import OF_THE_SETUP
from bot.domain.problem import KnowledgeError
from bot.domain.reply import Answer, Calculation, Clarification, FollowUp, HandOver, supposed_in
from bot.services.answering import DEFAULT_LANGUAGE
from bot.services.asking_again import LastQuestion, asked_again, is_small_talk
from bot.services.setting_up_in_words import freely_told
from bot.services.telling_why_in_words import why_said_last

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.calculation import CalculatorName
    from bot.domain.follow_ups import FollowUpKind
    from bot.domain.language import Language
    from bot.domain.reply import Reply, Trace
    from bot.domain.setup import MoveTold
    from bot.rendering.context import RenderContext
    from bot.services.answering_all import AnsweringAll
    from bot.services.ports import Clock

_CHOICE = re.compile(r"[#(]?([1-9])[.)]?")
_HAS_ASKED = "local"
"""The trace id of every question: nothing is logged here."""
HERE = Conversation("command", team="local", channel="terminal", person="you")


@dataclass
class LocalConversation:
    """One conversation at the command line."""

    answering: AnsweringAll
    context: RenderContext
    clock: Clock
    memory: Memory = field(default_factory=Memory)
    language: Language | None = None
    _last: tuple[Question, Memory] | None = None
    _asked: tuple[Question, Memory] | Calculation | None = None
    _replied: Reply | None = None
    _offered: Clarification | None = None

    def reply_to(self, text: str) -> Reply:
        """Return the reply, and remember what it leaves behind for the next one."""
        text, before = asked_again(self.answering, text, self.memory, self._last_question)
        question = self._question(text)
        reply, memory = self.answering.reply_to(question, before)
        is_talk_between = self._waits_for_a_choice() and is_small_talk(self.answering, reply)
        self.memory = replace(memory, updated_at=self.clock.now())
        if is_talk_between:
            self._last = question, before
            return reply
        if self.answering.follow_up_in(question, before) is None and supposed_in(reply) is None:
            self._asked, self._replied = (question, before), reply
            self.memory = replace(self.memory, trace_id=_HAS_ASKED, came_by=None)
        if not _asks_why(reply):
            self._last = question, before
            self._offered = _offer_in(reply)
        return reply

    def _waits_for_a_choice(self) -> bool:
        """Return whether something was offered last, or it was asked which product is meant."""
        last = self._last_question()
        asked = None if last is None else last.reply
        return self._offered is not None or (isinstance(asked, Clarification) and bool(asked.products))

    def _last_question(self) -> LastQuestion | None:
        if self.memory.trace_id is None or self._asked is None or isinstance(self._asked, Calculation):
            return None
        return LastQuestion(self._asked[0].text, self._replied)

    def why(self, reply: Reply) -> WhyForm | None:
        """Return the reason of what was said before `reply`, where that is the word for "why?" and it is known."""
        if not _asks_why(reply):
            return None
        form = None
        if isinstance(self._asked, Calculation):
            form = WhyForm(reply.language, self._asked, is_direct=True)
        elif self._asked is not None:
            form = WhyForm(reply.language, *self.answering.explain(*self._asked))
        return why_said_last(self.memory, reply.language, form)

    def choose(self, text: str) -> Reply | None:
        """Return the article of that number among those offered last; a hand-over for the number behind them.

        A number that nothing stands behind gets the offer again. None where nothing is offered, or `text` is none.
        """
        offered, found = self._offered, _CHOICE.fullmatch(text)
        if offered is None or found is None:
            return None
        number, language = int(found[1]), self.language or offered.language
        if number <= len(offered.articles):
            chosen = self.answering.article(offered.articles[number - 1], language)
            return None if chosen is None else self._has_chosen(chosen)
        if number == len(offered.articles) + 1 and not offered.is_opening:
            return self._has_chosen(HandOver(language, None, offered.confidence, is_after_choice=True))
        return offered

    def _has_chosen(self, said: Answer | HandOver) -> Reply:
        """Return what is `said` to a choice, and have the talk go on from there."""
        self.memory = replace(self.answering.remember(said, self.memory), came_by="choice")
        return said

    def calculate(self, calculator: CalculatorName, text: str) -> Calculation:
        """Return the calculation; where it asks for a number, the next text may be just that number."""
        calculation = self.answering.calculate(calculator, text, self.memory.language, self.memory.product)
        if self.language is not None:
            calculation = replace(calculation, language=self.language)
        self._offered, self._asked = None, calculation
        expecting = calculator if calculation.outcome.value is None else None
        now = self.clock.now()
        product = calculation.about or self.memory.product
        self.memory = Memory(expecting, calculation.language, updated_at=now, trace_id=_HAS_ASKED, product=product)
        return calculation

    def follows(self, text: str) -> MoveTold | None:
        """Return what `text` says to the step of the set-up that was shown last; None where it says nothing to it."""
        return freely_told(self.answering, self._question(text), self.memory)

    def asks_for_setup(self, text: str) -> FollowUpKind | None:
        """Return whether `text` asks for a set-up to begin or to go on; None where it asks for none."""
        kind = self.answering.follow_up_in(self._question(text), self.memory)
        return kind if kind in OF_THE_SETUP else None

    def product_meant(self, text: str) -> str | None:
        """Return the product that `text` names, else that is talked of; None where neither tells, or there is one."""
        return self.answering.product_meant(text, self.memory)

    def talk_of_product(self, product: str) -> None:
        """Have what is said next be about that product, unless it names another one."""
        self.memory = replace(self.memory, product=product, updated_at=self.clock.now())

    def language_of(self, text: str) -> Language:
        """Return the language that `text` is written in, else that of the talk."""
        return self.answering.language_of(text, self.memory.language or DEFAULT_LANGUAGE)

    def talk_of(self, article: str, language: Language) -> None:
        """Have what is said next be understood as after that article."""
        said = self.answering.article(article, language) or Answer(language, (article,), 1.0)
        memory = self.answering.remember(said, self.memory)
        now = self.clock.now()
        self.memory = replace(memory, expecting=None, language=language, updated_at=now, trace_id=None)
        self.memory = replace(self.memory, came_by="setup")
        self._last = self._asked = None

    def offer(self, language: Language, articles: tuple[str, ...]) -> None:
        """Have a number choose from these articles; none chooses from what was offered before."""
        self._offered = Clarification(language, articles, 1.0) if articles else None

    def explain(self, text: str) -> tuple[Reply, Trace]:
        """Return the reply and its trace; nothing is remembered."""
        return self.answering.explain(self._question(text), self.memory)

    def explain_last(self) -> tuple[Reply, Trace] | None:
        """Return the last reply and its trace, with what was remembered when it was given; None before the first."""
        return None if self._last is None else self.answering.explain(*self._last)

    def _question(self, text: str) -> Question:
        return Question(text, HERE, requester="you", language=self.language)


def _asks_why(reply: Reply) -> bool:
    return isinstance(reply, FollowUp) and reply.word == "why"


def _offer_in(reply: Reply) -> Clarification | None:
    """Return what can be chosen by its number; None where nothing is offered."""
    if isinstance(reply, Calculation) and reply.offered:
        return Clarification(reply.language, reply.offered, reply.confidence)
    return reply if isinstance(reply, Clarification) and reply.articles else None


def open_conversation(
    knowledge: Path | None = None, language: Language | None = None, *, has_drafts: bool = False
) -> LocalConversation:
    """Begin a conversation about the knowledge base of the settings, or the one in the folder `knowledge`.

    It is about the integrations that are still being written as well, where it `has_drafts`.

    Raises:
        click.ClickException: the knowledge base cannot be used; it names every problem.
    """
    settings = load_settings(knowledge)
    try:
        answering = bootstrap.answering(settings, has_drafts=has_drafts)
    except KnowledgeError as error:
        raise unusable(error) from error
    context = bootstrap.render_context(settings, answering.knowledge, today())
    return LocalConversation(answering, context, SystemClock(), language=language)
