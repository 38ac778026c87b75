"""A small answering service, a support team and a telemetry, in the place of the real ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.domain.calculation import CalculatorName, Outcome
from bot.domain.explanation import FileLine
from bot.domain.follow_ups import Heard, NamedStep
from bot.domain.forms import SupportMember
from bot.domain.reply import (
    Answer,
    Calculation,
    Clarification,
    Counterfactual,
    Evidence,
    FollowUp,
    HandOver,
    Reply,
    Trace,
)
from bot.services.one_product import OfOneProduct
from bot.services.ports import NullTelemetry
from bot.services.supervising import RoundFailedError
from tests.domain.test_setup_guide import GUIDE
from tests.services.builders import ALICE
from tests.services.in_memory import InMemoryStore

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from bot.domain.audit_line import AuditLine
    from bot.domain.conversation import Memory, Question
    from bot.domain.follow_ups import FollowUpKind
    from bot.domain.language import Language
    from bot.domain.question_log import LoggedQuestion
    from bot.domain.setup_guide import SetupGuide
    from bot.services.own_questions import Reading
    from bot.services.ports import MembershipStatus
    from tests.services.in_memory.store import InMemoryTransaction

DUTCH = re.compile(r"\b(welke|versie|ik|adres|mijn|onduidelijk)\b", re.IGNORECASE)
UPDATE = re.compile(r"(?<!\d)\d{3}(?!\d)")
NEW_ENOUGH = 413
ASKED: dict[str, FollowUpKind] = {
    "begin de set-up": "begin",
    "walk me through it": "begin",
    "waar was ik gebleven?": "resume",
    "where was I?": "resume",
}
STEP = re.compile(r"step (\d)")
DONE = re.compile(r"\b(done|klaar)\b", re.IGNORECASE)
SMALL_TALK = Answer("en", ("thanks",), 0.97)
NUMBER = re.compile(r"(?<!\d)\d{8}(?!\d)")


def language_of(text: str, fallback: Language | None) -> Language:
    if DUTCH.search(text):
        return "nl"
    return fallback if fallback is not None and not re.search(r"[a-z]{3}", text) else "en"


@dataclass
class FakeAnswering(OfOneProduct):
    """Knows two articles and one calculator.

    `asked` holds every text it was asked, `heard` every text in which it looked for a follow-up. `freely` is what
    every text asks for in free words.
    """

    articles: frozenset[str] = frozenset({"help", "version-required", "prerequisites"})
    asked: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    version: str = "v1"
    freely: FollowUpKind | None = None
    calculators: tuple[CalculatorName, ...] = ("mailbox-address", "version-check")

    @property
    def current(self) -> FakeAnswering:
        return self

    def setup_guide(self, _product: str | None, /) -> SetupGuide:
        return GUIDE

    def calculators_of(self, _product: str | None, /) -> tuple[CalculatorName, ...]:
        return self.calculators

    def reply_to(self, question: Question, memory: Memory) -> tuple[Reply, Memory]:
        self.asked.append(question.text)
        language = language_of(question.text, memory.language)
        known = replace(memory, expecting=None, language=language)
        if self.follow_up_in(question, memory):
            known = replace(known, step="enter") if STEP.search(question.text) else known
            return FollowUp(language, "beside", offered=("prerequisites",)), known
        if "explode" in question.text:
            raise ZeroDivisionError(question.text)
        if "address" in question.text or "adres" in question.text or memory.expecting:
            calculation = self.calculate("mailbox-address", question.text, language)
            if "unclear" in question.text:
                calculation = replace(calculation, offered=("prerequisites",))
            expecting = None if calculation.outcome.value else calculation.outcome.calculator
            return calculation, replace(known, expecting=expecting)
        if question.text == "ok":
            return SMALL_TALK, known
        if "version" in question.text or "versie" in question.text:
            return Answer(language, ("version-required",), 0.97), known
        if "unclear" in question.text or "onduidelijk" in question.text:
            return Clarification(language, ("version-required", "prerequisites"), 0.5), known
        return HandOver(language, None, 0.1), known

    def hear(self, text: str) -> Heard:
        def find() -> FollowUpKind | None:
            self.heard.append(text)
            return "again" if text == "again" else ASKED.get(text)

        named = STEP.search(text)
        step = None if named is None else NamedStep(int(named[1]), "")
        return Heard(find, lambda: self.freely, step, lambda: DONE.search(text) is not None)

    def follow_up_in(self, question: Question, memory: Memory) -> FollowUpKind | None:
        heard = question.heard or self.hear(question.text)
        kind = heard.phrase or heard.freely
        return kind if memory.expecting is None else None

    def goes_on(self, question: Question, memory: Memory) -> bool:
        return "?" in question.text or self.follow_up_in(question, memory) is not None

    def reading_of(self, question: Question, memory: Memory) -> Reading:
        if not question.text.endswith("?"):
            return "words"
        reply, _ = replace(self, asked=[]).reply_to(question, memory)
        return "both" if isinstance(reply, HandOver) else "question"

    def remember(self, reply: Reply, memory: Memory) -> Memory:
        if reply == SMALL_TALK:
            return memory
        return replace(memory, articles=reply.articles if isinstance(reply, Answer) else ())

    def explain(self, question: Question, memory: Memory) -> tuple[Reply, Trace]:
        reply, _ = replace(self, asked=[]).reply_to(question, memory)
        evidence = (Evidence("which version", "version-required", 0.4), Evidence("no", "version-required", -0.1))
        other = Counterfactual("version", HandOver(reply.language, None, 0.1))
        numbers = tuple(NUMBER.findall(question.text))
        return reply, Trace(
            question.text, (), numbers, evidence, reply.candidates, reply.confidence, 0.8, 0.3, other, self.version
        )

    def locate(self, wanted: Sequence[tuple[str, str | None]]) -> tuple[FileLine, ...]:
        return tuple(FileLine(f"{owner}.yml", 1 if text is None else 7) for owner, text in wanted)

    def article(self, slug: str, language: Language) -> Answer | None:
        return Answer(language, (slug,), 1.0) if slug in self.articles else None

    def language_of(self, text: str, otherwise: Language) -> Language:
        return "nl" if DUTCH.search(text) else otherwise

    def calculate(
        self, calculator: CalculatorName, text: str, language: Language | None, _product: str | None = None, /
    ) -> Calculation:
        if "explode" in text:
            raise ZeroDivisionError(text)
        if calculator == "version-check":
            return Calculation(language_of(text, language), _checked(text))
        found = NUMBER.search(text)
        if len(NUMBER.findall(text)) > 1:
            return Calculation(language_of(text, language), Outcome(calculator, error="two-numbers"))
        value = f"{found[0]}@facturen.econnect.eu" if found else None
        outcome = Outcome(calculator, value, None if value else "no-number", read=found[0] if found else None)
        return Calculation(language_of(text, language), outcome)

    def numbers_in(self, text: str, /) -> tuple[Outcome, ...]:
        return self.calculate("mailbox-address", text, None).outcome, _checked(text)


def _checked(text: str) -> Outcome:
    """Return whether a version is new enough."""
    found = UPDATE.search(text)
    if found is None:
        return Outcome("version-check", error="ask")
    return Outcome("version-check", value="yes" if int(found[0]) >= NEW_ENOUGH else "no", read=found[0])


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


@dataclass
class FakeMessageLinks:
    """The links to these messages, each by its channel and its ts, and nobody knows of others."""

    links: dict[tuple[str, str], str] = field(default_factory=dict)

    def link_to(self, channel: str, message: str) -> str | None:
        return self.links.get((channel, message))


class FakeTelemetry(NullTelemetry):
    """Keeps the questions that it was told of."""

    def __init__(self) -> None:
        self.questions: list[LoggedQuestion] = []

    def asked(self, question: LoggedQuestion) -> None:
        self.questions.append(question)


class ListAudit:
    """Keeps the lines, as long as the test lasts."""

    def __init__(self) -> None:
        self.lines: list[AuditLine] = []

    def write(self, line: AuditLine) -> None:
        self.lines.append(line)

    def told(self) -> list[str]:
        """Take out what was done, each with who did it: `ticket.claimed UBOB`."""
        told = [f"{line.action.value} {line.by}" for line in self.lines]
        self.lines.clear()
        return told


class ErasedMeanwhile(InMemoryStore):
    """Forgets Alice at the last moment: before whatever is written next, and after it was looked up."""

    def transaction(self) -> AbstractContextManager[InMemoryTransaction]:
        self.erase(ALICE)
        return super().transaction()


@dataclass
class FakeTriageChannel:
    """A triage channel that can be used unless a fault is told; Slack does not say while `is_unknown`."""

    told: str = ""
    is_unknown: bool = False

    def fault(self) -> str:
        if self.is_unknown:
            raise RoundFailedError("not known")
        return self.told
