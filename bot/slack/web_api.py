"""The one module that calls Slack. A call that fails was refused for good, not made for now, or is ambiguous."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import urlencode, urlsplit

from bot.services.patience import seconds_left
from bot.slack.bounded_http import NotConnectedError, post_within

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.slack.bounded_http import HttpAnswer

Json: TypeAlias = Any
"""Whatever JSON may hold."""

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


@dataclass(frozen=True, slots=True)
class SlackAnswer:
    """What Slack answered to a call that was done; the names of `headers` are in lower case."""

    fields: Mapping[str, Json]
    headers: Mapping[str, str]

    def __getitem__(self, name: str) -> Json:
        """Return a field."""
        return self.fields[name]

    def get(self, name: str) -> Json:
        """Return a field; None where it is missing."""
        return self.fields.get(name)


@dataclass(frozen=True, slots=True)
class SlackApi:
    """Calls Slack's Web API and its reply links with one token, each once. Safe between threads.

    No call takes longer than `timeout_seconds`, however slowly the answer trickles in, nor than whoever waits allows.
    """

    token: str | None
    base_url: str = SLACK_API
    timeout_seconds: float = TIMEOUT_SECONDS

    def call(
        self,
        method: str,
        *,
        json: Mapping[str, Any] | None = None,
        params: Mapping[str, Any] | None = None,
        expects: tuple[str, ...] = (),
    ) -> SlackAnswer:
        """Return Slack's answer, which says that it was done and has the fields that it `expects`.

        Raises:
            SlackCallError: it was not done, or that is not known.
        """
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = self._post(f"{self.base_url}{method}", headers, json, params or {})
        fields = _json_object(answer.body)
        if answer.status != _OK or fields.get("ok") is not True:
            raise _failure(answer.status, str(fields.get("error", "")), answer.headers)
        if missing := [name for name in expects if fields.get(name) is None]:
            raise CallAmbiguousError(f"no {missing[0]} in the answer", answer.status)
        return SlackAnswer(fields, answer.headers)

    def respond(self, url: str, message: Mapping[str, Any]) -> None:
        """Say `message` by a reply link. A status of 200 is a success unless the body says that it is none.

        Raises:
            SlackCallError: as `call`; refused as well where `url` is not Slack's own: nothing is sent to
                anybody else, whatever a payload says.
        """
        if not self._is_slacks(url):
            raise CallRefusedError("response_url_is_not_slacks")
        answer = self._post(url, {}, message)
        fields = _json_object(answer.body)
        if answer.status != _OK or fields.get("ok") is False:
            code = fields.get("error") or answer.body.decode(errors="replace").strip()
            raise _failure(answer.status, str(code), answer.headers)

    def _post(
        self,
        url: str,
        headers: Mapping[str, str],
        message: Mapping[str, Any] | None,
        params: Mapping[str, Any] | None = None,
    ) -> HttpAnswer:
        if message is None:
            body, kind = urlencode(_without_truth_values(params or {})).encode(), "application/x-www-form-urlencoded"
        else:
            body, kind = json.dumps(message).encode(), "application/json; charset=utf-8"
        try:
            return post_within(url, body, {"Content-Type": kind, **headers}, self._seconds())
        except Exception as error:
            raise _fault_on_the_way(error) from error

    def _seconds(self) -> float:
        return min(self.timeout_seconds, seconds_left(self.timeout_seconds))

    def _is_slacks(self, url: str) -> bool:
        try:
            parts, base = urlsplit(url), urlsplit(self.base_url)
        except ValueError:
            return False
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
    if isinstance(error, NotConnectedError):
        return CallNotMadeError(error.kind)
    return CallAmbiguousError(type(error).__name__)


def _json_object(body: bytes) -> Mapping[str, Any]:
    """Return what stands in a body; nothing where it is no JSON object."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _without_truth_values(params: Mapping[str, Any]) -> dict[str, object]:
    """Return `params` with 1 and 0, as a form of Slack's has them."""
    return {name: int(value) if isinstance(value, bool) else value for name, value in params.items()}


def _retry_after(headers: Mapping[str, str]) -> float:
    value = headers.get("retry-after")
    if value is None or not (value.isascii() and value.isdigit()):
        return PATIENCE_SECONDS
    return float(min(int(value[:9]), LONGEST_WAIT_SECONDS))
