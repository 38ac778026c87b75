"""The one module that calls Slack. A call that fails was refused for good, not made for now, or is ambiguous."""

from __future__ import annotations

import json
import logging
import re
import socket
import ssl
from typing import TYPE_CHECKING, Any, Final
from urllib.error import URLError
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk.web import SlackResponse

client_log = logging.getLogger("bot.slack.client")
# The library logs whole answers when it is asked to be talkative, and each failure that is sorted by us anyway.
client_log.setLevel(logging.CRITICAL)

TIMEOUT_SECONDS: Final = 5
SLACK_API: Final = "https://slack.com/api/"
REPLY_LINK_HOST: Final = ("https", "hooks.slack.com")

_OK, _TOO_MANY, _SERVER_FAULT = 200, 429, 500
# Slack's own trouble: it may have done what was asked all the same.
OF_SLACK: Final = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
RATE_LIMITED: Final = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
# Slack asks for patience without saying how much.
PATIENCE_SECONDS: Final = 30.0
# More than Slack has ever asked for; a wait without end would be silence.
LONGEST_WAIT_SECONDS: Final = 3600
_ERROR_CODE: Final = re.compile(r"[a-z0-9_]+")


class SlackCallError(Exception):
    """Slack did not do what was asked.

    `code` is Slack's word for why, or the kind of fault on the way there; `status` and `headers` are its answer's,
    where there was one.
    """

    def __init__(self, code: str, status: int = 0, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.headers = headers or {}


class CallRefusedError(SlackCallError):
    """It never will, asked like that."""


class CallNotMadeError(SlackCallError):
    """It surely did not, and may later; `wait_seconds` is what Slack asked for, if it did."""

    def __init__(self, code: str, status: int = 0, wait_seconds: float | None = None) -> None:
        super().__init__(code, status)
        self.wait_seconds = wait_seconds


class CallAmbiguousError(SlackCallError):
    """It may have: a reset, a time-out, a 5xx, something that is not JSON."""


def new_client(
    token: str | None, base_url: str = SLACK_API, *, timeout_seconds: float = TIMEOUT_SECONDS
) -> WebClient:
    """Return a client that calls once: it would send again by itself otherwise, and waits no longer than we can."""
    timeout: Any = timeout_seconds
    return WebClient(token=token, base_url=base_url, timeout=timeout, retry_handlers=[], logger=client_log)


class SlackApi:
    """Calls Slack's Web API and its reply links with one token, each once. Safe between threads."""

    def __init__(
        self, token: str | None, base_url: str = SLACK_API, *, timeout_seconds: float = TIMEOUT_SECONDS
    ) -> None:
        self._client = new_client(token, base_url, timeout_seconds=timeout_seconds)

    def call(
        self,
        method: str,
        *,
        json: Mapping[str, Any] | None = None,
        params: Mapping[str, Any] | None = None,
        expects: tuple[str, ...] = (),
    ) -> SlackResponse:
        """Return Slack's answer, which says that it was done and has the fields that it `expects`.

        Raises:
            SlackCallError: it was not done, or that is not known.
        """
        try:
            answer = self._client.api_call(
                method,
                json=None if json is None else dict(json),
                params=None if params is None else dict(params),
            )
        except SlackApiError as error:
            data = error.response.data if isinstance(error.response.data, dict) else {}
            raise _failure(error.response.status_code, str(data.get("error", "")), error.response.headers) from error
        except Exception as error:
            raise _fault_on_the_way(error) from error
        if missing := [name for name in expects if answer.get(name) is None]:
            raise CallAmbiguousError(f"no {missing[0]} in the answer", answer.status_code)
        return answer

    def respond(self, url: str, message: Mapping[str, Any]) -> None:
        """Say `message` by a reply link.

        Raises:
            SlackCallError: as `call`; refused as well where `url` is not Slack's own: nothing is sent to
                anybody else, whatever a payload says.
        """
        if not self._is_slacks(url):
            raise CallRefusedError("response_url_is_not_slacks")
        webhook = WebhookClient(url, timeout=self._client.timeout, retry_handlers=[], logger=client_log)
        try:
            answer = webhook.send_dict(dict(message))
        except Exception as error:
            raise _fault_on_the_way(error) from error
        body = answer.body.replace(" ", "")
        if answer.status_code != _OK or "ok" not in body or '"ok":false' in body:
            raise _failure(answer.status_code, _error_in(answer.body), answer.headers)

    def _is_slacks(self, url: str) -> bool:
        parts, base = urlsplit(url), urlsplit(self._client.base_url)
        if parts.username or parts.password:
            return False
        is_local = base.hostname != "slack.com" and (parts.scheme, parts.netloc) == (base.scheme, base.netloc)
        return is_local or (parts.scheme, parts.netloc) == REPLY_LINK_HOST


def _failure(status: int, code: str, headers: Mapping[str, str]) -> SlackCallError:
    """Return what an answer that is no success means."""
    if status == _TOO_MANY or code in RATE_LIMITED:
        return CallNotMadeError("ratelimited", status, _retry_after(headers))
    if status >= _SERVER_FAULT or code in OF_SLACK or not _ERROR_CODE.fullmatch(code):
        return CallAmbiguousError(f"status {status}", status, headers)
    return CallRefusedError(code, status, headers)


def _fault_on_the_way(error: Exception) -> SlackCallError:
    """Return what it means that no answer came: surely not made only where no connection came about."""
    reason = error.reason if isinstance(error, URLError) else error
    has_not_connected = isinstance(reason, ConnectionRefusedError | socket.gaierror | ssl.SSLCertVerificationError)
    if isinstance(error, URLError) and has_not_connected:
        return CallNotMadeError(type(reason).__name__)
    return CallAmbiguousError(type(reason).__name__)


def _error_in(body: str) -> str:
    """Return the error code in a reply link's answer: JSON at times, a bare word at others."""
    try:
        answer = json.loads(body)
    except ValueError:
        return body.strip()
    return str(answer.get("error", "")) if isinstance(answer, dict) else ""


def _retry_after(headers: Mapping[str, str]) -> float:
    given = {name.lower(): value for name, value in headers.items()}.get("retry-after")
    value = given[0] if isinstance(given, list) else given
    if value is None or not (value.isascii() and value.isdigit()):
        return PATIENCE_SECONDS
    return float(min(int(value[:9]), LONGEST_WAIT_SECONDS))
