"""The operator's port, on this machine only: is it alive, is it ready, what has it counted.

Whoever asks gets an answer: a check that hangs is one that failed, and a client that is slow is left.
"""

from __future__ import annotations

import json
import logging
from concurrent.futures import TimeoutError as TooLongError
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import BoundedSemaphore, Event, Lock
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.operations.bounded_checks import BoundedChecks
from bot.operations.metrics import CONTENT_TYPE
from bot.services.supervising import Supervisor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Future
    from socket import socket

    from bot.operations.bounded_checks import ReadinessCheck
    from bot.operations.metrics import Metrics
    from bot.services.supervising import Beat

    _ClientAddress: TypeAlias = tuple[str, int]

log = logging.getLogger(__name__)

_CLIENT_SECONDS: Final = 5.0
"""How long a client may take to say what it wants."""

_AT_ONCE: Final = 32
"""Clients at once: each has a thread of its own."""

_METRICS_SECONDS: Final = 5.0
_LOOK_SECONDS: Final = 0.05
_LATE_SECONDS: Final = 10.0
_STOP_SECONDS: Final = 1.0


class Health:
    """`/healthz`, `/readyz` and `/metrics`.

    Args:
        checks: what must be so for the bot to be ready, by name: each returns whether it is, or why it is not.
        metrics: what `/metrics` tells.
        port: 0 picks a free one.
    """

    def __init__(
        self,
        checks: Mapping[str, ReadinessCheck],
        metrics: Metrics,
        port: int,
        host: str = "127.0.0.1",
        supervisor: Supervisor | None = None,
    ) -> None:
        self._supervisor = supervisor or Supervisor()
        self._checks = BoundedChecks(checks, self._supervisor)
        self._metrics = metrics
        self._server = _Server((host, port), self._handler())
        self._ended = Event()
        self._lock = Lock()
        self._telling: Future[str] | None = None

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    def start(self) -> None:
        """Begin to answer."""
        self._work = self._supervisor.keep("health", self._serve, until=self._ended, late_after_seconds=_LATE_SECONDS)

    def stop(self) -> None:
        """End."""
        self._ended.set()
        self._supervisor.once("health-stop", self._server.shutdown)
        self._work.join(_STOP_SECONDS)
        self._server.server_close()

    def _serve(self, beat: Beat) -> None:
        self._server.beat = beat
        self._server.serve_forever(_LOOK_SECONDS)

    def answer(self, path: str) -> tuple[HTTPStatus, str, str]:
        """Return status, content type and body for `path`."""
        if path == "/healthz":
            return HTTPStatus.OK, "text/plain", "ok\n"
        if path == "/readyz":
            return self._readiness()
        if path == "/metrics":
            return self._told_metrics()
        return HTTPStatus.NOT_FOUND, "text/plain", "Not Found\n"

    def _told_metrics(self) -> tuple[HTTPStatus, str, str]:
        """Return the metrics; those that hang are not begun a second time."""
        with self._lock:
            if self._telling is None or self._telling.done():
                self._telling = self._supervisor.once("metrics", self._metrics.text)
            telling = self._telling
        try:
            return HTTPStatus.OK, CONTENT_TYPE, telling.result(_METRICS_SECONDS)
        except TooLongError:
            return HTTPStatus.SERVICE_UNAVAILABLE, "text/plain", "The metrics cannot be read now.\n"

    def _readiness(self) -> tuple[HTTPStatus, str, str]:
        reasons = self._checks.failed()
        found = {name: name not in reasons for name in self._checks.names}
        status = HTTPStatus.SERVICE_UNAVAILABLE if reasons else HTTPStatus.OK
        told = {"ready": not reasons, "checks": found, "reasons": reasons}
        return status, "application/json", json.dumps(told) + "\n"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        health = self

        class Handler(BaseHTTPRequestHandler):
            """Answers with what `health` says."""

            timeout = _CLIENT_SECONDS

            def do_GET(self) -> None:
                """Answer one request."""
                status, content_type, text = health.answer(self.path.partition("?")[0])
                body = text.encode()
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Log nothing: a probe comes every few seconds."""

        return Handler


class _Server(ThreadingHTTPServer):
    """Serves so many clients at once; whoever comes on top of them is sent away."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self.beat: Callable[[], None] = lambda: None
        self._free = BoundedSemaphore(_AT_ONCE)

    def service_actions(self) -> None:
        """Give the heartbeat, between two requests and whenever nobody asks."""
        self.beat()

    def process_request(self, request: socket | tuple[bytes, socket], client_address: _ClientAddress) -> None:
        """Begin to serve one client."""
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: socket | tuple[bytes, socket], client_address: _ClientAddress) -> None:
        """Serve one client, in a thread of its own."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that went away, or took too long, is no fault of ours."""
