"""A plain renderer and a Slack context without Slack, in the place of the real ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.outgoing import NotHelped, ReplyMessage, SystemNotice
from bot.domain.reply import Answer, Calculation, Clarification, HandOver
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
from tests.services.fakes import FakeAnswering
from tests.slack.payloads import BOT, TEAM

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.views import View
    from bot.services.ports import Store, Telemetry


def render(view: View) -> Rendered:
    """Return the reply's kind and content in one line; buttons for a did-you-mean."""
    if isinstance(view, SystemNotice):
        return Rendered(" ".join((view.language, view.text, *(value for _, value in view.values))))
    if isinstance(view, NotHelped):
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
        case HandOver(language, is_file_alone=is_file_alone):
            text = f"{language} {'file alone' if is_file_alone else 'hand over'}"
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


@dataclass
class FakeWorkspace:
    """The workspace that payloads are for in tests; one without `team` is one that Slack has not told of yet."""

    team: str | None = TEAM
    bot: str | None = BOT
    enterprise: str | None = None


class NoModals:
    """Opens nothing, and keeps what it was to open."""

    def __init__(self) -> None:
        self.opened: list[dict[str, Any]] = []

    def open(self, trigger_id: str, draw: Callable[[], dict[str, Any]], otherwise: Callable[[], None]) -> None:  # noqa: ARG002 - as Slack's do
        self.opened.append(draw())


def link(channel: str, message: str, thread: str | None = None) -> str:
    return f"https://acme.slack.com/archives/{channel}/p{message}?thread_ts={thread or message}"


def new_slack(
    store: Store | None = None,
    answering: FakeAnswering | None = None,
    clock: HandClock | RunningClock | None = None,
    wake: Callable[[], None] = lambda: None,
    telemetry: Telemetry | None = None,
    home: FakeWorkspace | None = None,
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
    renderer, home = PlainRenderer(lambda: CONTEXT), home or FakeWorkspace()
    return SlackContext(app, PayloadParser(link, home), renderer, NoModals(), home, reference=lambda: "ref-1")
