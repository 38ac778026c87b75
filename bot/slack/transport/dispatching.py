"""The app as a function from a payload to a response: the same for both ways in."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from slack_bolt import BoltRequest, BoltResponse

from bot.services.ports import NullTelemetry
from bot.slack.payload import kind_of, storable_payload

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_bolt import App

    from bot.services.ports import Telemetry
    from bot.slack.payload import Payload

log = logging.getLogger(__name__)


def dispatcher(app: App, telemetry: Telemetry | None = None) -> Callable[[Payload, Mapping[str, str]], BoltResponse]:
    """Return the app as a function from a verified payload and its headers to a response; `telemetry` measures each.

    Payloads come parsed, over HTTP as over Socket Mode. Bolt's own parser of HTTP bodies takes a command whose text
    holds the word "payload" for an empty request. What no database can hold goes here, before anybody reads a text.
    """
    telemetry = telemetry or NullTelemetry()

    def dispatch(payload: Payload, headers: Mapping[str, str]) -> BoltResponse:
        try:
            request = BoltRequest(mode="socket_mode", body=storable_payload(payload), headers=dict(headers))
        except Exception as error:  # noqa: BLE001 - Bolt looks into corners of a payload that nothing vouches for
            log.warning("A payload of a strange shape is refused: %s", type(error).__name__)
            return BoltResponse(status=400, body="Bad Request")
        begin = time.perf_counter()
        response = app.dispatch(request)
        telemetry.acked(kind_of(payload), time.perf_counter() - begin)
        return response

    return dispatch
