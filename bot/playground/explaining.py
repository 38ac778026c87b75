"""Overhears what the bot is asked, and explains each reply when somebody looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from bot.bootstrap.answering import render_context
from bot.domain.text_cleaning import plain
from bot.rendering.reply_json import to_record
from bot.rendering.targets.block_kit import blocks_of
from bot.rendering.why import calculation_explained, explained
from bot.services.answering_all import AnsweringAll

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.calculation import CalculatorName
    from bot.domain.conversation import Memory, Question
    from bot.domain.language import Language
    from bot.domain.reply import Calculation, Reply
    from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class ObservedQuestion:
    """A question as the bot heard it: what it remembered and answered from, and when, in seconds since 1970."""

    question: Question
    memory: Memory
    answering: AnsweringAll
    at: float

    def explain(self, settings: Settings) -> dict[str, Any]:
        """Return why the bot replied as it did: in words, and as the record that `ask --json` prints."""
        reply, trace = self.answering.explain(self.question, self.memory)
        context = render_context(settings, self.answering.knowledge, _day_of(self.at))
        why = blocks_of(explained(trace, reply, context))
        return {"asked": plain(self.question.text), "why": why, "record": to_record(reply, context)}


@dataclass(frozen=True, slots=True)
class ObservedCalculation:
    """What a calculator made of a command's text, and from which knowledge base, in seconds since 1970 when."""

    text: str
    calculation: Calculation
    answering: AnsweringAll
    at: float

    def explain(self, settings: Settings) -> dict[str, Any]:
        """Return the same of a calculation."""
        context = render_context(settings, self.answering.knowledge, _day_of(self.at))
        why = blocks_of(calculation_explained(self.calculation, self.answering.knowledge.version))
        asked = plain(self.text) or self.calculation.outcome.calculator
        return {"asked": asked, "why": why, "record": to_record(self.calculation, context)}


def _day_of(seconds: float) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()


@dataclass(frozen=True)
class ObservedAnswering(AnsweringAll):
    """Answers as the bot does, and keeps what it was asked. Nothing is explained here: the ack would have to wait."""

    observed: list[ObservedQuestion | ObservedCalculation]
    clock: Callable[[], float]

    def reply_to(self, question: Question, memory: Memory) -> tuple[Reply, Memory]:
        """Return the bot's reply."""
        self.observed.append(ObservedQuestion(question, memory, self, self.clock()))
        return super().reply_to(question, memory)

    def calculate(
        self, calculator: CalculatorName, text: str, language: Language | None, product: str | None = None, /
    ) -> Calculation:
        """Return what the bot calculates."""
        calculation = super().calculate(calculator, text, language, product)
        self.observed.append(ObservedCalculation(text, calculation, self, self.clock()))
        return calculation
