"""The operator's port, on this machine only: is it alive, is it ready, what has it counted."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

from bot.operations.metrics import CONTENT_TYPE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.operations.metrics import Metrics

log = logging.getLogger(__name__)


class Health:
    """`/healthz`, `/readyz` and `/metrics`.

    Args:
        checks: what must be so for the bot to be ready, by name: each returns whether it is.
        metrics: what `/metrics` tells.
        port: 0 picks a free one.
    """

    def __init__(
        self,
        checks: Mapping[str, Callable[[], bool]],
        metrics: Metrics,
        port: int,
        host: str = "127.0.0.1",
    ) -> None:
        self._checks = checks
        self._metrics = metrics
        self._server = ThreadingHTTPServer((host, port), self._handler())
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), name="health", daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, path: str) -> tuple[HTTPStatus, str, str]:
        """Return status, content type and body for `path`."""
        if path == "/healthz":
            return HTTPStatus.OK, "text/plain", "ok\n"
        if path == "/readyz":
            return self._readiness()
        if path == "/metrics":
            return HTTPStatus.OK, CONTENT_TYPE, self._metrics.text()
        return HTTPStatus.NOT_FOUND, "text/plain", "Not Found\n"

    def _readiness(self) -> tuple[HTTPStatus, str, str]:
        found = {name: check() for name, check in self._checks.items()}
        status = HTTPStatus.OK if all(found.values()) else HTTPStatus.SERVICE_UNAVAILABLE
        return status, "application/json", json.dumps({"ready": all(found.values()), "checks": found}) + "\n"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        health = self

        class Handler(BaseHTTPRequestHandler):
            """Answers with what `health` says."""

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
