"""The operator's port, on this machine only: is it alive, is it ready, what has it counted.

Whoever asks gets an answer: a check that hangs is one that failed, and a client that is slow is left.
"""

from __future__ import annotations

import json
import logging
from concurrent.futures import TimeoutError as TooLongError
from http import HTTPStatus
from threading import Event
from typing import TYPE_CHECKING, Final

from bot.operations.bounded_checks import BoundedCall, BoundedChecks
from bot.operations.metrics import CONTENT_TYPE
from bot.slack.transport.http import HttpFront
from bot.slack.transport.request_threads import Capacity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from wsgiref.types import StartResponse, WSGIEnvironment

    from bot.operations.bounded_checks import ReadinessCheck
    from bot.operations.metrics import Metrics
    from bot.services.supervising import Supervisor

log = logging.getLogger(__name__)

_CAPACITY: Final = Capacity(connections=64, delivery_threads=4, command_threads=0)
"""More than probes and scrapers ever need."""

_METRICS_SECONDS: Final = 5.0
_STOP_SECONDS: Final = 1.0


class Health:
    """`/healthz`, `/readyz` and `/metrics`.

    Args:
        checks: what must be so for the bot to be ready, by name: each returns why it is not.
        metrics: what `/metrics` tells.
        port: 0 picks a free one.
    """

    def __init__(
        self,
        checks: Mapping[str, ReadinessCheck],
        metrics: Metrics,
        supervisor: Supervisor,
        port: int,
        host: str = "127.0.0.1",
    ) -> None:
        self._checks = BoundedChecks(checks, supervisor)
        self._figures = BoundedCall("metrics", metrics.text, supervisor)
        self._door = HttpFront(self._serve, host, port, capacity=_CAPACITY, supervisor=supervisor, name="health")

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._door.port

    def start(self) -> None:
        """Begin to answer."""
        self._door.start(Event())

    def stop(self) -> None:
        """End."""
        self._door.stop(_STOP_SECONDS)

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
        """Return the metrics, unless they hang."""
        try:
            return HTTPStatus.OK, CONTENT_TYPE, self._figures.begin().result(_METRICS_SECONDS)
        except TooLongError:
            return HTTPStatus.SERVICE_UNAVAILABLE, "text/plain", "The metrics cannot be read now.\n"

    def _readiness(self) -> tuple[HTTPStatus, str, str]:
        reasons = self._checks.failed()
        found = {name: name not in reasons for name in self._checks.names}
        status = HTTPStatus.SERVICE_UNAVAILABLE if reasons else HTTPStatus.OK
        told = {"ready": not reasons, "checks": found, "reasons": reasons}
        return status, "application/json", json.dumps(told) + "\n"

    def _serve(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        status, content_type, text = HTTPStatus.METHOD_NOT_ALLOWED, "text/plain", "Method Not Allowed\n"
        if environ.get("REQUEST_METHOD") in {"GET", "HEAD"}:
            status, content_type, text = self.answer(environ.get("PATH_INFO", ""))
        body = text.encode()
        headers = [("Content-Type", content_type), ("Content-Length", str(len(body)))]
        start_response(f"{status.value} {status.phrase}", headers)
        return [body]
