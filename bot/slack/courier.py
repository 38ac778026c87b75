"""Hands messages to Slack: renders, calls, and sorts what went wrong. It raises nothing for what Slack does."""

from __future__ import annotations

import json
import logging
import re
import socket
import ssl
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.error import URLError
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.domain.outgoing import Notice
from bot.services.ports import Ambiguous, NotSent, Refused, Sent, TenantBlocked
from bot.slack.ids import METADATA_EVENT, METADATA_ID, POST_MESSAGE, READ_CONVERSATION, READ_THREAD
from bot.slack.parts import new_reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk.web import SlackResponse

    from bot.domain.outgoing import Outgoing
    from bot.services.ports import Delivery
    from bot.slack.parts import Render, Rendered

log = logging.getLogger(__name__)

courier_log = logging.getLogger("bot.slack.courier.client")
# The library logs whole answers when it is asked to be talkative, and each failure that is sorted here anyway.
courier_log.setLevel(logging.CRITICAL)

TIMEOUT_SECONDS: Final = 5
SLACK_API: Final = "https://slack.com/api/"
RESPONSE_HOST: Final = ("https", "hooks.slack.com")

OK, TOO_MANY, SERVER_FAULT = 200, 429, 500

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

# How far before a message's due time its last attempt can lie: the longest wait, the time-out, differing clocks.
LOOK_BACK = timedelta(minutes=3)
MESSAGES_LOOKED_AT: Final = 100


def new_client(token: str | None, base_url: str = SLACK_API, *, timeout_seconds: int = TIMEOUT_SECONDS) -> WebClient:
    """A client that calls once and waits no longer than we can: it would send again by itself otherwise."""
    return WebClient(token=token, base_url=base_url, timeout=timeout_seconds, retry_handlers=[], logger=courier_log)


class SlackCourier:
    """The courier for Slack, with one client for all calls. Safe between threads."""

    def __init__(self, client: WebClient, render: Render) -> None:
        self._client = client
        self._render = render

    def deliver(self, outgoing: Outgoing) -> Delivery:
        """Try once."""
        try:
            if outgoing.destination.response_url is not None:
                return self._respond(outgoing, outgoing.destination.response_url)
            self._post(outgoing)
        except SlackApiError as error:
            return _sort_answer(error.response)
        except (OSError, ValueError, AttributeError) as error:
            # An answer that is no JSON object surfaces in the library as one of the last two.
            return _sort_failure(error)
        except Exception as error:  # noqa: BLE001 - http.client has a dozen ways to say that an answer broke off
            return Ambiguous(type(error).__name__)
        return Sent()

    def has_arrived(self, outgoing: Outgoing) -> bool | None:
        """Whether a message with its id stands in the channel; None where that cannot be found out."""
        destination = outgoing.destination
        if destination.response_url is not None:
            return None
        method, place = READ_CONVERSATION, {"channel": destination.channel}
        if destination.thread_ts is not None:
            method, place = READ_THREAD, place | {"ts": destination.thread_ts}
        oldest = (outgoing.due_at - LOOK_BACK).timestamp()
        wanted = {"oldest": f"{oldest:.6f}", "limit": MESSAGES_LOOKED_AT, "include_all_metadata": True}
        try:
            answer = self._client.api_call(method, params=place | wanted)
            return any(_outbox_id(message) == outgoing.id for message in answer["messages"])
        except Exception as error:  # noqa: BLE001 - whatever it is: it cannot be found out now
            courier_log.info("Cannot look for %s: %s", outgoing.id, type(error).__name__)
            return None

    def _post(self, outgoing: Outgoing) -> None:
        destination = outgoing.destination
        message = self._message(outgoing) | {
            "channel": destination.channel,
            "metadata": {"event_type": METADATA_EVENT, "event_payload": {METADATA_ID: outgoing.id}},
        }
        if destination.thread_ts is not None:
            message["thread_ts"] = destination.thread_ts
        self._client.api_call(POST_MESSAGE, json=message)

    def _respond(self, outgoing: Outgoing, url: str) -> Delivery:
        if not self._is_slacks(url):
            return Refused("response_url_is_not_slacks")
        webhook = WebhookClient(url, timeout=self._client.timeout, retry_handlers=[], logger=courier_log)
        message = self._message(outgoing) | {"response_type": "ephemeral", "replace_original": False}
        answer = webhook.send_dict(message)
        if answer.status_code == OK and "ok" in answer.body and '"ok":false' not in answer.body.replace(" ", ""):
            return Sent()
        return _sort(answer.status_code, _error_in(answer.body), answer.headers)

    def _message(self, outgoing: Outgoing) -> dict[str, Any]:
        rendered = self._rendered(outgoing)
        message: dict[str, Any] = {"text": rendered.text, "unfurl_links": False, "unfurl_media": False}
        if rendered.blocks:
            message["blocks"] = rendered.blocks
        return message

    def _rendered(self, outgoing: Outgoing) -> Rendered:
        """How it looks. A fault in that is told to the person in its place, with a reference number, and logged once.

        An article, for example, may have gone since the question was asked: no later try would change that.
        """
        try:
            return self._render(outgoing.body)
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody waits for a word
            reference = new_reference()
            log.error("Reference %s: %s cannot be rendered: %s", reference, outgoing.id, type(error).__name__)  # noqa: TRY400 - a message may hold text
            body = outgoing.body
            language = body.language if isinstance(body, Notice) else body.reply.language
            return self._render(Notice("went-wrong", language, (("reference", reference),)))

    def _is_slacks(self, url: str) -> bool:
        """Whether `url` is Slack's own: nothing is sent to anybody else, whatever a payload says."""
        parts, base = urlsplit(url), urlsplit(self._client.base_url)
        if parts.username or parts.password:
            return False
        is_local = base.hostname != "slack.com" and (parts.scheme, parts.netloc) == (base.scheme, base.netloc)
        return is_local or (parts.scheme, parts.netloc) == RESPONSE_HOST


