"""The Bolt app: few listeners, each of which commits and returns.

What Bolt would do by itself is switched off where the bot does it better or elsewhere: the guard checks signatures,
answers url_verification and ssl_check; `read_event` ignores the bot's own messages.
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
from bot.slack import buttons, commands, faults, feedback, handing_over, home, questions, reactions, triage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.services.ports import Telemetry
    from bot.slack.incoming import Payload
    from bot.slack.parts import AppContext

log = logging.getLogger(__name__)

# Bolt warns of settings that it found in the environment and does not use, and of nothing else that we need.
bolt_log = logging.getLogger("bot.slack.bolt")
bolt_log.setLevel(logging.ERROR)


def build_app(parts: AppContext) -> App:
    """The app with all journeys registered. Nothing is called, and no token is needed: the courier has it."""
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

    app.middleware(_RefuseForeign(parts.is_foreign))
    # They are asked in this order: the commands, whose answer somebody sits waiting for, first. The last takes every
    # button that is left.
    for journey in (commands, questions, handing_over, triage, feedback, home, reactions, buttons):
        journey.register(app, parts)
    faults.register(app, parts)
    return app


class _RefuseForeign(Middleware):
    """Lets no payload of another workspace in. A class, for Bolt looks up a function's arguments at each call."""

    def __init__(self, is_foreign: Callable[[Payload], bool]) -> None:
        self._is_foreign = is_foreign

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - Bolt's own signature, as is the next
        next: Callable[[], BoltResponse],  # noqa: A002
    ) -> BoltResponse:
        if self._is_foreign(req.body):
            log.warning("A payload of another workspace is refused")
            return BoltResponse(status=403, body="Forbidden")
        return next()


def dispatcher(app: App, watch: Telemetry | None = None) -> Callable[[Payload, Mapping[str, str]], BoltResponse]:
    """The app as a function from a verified payload and its headers to a response; `watch` measures each.

    Payloads come parsed, over HTTP as over Socket Mode. Bolt's own parser of HTTP bodies takes a command whose text
    holds the word "payload" for an empty request.
    """
    observer = watch or NullTelemetry()

    def dispatch(payload: Payload, headers: Mapping[str, str]) -> BoltResponse:
        try:
            request = BoltRequest(mode="socket_mode", body=dict(payload), headers=dict(headers))
        except Exception as error:  # noqa: BLE001 - Bolt looks into corners of a payload that nothing vouches for
            log.warning("A payload of a strange shape is refused: %s", type(error).__name__)
            return BoltResponse(status=400, body="Bad Request")
        begin = time.perf_counter()
        response = app.dispatch(request)
        observer.acked(kind_of(payload), time.perf_counter() - begin)
        return response

    return dispatch


def kind_of(payload: Payload) -> str:
    """Of which kind a payload is: `event`, `command` or `interaction`."""
    if "command" in payload:
        return "command"
    return "event" if payload.get("type") in {"event_callback", "app_rate_limited"} else "interaction"


def _authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
    """Every verified request is served; what is posted is posted by the courier, with the team's own token."""
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)
