"""The Bolt app: few listeners, each of which commits and returns.

What Bolt would do by itself is switched off where the bot does it better or elsewhere: the guard checks signatures,
answers url_verification and ssl_check; the parser ignores the bot's own messages.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware import Middleware
from slack_sdk import WebClient

from bot.services.ports import NullTelemetry
from bot.slack.listeners import actions, commands, events, failures, shortcuts, submissions
from bot.slack.payload import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.services.ports import Telemetry
    from bot.slack.listeners.slack_context import HomeWorkspace, SlackContext
    from bot.slack.payload import Payload

log = logging.getLogger(__name__)

# Bolt warns of settings that it found in the environment and does not use, and of nothing else that we need.
bolt_log = logging.getLogger("bot.slack.bolt")
bolt_log.setLevel(logging.ERROR)


def build_app(slack: SlackContext) -> App:
    """Return the app with all listeners registered. Nothing is called, and no token is needed: the courier has it."""
    app = App(
        name="econnect-bot",
        logger=bolt_log,
        client=WebClient(),
        authorize=_authorize,
        signing_secret="",
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )

    app.middleware(_RefuseForeign(slack.home))
    # They are asked in this order: the commands, whose answer somebody sits waiting for, first.
    for listeners in (commands, events, actions, submissions, shortcuts, failures):
        listeners.register(app, slack)
    return app


class _RefuseForeign(Middleware):
    """Lets no payload of another workspace in. A class, for Bolt looks up a function's arguments at each call."""

    def __init__(self, home: HomeWorkspace) -> None:
        self._home = home

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - Bolt's own signature, as is the next
        next: Callable[[], BoltResponse],  # noqa: A002
    ) -> BoltResponse:
        """Let on what is of the bot's workspace, or does not say of which; nothing else is believed."""
        team = self._home.team
        if team is not None and _is_foreign(req.body, team):
            log.warning("A payload of another workspace is refused")
            return BoltResponse(status=403, body="Forbidden")
        return next()


def _is_foreign(payload: Payload, team: str) -> bool:
    """Return whether what the app is installed in, by what a payload says, is surely not `team`."""
    installed = {each.get("team_id") for each in payload.get("authorizations") or ()} - {None}
    named = installed or {payload.get("team_id"), (payload.get("team") or {}).get("id")} - {None}
    return bool(named) and team not in named


def dispatcher(app: App, telemetry: Telemetry | None = None) -> Callable[[Payload, Mapping[str, str]], BoltResponse]:
    """Return the app as a function from a verified payload and its headers to a response; `telemetry` measures each.

    Payloads come parsed, over HTTP as over Socket Mode. Bolt's own parser of HTTP bodies takes a command whose text
    holds the word "payload" for an empty request.
    """
    telemetry = telemetry or NullTelemetry()

    def dispatch(payload: Payload, headers: Mapping[str, str]) -> BoltResponse:
        try:
            request = BoltRequest(mode="socket_mode", body=dict(payload), headers=dict(headers))
        except Exception as error:  # noqa: BLE001 - Bolt looks into corners of a payload that nothing vouches for
            log.warning("A payload of a strange shape is refused: %s", type(error).__name__)
            return BoltResponse(status=400, body="Bad Request")
        begin = time.perf_counter()
        response = app.dispatch(request)
        telemetry.acked(kind_of(payload), time.perf_counter() - begin)
        return response

    return dispatch


def _authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
    """Serve every verified request; what is posted is posted by the courier, with the team's own token."""
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)
