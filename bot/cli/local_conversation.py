"""The conversation of who types at the command line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import click

from bot.bootstrap import answering as bootstrap
from bot.bootstrap.clock import SystemClock, today
from bot.cli.command_settings import indented, load_settings
from bot.domain.conversation import Conversation, Memory, Question
from bot.domain.problem import KnowledgeError
from bot.domain.reply import Calculation, Clarification, HandOver

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.calculation import CalculatorName
    from bot.domain.language import Language
    from bot.domain.reply import Reply, Trace
    from bot.rendering.context import RenderContext
    from bot.services.answering import Answering
    from bot.services.ports import Clock

_CHOICE = re.compile(r"[#(]?([1-9])[.)]?")
HERE = Conversation("command", team="local", channel="terminal", person="you")


@dataclass
class LocalConversation:
    """One conversation at the command line."""

    answering: Answering
    context: RenderContext
    clock: Clock
    memory: Memory = field(default_factory=Memory)
    language: Language | None = None
    _last: tuple[Question, Memory] | None = None
    _offered: Clarification | None = None

    def reply_to(self, text: str) -> Reply:
        """Return the reply, and remember what it leaves behind for the next one."""
        question = self._question(text)
        self._last = question, self.memory
        reply, memory = self.answering.reply_to(question, self.memory)
        self.memory = replace(memory, updated_at=self.clock.now())
        self._offered = _offer_in(reply)
        return reply

    def choose(self, text: str) -> Reply | None:
        """Return the article of that number among those offered last; a hand-over for the number behind them.

        A number that nothing stands behind gets the offer again. None where nothing is offered, or `text` is none.
        """
        offered, found = self._offered, _CHOICE.fullmatch(text)
        if offered is None or found is None:
            return None
        number, language = int(found[1]), self.language or offered.language
        if number <= len(offered.articles):
            return self.answering.article(offered.articles[number - 1], language)
        if number == len(offered.articles) + 1:
            return HandOver(language, None, offered.confidence, is_after_choice=True)
        return offered

    def calculate(self, calculator: CalculatorName, text: str) -> Calculation:
        """Return the calculation; where it asks for a number, the next text may be just that number."""
        calculation = self.answering.calculate(calculator, text, self.memory.language)
        if self.language is not None:
            calculation = replace(calculation, language=self.language)
        self._offered = None
        expecting = calculator if calculation.outcome.value is None else None
        self.memory = Memory(expecting, calculation.language, updated_at=self.clock.now())
        return calculation

    def explain(self, text: str) -> tuple[Reply, Trace]:
        """Return the reply and its trace; nothing is remembered."""
        return self.answering.explain(self._question(text), self.memory)

    def explain_last(self) -> tuple[Reply, Trace] | None:
        """Return the last reply and its trace, with what was remembered when it was given; None before the first."""
        return None if self._last is None else self.answering.explain(*self._last)

    def _question(self, text: str) -> Question:
        return Question(text, HERE, requester="you", language=self.language)


def _offer_in(reply: Reply) -> Clarification | None:
    """Return what can be chosen by its number; None where nothing is offered."""
    if isinstance(reply, Calculation) and reply.offered:
        return Clarification(reply.language, reply.offered, reply.confidence)
    return reply if isinstance(reply, Clarification) and reply.articles else None


def open_conversation(knowledge: Path | None = None, language: Language | None = None) -> LocalConversation:
    """Begin a conversation about the knowledge base of the settings, or the one in the folder `knowledge`.

    Raises:
        click.ClickException: the knowledge base cannot be used; it names every problem.
    """
    settings = load_settings(knowledge)
    try:
        answering = bootstrap.answering(settings)
    except KnowledgeError as error:
        listed = indented(tuple(str(problem) for problem in error.problems))
        raise click.ClickException(f"The knowledge base cannot be used:\n{listed}") from error
    context = bootstrap.render_context(settings, answering.knowledge, today())
    return LocalConversation(answering, context, SystemClock(), language=language)
