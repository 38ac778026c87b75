"""A tiny app on the other side: takes what the local Slack delivers, and answers as it is told."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl


@dataclass(frozen=True)
class AppRequest:
    """One request as it came."""

    headers: dict[str, str]
    body: bytes

    @property
    def payload(self) -> dict[str, Any]:
        """Return the JSON of events and interactions, the form of commands."""
        if self.headers["content-type"] == "application/json":
            parsed: dict[str, Any] = json.loads(self.body)
            return parsed
        form = dict(parse_qsl(self.body.decode(), keep_blank_values=True))
        return json.loads(form["payload"]) if "payload" in form else form


@dataclass(frozen=True)
class AppResponse:
    """An answer."""

    status: int = 200
    body: str = ""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


class TinyApp:
    """Answers 200 with nothing, until a test tells it otherwise."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.requests: list[AppRequest] = []
        self.answer: Callable[[AppRequest], AppResponse] = lambda _request: AppResponse()
        self.release = threading.Event()

    def events(self, kind: str) -> list[dict[str, Any]]:
        """Return the events of one type that came."""
        return [each.payload["event"] for each in self.requests if each.payload.get("event", {}).get("type") == kind]


@contextmanager
def running_app() -> Iterator[TinyApp]:
    """Run a tiny app on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            request = AppRequest({name.lower(): value for name, value in self.headers.items()}, body)
            app.requests.append(request)
            told = app.answer(request)
            self.send_response(told.status)
            for name, value in {"Content-Type": told.content_type, **told.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(told.body.encode())

        def log_message(self, *_: object) -> None:
            """Be quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing of a Slack that hung up."""

    server = Server(("127.0.0.1", 0), Handler)
    app = TinyApp(f"http://127.0.0.1:{server.server_port}/slack/events")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield app
    finally:
        app.release.set()
        server.shutdown()
        server.server_close()
        thread.join()
