"""The ways in from Slack: Socket Mode and HTTP, put together from the settings."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Final

from bot.operations.logs import JsonLines
from bot.slack.app import build_app
from bot.slack.transport.dispatching import dispatcher
from bot.slack.transport.guard import Guard
from bot.slack.transport.http import HttpFront
from bot.slack.transport.socket import SocketFront
from bot.slack.web_api import SlackApi

if TYPE_CHECKING:
    from bot.operations.serving import Front
    from bot.services.supervising import Supervisor
    from bot.settings import Settings
    from bot.slack.listeners.slack_context import SlackContext

LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


def socket_front(settings: Settings, slack: SlackContext, supervisor: Supervisor) -> SocketFront:
    """Return the way in by Socket Mode."""
    api = SlackApi(settings.app_token, settings.slack_api_url)
    return SocketFront(build_app(slack), api, telemetry=slack.app.telemetry, supervisor=supervisor)


def http_front(settings: Settings, slack: SlackContext, supervisor: Supervisor) -> HttpFront:
    """Return the way in by HTTP."""
    dispatch = dispatcher(build_app(slack), slack.app.telemetry)
    guard = Guard(dispatch, settings.signing_secrets, slack.app.clock)
    return HttpFront(guard, settings.host, settings.port, supervisor=supervisor)


def announced_front(settings: Settings, slack: SlackContext, supervisor: Supervisor) -> Front:
    """Return the way in that the settings say, and print which as the first line."""
    if settings.mode == "http":
        front = http_front(settings, slack, supervisor)
        where = f"{settings.host}:{front.port}"
        _announce(settings, f"Mode: HTTP, POST /slack/events on {where}.{_hint(settings.host)}")
        return front
    _announce(settings, "Mode: Socket Mode.")
    return socket_front(settings, slack, supervisor)


def _announce(settings: Settings, told: str) -> None:
    """Print a line where the log goes, at any level; as one of its objects where that is JSON."""
    line = told
    if settings.log_format == "JSON":
        fields = {"name": __name__, "levelno": logging.INFO, "levelname": "INFO", "msg": told}
        line = JsonLines().format(logging.makeLogRecord(fields))
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - see above


def _hint(host: str) -> str:
    """Return how to open a door that only this machine reaches, as behind a reverse proxy beside the bot."""
    return " Only this machine reaches it; set HOST=0.0.0.0 to open it to others." if host in LOOPBACK else ""
