"""The bot in Slack, over Socket Mode or HTTP."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from os import getpid
from socket import gethostname
from threading import Event
from typing import TYPE_CHECKING, Final

from bot.assembly.answering import render_context
from bot.assembly.live import LiveAnswering
from bot.rendering.blocks.messages import to_blocks, to_fallback
from bot.services.answering import DEFAULT_LANGUAGE
from bot.services.delivery import DeliveryWorker
from bot.slack.app import build_app, dispatcher
from bot.slack.courier import SlackCourier, new_client
from bot.slack.guard import Guard
from bot.slack.health import Health
from bot.slack.http import HttpFront
from bot.slack.parts import Parts, Rendered
from bot.slack.serving import serve, stop_on_signals
from bot.slack.socket import SocketFront
from bot.storage.memory import MemoryStore

if TYPE_CHECKING:
    from bot.domain.outgoing import Body
    from bot.settings import Settings
    from bot.slack.serving import Front


WORKERS: Final = 3
"""Messages under way at once: each waits for Slack's answer, a tenth of a second or two."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The time now, in UTC."""
        return datetime.now(UTC)


def run_in_slack(settings: Settings) -> int:
    """Run the bot until a signal stops it; its exit code, 1 where messages stayed unsent.

    Raises:
        KnowledgeError: naming every problem in the knowledge base.
        RefusedBySlackError: Slack does not take the app's token.
    """
    bot, clock, store = LiveAnswering(settings), SystemClock(), MemoryStore()
    stop, wake = Event(), Event()
    stop_on_signals(stop)

    def render(body: Body) -> Rendered:
        context = render_context(settings, bot.current.knowledge)
        return Rendered(to_fallback(body, context), to_blocks(body, context))

    parts = Parts(bot, store, clock, render, wake.set, DEFAULT_LANGUAGE)
    courier = SlackCourier(new_client(settings.bot_token, settings.slack_api_url), render)
    workers = [
        DeliveryWorker(store.outbox, courier, clock, owner=f"{gethostname()}:{getpid()}:{number}")
        for number in range(WORKERS)
    ]
    front = _front(settings, parts)
    checks = {"front": front.is_ready, "delivery": lambda: not any(worker.blocked_teams for worker in workers)}
    gauges = {"outbox_waiting": store.outbox.waiting, "knowledge_current": bot.is_current}
    health = Health(checks, gauges, settings.health_port, settings.health_host)
    bot.follow(stop)
    health.start()
    try:
        return int(serve(front, workers, clock, stop=stop, wake=wake) > 0)
    finally:
        health.stop()


def _front(settings: Settings, parts: Parts) -> Front:
    """The way in that the settings say; the first line printed tells which."""
    app = build_app(parts)
    if settings.mode == "http":
        front = HttpFront(Guard(dispatcher(app), settings.signing_secrets, parts.clock), "0.0.0.0", settings.port)  # noqa: S104 - Slack comes from outside
        print(f"Mode: HTTP, POST /slack/events on port {front.port}.", file=sys.stderr, flush=True)  # noqa: T201 - see above
        return front
    print("Mode: Socket Mode.", file=sys.stderr, flush=True)  # noqa: T201 - see above
    return SocketFront(app, settings.app_token, new_client(None, settings.slack_api_url))
