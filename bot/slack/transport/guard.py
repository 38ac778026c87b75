"""The WSGI guard in front of Bolt: only what Slack signed, and only of Slack's shapes, gets in.

Everything is looked at in this order: path and method, length, signature over the raw bytes, timestamp, then text
and shape. What is refused gets a short plain answer; the log gets sizes and a request id, never a byte of a body.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import time
import uuid
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from bot.services.fault_log import log_fault
from bot.services.patience import ACK_SECONDS, at_most
from bot.slack.ids import EVENTS_PATH
from bot.slack.transport.payload_shapes import Malformed, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from wsgiref.types import StartResponse, WSGIEnvironment

    from slack_bolt import BoltResponse

    from bot.services.ports import Clock
    from bot.slack.payload import Payload

log = logging.getLogger(__name__)

LONGEST_BODY = 1_000_000
# Slack's own bound on how old a signed request may be, and ours on clocks that differ.
SECONDS_VALID = 300
ARRIVED_AT = "bot.arrived_at"
"""Where the server says when a request began to arrive, by the monotonic clock: an ack's time begins there."""

PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Response:
    """What goes back to Slack."""

    status: HTTPStatus
    body: str = ""
    content_type: str = PLAIN
    allow: str | None = None

    def headers(self) -> list[tuple[str, str]]:
        """Return its headers."""
        allow = [] if self.allow is None else [("Allow", self.allow)]
        return [("Content-Type", self.content_type), ("Content-Length", str(len(self.body.encode()))), *allow]


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault
    """A request that is not let in."""

    def __init__(self, status: HTTPStatus, why: str, allow: str | None = None) -> None:
        super().__init__(why)
        self.response = Response(status, status.phrase, allow=allow)


class Guard:
    """A WSGI application that hands verified payloads to `dispatch`.

    Args:
        dispatch: takes a payload and the headers that tell of a retry.
        signing_secrets: one, or two while the secret is being replaced.
        clock: the time that timestamps are held against.
    """

    def __init__(
        self,
        dispatch: Callable[[Payload, Mapping[str, str]], BoltResponse],
        signing_secrets: tuple[str, ...],
        clock: Clock,
    ) -> None:
        if not signing_secrets or not all(signing_secrets):
            raise ValueError("A signing secret is empty. Copy it from Slack's Basic Information page.")
        self._dispatch = dispatch
        self._secrets = tuple(secret.encode() for secret in signing_secrets)
        self._clock = clock

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        try:
            now = time.monotonic()
            with at_most(ACK_SECONDS - (now - environ.get(ARRIVED_AT, now))):
                response = self._answer(environ)
        except Refusal as refusal:
            response = refusal.response
            length = environ.get("CONTENT_LENGTH") or "no length"
            log.warning("Request %s: %d, %s (%s bytes)", _new_id(), response.status, refusal, length)
        except Exception as error:  # noqa: BLE001 - the last edge before the server, which would log the request
            request_id = _new_id()
            log_fault(log, f"Request {request_id}", error)
            response = Response(HTTPStatus.INTERNAL_SERVER_ERROR, f"Reference {request_id}")
        start_response(f"{response.status.value} {response.status.phrase}", response.headers())
        return [response.body.encode()]

    def _answer(self, environ: WSGIEnvironment) -> Response:
        if environ.get("PATH_INFO") != EVENTS_PATH:
            raise Refusal(HTTPStatus.NOT_FOUND, "no such path")
        if environ.get("REQUEST_METHOD") != "POST":
            raise Refusal(HTTPStatus.METHOD_NOT_ALLOWED, "not a POST", allow="POST")
        raw = _read_body(environ)
        if not self._is_signed(environ, raw):
            if _is_ssl_check(raw):
                return Response(HTTPStatus.OK)
            raise Refusal(HTTPStatus.UNAUTHORIZED, "no valid signature")
        try:
            payload = parse(raw, environ.get("CONTENT_TYPE", ""))
        except Malformed as error:
            raise Refusal(HTTPStatus.BAD_REQUEST, str(error)) from None
        if payload.get("type") == "url_verification":
            return Response(HTTPStatus.OK, payload["challenge"])
        if payload.get("ssl_check"):
            return Response(HTTPStatus.OK)
        return _translate(self._dispatch(payload, _retry_headers(environ)))

    def _is_signed(self, environ: WSGIEnvironment, raw: bytes) -> bool:
        timestamp = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
        if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= len("9999999999")):
            return False
        if abs(self._clock.now().timestamp() - int(timestamp)) > SECONDS_VALID:
            return False
        given = environ.get("HTTP_X_SLACK_SIGNATURE", "").encode("latin-1", "replace")
        signed = b"v0:" + timestamp.encode() + b":" + raw
        return any(hmac.compare_digest(given, _sign(secret, signed)) for secret in self._secrets)


def _new_id() -> str:
    """Return an id, only where something failed: the randomness of the system waits behind all other threads."""
    return uuid.uuid4().hex[:12]


def _sign(secret: bytes, signed: bytes) -> bytes:
    return b"v0=" + hmac.new(secret, signed, hashlib.sha256).hexdigest().encode()


def _read_body(environ: WSGIEnvironment) -> bytes:
    declared = environ.get("CONTENT_LENGTH") or "0"
    if not (declared.isascii() and declared.isdigit()):
        raise Refusal(HTTPStatus.BAD_REQUEST, "no usable length")
    if len(declared) > len(str(LONGEST_BODY)) or int(declared) > LONGEST_BODY:
        raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too long")
    raw: bytes = environ["wsgi.input"].read(int(declared))
    return raw


def _is_ssl_check(raw: bytes) -> bool:
    """Return whether Slack only tries the certificate, which it does unsigned."""
    return b"ssl_check=1" in raw.split(b"&")


def _retry_headers(environ: WSGIEnvironment) -> dict[str, str]:
    wanted = {"x-slack-retry-num": "HTTP_X_SLACK_RETRY_NUM", "x-slack-retry-reason": "HTTP_X_SLACK_RETRY_REASON"}
    return {name: environ[key] for name, key in wanted.items() if key in environ}


def _translate(response: BoltResponse) -> Response:
    content_type = response.headers.get("content-type", [PLAIN])[0]
    return Response(HTTPStatus(response.status), response.body or "", content_type)