def _outbox_id(message: Mapping[str, Any]) -> object:
    metadata = message.get("metadata") or {}
    return (metadata.get("event_payload") or {}).get(METADATA_ID)


def _sort_answer(response: SlackResponse) -> Delivery:
    data = response.data if isinstance(response.data, dict) else {}
    return _sort(response.status_code, str(data.get("error", "")), response.headers)


def _sort(status: int, error: str, headers: Mapping[str, str]) -> Delivery:
    """What an answer that is no success means."""
    if status == TOO_MANY or error in RATE_LIMITED:
        return NotSent("ratelimited", wait_seconds=_retry_after(headers))
    if status >= SERVER_FAULT or error in OF_SLACK or not ERROR_CODE.fullmatch(error):
        return Ambiguous(f"status {status}")
    if error in OF_THE_TENANT:
        return TenantBlocked(error)
    return Refused(error)


def _sort_failure(error: Exception) -> Delivery:
    """What a call that got no answer means: surely not sent only where no connection came about."""
    reason = error.reason if isinstance(error, URLError) else error
    has_not_connected = isinstance(reason, ConnectionRefusedError | socket.gaierror | ssl.SSLCertVerificationError)
    if isinstance(error, URLError) and has_not_connected:
        return NotSent(type(reason).__name__)
    return Ambiguous(type(reason).__name__)


def _retry_after(headers: Mapping[str, str]) -> float:
    given = {name.lower(): value for name, value in headers.items()}.get("retry-after")
    value = given[0] if isinstance(given, list) else given
    if value is None or not (value.isascii() and value.isdigit()):
        return PATIENCE_SECONDS
    return float(min(int(value[:9]), LONGEST_WAIT_SECONDS))


def _error_in(body: str) -> str:
    """The error code in a response_url's answer: JSON at times, a bare word at others."""
    try:
        answer = json.loads(body)
    except ValueError:
        return body.strip()
    return str(answer.get("error", "")) if isinstance(answer, dict) else ""
