"""One conversation at the command line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.domain.conversation import Conversation, Memory, Question

if TYPE_CHECKING:
    from bot.domain.calculation import CalculatorName
    from bot.domain.language import Language
    from bot.domain.reply import Calculation, Reply, Trace
    from bot.rendering.context import RenderContext
    from bot.services.answering import Answering
    from bot.services.ports import Clock

HERE = Conversation("command", team="local", channel="terminal", person="you")


@dataclass
class Session:
    """One conversation at the command line."""

    answering: Answering
    context: RenderContext
    clock: Clock
    memory: Memory = field(default_factory=Memory)
    language: Language | None = None
    _last: tuple[Question, Memory] | None = None

    def reply_to(self, text: str) -> Reply:
        """The reply; what it leaves behind is remembered for the next one."""
        question = self._question(text)
        self._last = question, self.memory
        reply, memory = self.answering.reply_to(question, self.memory)
        self.memory = replace(memory, updated_at=self.clock.now())
        return reply

    def calculate(self, calculator: CalculatorName, text: str) -> Calculation:
        """The calculation; where it asks for a number, the next text may be just that number."""
        calculation = self.answering.calculate(calculator, text, self.memory.language)
        if self.language is not None:
            calculation = replace(calculation, language=self.language)
        expecting = calculator if calculation.outcome.value is None else None
        self.memory = Memory(expecting, calculation.language, updated_at=self.clock.now())
        return calculation

    def explain(self, text: str) -> tuple[Reply, Trace]:
        """The reply and its trace; nothing is remembered."""
        return self.answering.explain(self._question(text), self.memory)

    def explain_last(self) -> tuple[Reply, Trace] | None:
        """The last reply and its trace, with what was remembered when it was given; None before the first."""
        return None if self._last is None else self.answering.explain(*self._last)

    def _question(self, text: str) -> Question:
        return Question(text, HERE, requester="you", language=self.language)
