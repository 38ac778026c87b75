"""What Slack's answer to a message means, or the lack of one: sent, not sent, maybe sent, or refused for good."""

from __future__ import annotations

import json
import re
import socket
import ssl
from typing import TYPE_CHECKING, Final
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from bot.services.ports import Ambiguous, NotSent, Refused, StoreUnavailable, TenantBlocked
from bot.slack.outbound.messages import NotYetError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk.web import SlackResponse

    from bot.services.ports import Delivery

TOO_MANY, SERVER_FAULT = 429, 500

# Nothing will arrive for the whole team until somebody acts.
OF_THE_TENANT: Final = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)
# Slack's own trouble: the message may stand there all the same.
OF_SLACK: Final = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
RATE_LIMITED: Final = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
# Slack asks for patience without saying how much.
PATIENCE_SECONDS: Final = 30.0
# More than Slack has ever asked for; a wait without end would be silence.
LONGEST_WAIT_SECONDS: Final = 3600

ERROR_CODE = re.compile(r"[a-z0-9_]+")


def meaning_of_failure(error: Exception) -> Delivery:
    """What it means that a message was not delivered: surely not sent only where no connection came about."""
    match error:
        case SlackApiError():
            return _meaning_of_response(error.response)
        case NotYetError():
            return NotSent("its card is not there yet")
        case StoreUnavailable():
            return NotSent("the store is away")
    reason = error.reason if isinstance(error, URLError) else error
    has_not_connected = isinstance(reason, ConnectionRefusedError | socket.gaierror | ssl.SSLCertVerificationError)
    if isinstance(error, URLError) and has_not_connected:
        return NotSent(type(reason).__name__)
    return Ambiguous(type(reason).__name__)


def meaning_of_answer(status: int, error: str, headers: Mapping[str, str]) -> Delivery:
    """What an answer that is no success means."""
    if status == TOO_MANY or error in RATE_LIMITED:
        return NotSent("ratelimited", wait_seconds=_retry_after(headers))
    if status >= SERVER_FAULT or error in OF_SLACK or not ERROR_CODE.fullmatch(error):
        return Ambiguous(f"status {status}")
    if error in OF_THE_TENANT:
        return TenantBlocked(error)
    return Refused(error)


def error_in(body: str) -> str:
    """The error code in a response_url's answer: JSON at times, a bare word at others."""
    try:
        answer = json.loads(body)
    except ValueError:
        return body.strip()
    return str(answer.get("error", "")) if isinstance(answer, dict) else ""


def _meaning_of_response(response: SlackResponse) -> Delivery:
    data = response.data if isinstance(response.data, dict) else {}
    return meaning_of_answer(response.status_code, str(data.get("error", "")), response.headers)


def _retry_after(headers: Mapping[str, str]) -> float:
    given = {name.lower(): value for name, value in headers.items()}.get("retry-after")
    value = given[0] if isinstance(given, list) else given
    if value is None or not (value.isascii() and value.isdigit()):
        return PATIENCE_SECONDS
    return float(min(int(value[:9]), LONGEST_WAIT_SECONDS))
