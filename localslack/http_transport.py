"""Deliveries over signed HTTP, as to an app's request URL."""

import contextlib
import http.client
import socket
import threading
from urllib.parse import urlencode, urlsplit

from localslack.clock import Clock
from localslack.deliveries import COMMANDS, EVENTS, Ack, AppDelivery
from localslack.signing import signature_headers
from localslack.wire import Payload, from_json, to_json

_FORM = "application/x-www-form-urlencoded"


class HttpTransport:
    """Posts to one URL, signs the raw body, and gives up after the seconds Slack gives."""

    def __init__(self, url: str, signing_secret: str, clock: Clock, ack_seconds: float) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or http.client.HTTP_PORT
        self._path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._secret = signing_secret
        self._clock = clock
        self._ack_seconds = ack_seconds

    def deliver(self, delivery: AppDelivery) -> Ack:
        """Post one delivery and return what came back."""
        body, content_type = encode(delivery)
        return self.post(body, content_type, _retry_headers(delivery))

    def verify_url(self, token: str, challenge: str) -> bool:
        """Return whether the app echoes a challenge, as Slack asks for when somebody enters a request URL."""
        return challenge in self.send_challenge(token, challenge).text

    def send_challenge(self, token: str, challenge: str) -> Ack:
        """Send Slack's challenge; return what the app answers."""
        body = to_json({"token": token, "challenge": challenge, "type": "url_verification"}).encode()
        return self.post(body, "application/json", {})

    def check_ssl(self, token: str) -> bool:
        """Send Slack's unsigned certificate check; return whether the app answered 200."""
        return self.post(urlencode({"ssl_check": "1", "token": token}).encode(), _FORM, {}, is_signed=False).is_ok

    def post(self, body: bytes, content_type: str, headers: dict[str, str], *, is_signed: bool = True) -> Ack:
        """Post a raw body and return the ack."""
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0", **headers}
        if is_signed:
            headers |= signature_headers(self._secret, int(self._clock()), body)
        connection = http.client.HTTPConnection(self._host, self._port, timeout=self._ack_seconds)
        is_late = threading.Event()
        deadline = threading.Timer(self._ack_seconds, is_late.set)
        try:
            connection.connect()
            deadline = _deadline(self._ack_seconds, connection.sock, is_late)
            connection.request("POST", self._path, body, headers)
            response = connection.getresponse()
            text = response.read().decode("utf-8", "replace")
        except TimeoutError:
            return Ack("http_timeout")
        except (OSError, http.client.HTTPException):
            return Ack("http_timeout" if is_late.is_set() else "connection_failed")
        finally:
            deadline.cancel()
            connection.close()
        if is_late.is_set():  # a body without a length ends where it is cut
            return Ack("http_timeout")
        forbids_retry = response.headers.get("X-Slack-No-Retry") == "1"
        if response.status != http.client.OK:
            return Ack("http_error", text, forbids_retry=forbids_retry, status=response.status)
        return Ack("ok", text, _parse(text, response.headers.get_content_type()), status=response.status)


def _deadline(seconds: float, line: socket.socket, is_late: threading.Event) -> threading.Timer:
    """Start the timer that ends a call: a socket's own time-out starts anew with every byte that drips in."""

    def cut() -> None:
        is_late.set()
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    return timer


def encode(delivery: AppDelivery) -> tuple[bytes, str]:
    """Return a delivery's body and content type: JSON for events, forms for all else."""
    if delivery.kind == EVENTS:
        return to_json(delivery.payload).encode(), "application/json"
    form = delivery.payload if delivery.kind == COMMANDS else {"payload": to_json(delivery.payload)}
    return urlencode(form).encode(), _FORM


def _retry_headers(delivery: AppDelivery) -> dict[str, str]:
    if not delivery.attempt:
        return {}
    return {"X-Slack-Retry-Num": str(delivery.attempt), "X-Slack-Retry-Reason": str(delivery.retry_reason)}


def _parse(text: str, content_type: str) -> Payload | None:
    if content_type != "application/json" or not text:
        return None
    try:
        parsed = from_json(text)
    except ValueError:
        return None
    return parsed if isinstance(parsed, dict) else None
