"""A small answering service and a plain renderer, in the place of the real ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.domain.calculation import CalculatorName, Outcome
from bot.domain.conversation import Memory, Question
from bot.domain.outgoing import AskWhy, ReplyMessage, SystemNotice
from bot.domain.reply import Answer, Calculation, Clarification, HandOver, Reply
from bot.rendering.action_ids import ARTICLE_BUTTON, NONE_OF_THESE_BUTTON
from bot.rendering.slack_renderer import SlackRenderer
from bot.rendering.targets.block_kit import Rendered
from bot.services.app_context import AppContext
from bot.services.ports import NullTelemetry
from bot.slack.listeners.payload_parser import PayloadParser
from bot.slack.listeners.slack_context import SlackContext
from bot.storage.database import store_in_memory
from tests.clocks import HandClock, RunningClock
from tests.rendering.examples import CONTEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.language import Language
    from bot.domain.views import View
    from bot.services.ports import Store, Telemetry

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

    def reply_to(self, question: Question, memory: Memory) -> tuple[Reply, Memory]:
        self.asked.append(question.text)
        language = language_of(question.text, memory.language)
        known = Memory(language=language)
        if "explode" in question.text:
            raise ZeroDivisionError(question.text)
        if "address" in question.text or "adres" in question.text or memory.expecting:
            calculation = self.calculate("mailbox-address", question.text, language)
            expecting = None if calculation.outcome.value else calculation.outcome.calculator
            return calculation, Memory(expecting, language)
        if "version" in question.text or "versie" in question.text:
            return Answer(language, ("version-required",), 0.97), known
        if "unclear" in question.text or "onduidelijk" in question.text:
            return Clarification(language, ("version-required", "prerequisites"), 0.5), known
        return HandOver(language, None, 0.1), known

    def article(self, slug: str, language: Language) -> Answer | None:
        return Answer(language, (slug,), 1.0) if slug in self.articles else None

    def language_of(self, text: str) -> Language | None:
        return "nl" if DUTCH.search(text) else None

    def calculate(self, calculator: CalculatorName, text: str, language: Language | None) -> Calculation:
        if "explode" in text:
            raise ZeroDivisionError(text)
        found = NUMBER.search(text)
        value = f"{found[0]}@facturen.econnect.eu" if found else None
        outcome = Outcome(calculator, value=value, error=None if value else "no-number")
        return Calculation(language_of(text, language), outcome)


def render(view: View) -> Rendered:
    """The reply's kind and content in one line; buttons for a did-you-mean."""
    if isinstance(view, SystemNotice):
        return Rendered(" ".join((view.language, view.text, *(value for _, value in view.values))))
    if isinstance(view, AskWhy):
        return Rendered(f"{view.language} why not {view.article}")
    if not isinstance(view, ReplyMessage):
        raise TypeError(view)
    quoted = f" to {view.asked!r}" if view.asked else ""
    match view.reply:
        case Answer(language, articles):
            text = f"{language} answer {', '.join(articles)}"
        case Clarification(language, articles):
            text = f"{language} did you mean {', '.join(articles)}"
            actions = [*(ARTICLE_BUTTON + slug for slug in articles), ARTICLE_BUTTON + "gone", "from-before"]
            return Rendered(text, [section(text), buttons(*actions, NONE_OF_THESE_BUTTON)])
        case Calculation(language, outcome):
            text = f"{language} {outcome.calculator} {outcome.value or outcome.error}"
        case HandOver(language):
            text = f"{language} hand over"
    return Rendered(text + quoted, [section(text + quoted)])


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "plain_text", "text": text}}


def buttons(*actions: str) -> dict[str, Any]:
    elements = [
        {"type": "button", "action_id": action, "text": {"type": "plain_text", "text": action}} for action in actions
    ]
    return {"type": "actions", "elements": elements}


class PlainRenderer(SlackRenderer):
    """Renders what is said as `render` does, and forms as they are."""

    def view(self, view: View) -> Rendered:
        return render(view)


class NoModals:
    """Opens nothing, and keeps what it was to open."""

    def __init__(self) -> None:
        self.opened: list[dict[str, Any]] = []

    def open(self, trigger_id: str, view: dict[str, Any], otherwise: Callable[[], None]) -> None:  # noqa: ARG002 - as Slack's do
        self.opened.append(view)


def link(channel: str, message: str, thread: str | None = None) -> str:
    return f"https://acme.slack.com/archives/{channel}/p{message}?thread_ts={thread or message}"


def new_slack(
    store: Store | None = None,
    answering: FakeAnswering | None = None,
    clock: HandClock | RunningClock | None = None,
    wake: Callable[[], None] = lambda: None,
    telemetry: Telemetry | None = None,
) -> SlackContext:
    """Return what listeners work with, without a support team."""
    app = AppContext(
        answering or FakeAnswering(),
        store or store_in_memory(),
        clock or HandClock(),
        wake,
        "en",
        telemetry or NullTelemetry(),
    )
    renderer = PlainRenderer(lambda: CONTEXT)
    return SlackContext(app, PayloadParser(link), renderer, NoModals(), reference=lambda: "ref-1")
