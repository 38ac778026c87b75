"""A small answering service, a support team and a telemetry, in the place of the real ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.domain.calculation import CalculatorName, Outcome
from bot.domain.conversation import Memory, Question
from bot.domain.forms import SupportMember
from bot.domain.reply import Answer, Calculation, Clarification, HandOver, Reply
from bot.services.ports import NullTelemetry
from tests.services.builders import ALICE
from tests.services.in_memory import InMemoryStore

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from bot.domain.language import Language
    from bot.domain.question_log import LoggedQuestion
    from bot.services.ports import MembershipStatus
    from tests.services.in_memory.store import InMemoryTransaction

DUTCH = re.compile(r"\b(welke|versie|ik|adres|mijn|onduidelijk)\b", re.IGNORECASE)
NUMBER = re.compile(r"(?<!\d)\d{8}(?!\d)")


def language_of(text: str, fallback: Language | None) -> Language:
    if DUTCH.search(text):
        return "nl"
    return fallback if fallback is not None and not re.search(r"[a-z]{3}", text) else "en"


@dataclass
class FakeAnswering:
    """Knows two articles and one calculator; `asked` holds every text it was asked."""

    articles: frozenset[str] = frozenset({"help", "version-required", "prerequisites"})
    asked: list[str] = field(default_factory=list)
    version: str = "v1"

    @property
    def current(self) -> FakeAnswering:
        return self

    def reply_to(self, question: Question, memory: Memory) -> tuple[Reply, Memory]:
        self.asked.append(question.text)
        language = language_of(question.text, memory.language)
        known = Memory(language=language)
        if "explode" in question.text:
            raise ZeroDivisionError(question.text)
        if "address" in question.text or "adres" in question.text or memory.expecting:
            calculation = self.calculate("mailbox-address", question.text, language)
            if "unclear" in question.text:
                calculation = replace(calculation, offered=("prerequisites",))
            expecting = None if calculation.outcome.value else calculation.outcome.calculator
            return calculation, Memory(expecting, language)
        if "version" in question.text or "versie" in question.text:
            return Answer(language, ("version-required",), 0.97), known
        if "unclear" in question.text or "onduidelijk" in question.text:
            return Clarification(language, ("version-required", "prerequisites"), 0.5), known
        return HandOver(language, None, 0.1), known

    def article(self, slug: str, language: Language) -> Answer | None:
        return Answer(language, (slug,), 1.0) if slug in self.articles else None

    def language_of(self, text: str, otherwise: Language) -> Language:
        return "nl" if DUTCH.search(text) else otherwise

    def calculate(self, calculator: CalculatorName, text: str, language: Language | None) -> Calculation:
        if "explode" in text:
            raise ZeroDivisionError(text)
        found = NUMBER.search(text)
        value = f"{found[0]}@facturen.econnect.eu" if found else None
        outcome = Outcome(calculator, value=value, error=None if value else "no-number")
        return Calculation(language_of(text, language), outcome)


@dataclass
class FakeMembership:
    """A support team of these people; nothing can be found out of the others while `is_unknown`."""

    people: set[str]
    is_unknown: bool = False

    def membership_of(self, person: str) -> MembershipStatus:
        if person in self.people:
            return "member"
        return "unknown" if self.is_unknown else "outsider"

    def members(self) -> tuple[SupportMember, ...]:
        return (
            () if self.is_unknown else tuple(SupportMember(person, person.title()) for person in sorted(self.people))
        )

    def learn_names(self) -> None:
        """Know them already."""


@dataclass
class FakeAudience:
    """So many people in each channel, and nobody knows of others."""

    readers: dict[str, int] = field(default_factory=dict)

    def readers_of(self, channel: str) -> int | None:
        return self.readers.get(channel)


class FakeTelemetry(NullTelemetry):
    """Keeps the questions that it was told of."""

    def __init__(self) -> None:
        self.questions: list[LoggedQuestion] = []

    def asked(self, question: LoggedQuestion) -> None:
        self.questions.append(question)


class ErasedMeanwhile(InMemoryStore):
    """Forgets Alice at the last moment: before whatever is written next, and after it was looked up."""

    def transaction(self) -> AbstractContextManager[InMemoryTransaction]:
        self.erase(ALICE)
        return super().transaction()
