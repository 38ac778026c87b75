"""Serves the page: its files, what a person sees, what they do, and a stream of server-sent events."""

import socket
import sys
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from localslack.local_slack import LocalSlack
from localslack.member import Member
from localslack.page.actions import ACTIONS, ActionError, UserAction, perform
from localslack.page.extension import NoExtension, PageExtension
from localslack.page.guard import HEADERS, LONGEST_BODY, refusal
from localslack.page.inspector import Inspector, JournalPosition
from localslack.page.snapshot import snapshot
from localslack.wire import from_json, to_json

_STATIC: Final = Path(__file__).parent / "static"
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_JSON: Final = "application/json; charset=utf-8"
_TEXT: Final = "text/plain; charset=utf-8"
_ACTIONS_PATH: Final = "/api/actions/"
# How long a silent stream goes without a sign of life; so long, too, a window that was closed may go unnoticed.
_SILENCE_SECONDS: Final = 5.0
_LINGER_SECONDS: Final = 1.0


class PageServer:
    """The server, on 127.0.0.1 alone, in a thread of its own.

    Args:
        slack: What the page shows.
        port: 0 picks a free one.
        extension: What the app adds to the page.

    Raises:
        OSError: The port is taken.
    """

    def __init__(self, slack: LocalSlack, port: int, extension: PageExtension | None = None) -> None:
        self._server = _Server(slack, port, extension or NoExtension())
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), name="page", daemon=True)

    @property
    def port(self) -> int:
        """Return the port it is served on."""
        return self._server.server_port

    @property
    def url(self) -> str:
        """Return the page's address."""
        return f"http://127.0.0.1:{self._server.server_port}/"

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """End; open streams end with their next sign of life."""
        self._server.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, slack: LocalSlack, port: int, extension: PageExtension) -> None:
        self.slack, self.extension, self.stopping = slack, extension, Event()
        self.inspector = Inspector(slack, extension)
        self.actions = {**ACTIONS, **extension.actions}
        self.files = _files_in(_STATIC) | {"/": _STATIC / "index.html"}
        if extension.static_folder:
            self.files |= _files_in(extension.static_folder)
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """Say nothing of a window that was closed; print any other fault, which is ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _files_in(folder: Path) -> dict[str, Path]:
    return {f"/{file.name}": file for file in folder.iterdir() if file.suffix in _TYPES}


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "LocalSlack"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        """Answer with a file, with what a person sees, or with the stream of what happens."""
        if not self._is_refused():
            self._get(urlsplit(self.path).path)

    def do_POST(self) -> None:
        """Do what a person does."""
        if not self._is_refused():
            self._post()
        self._linger()

    def log_message(self, *_: object) -> None:
        """Log nothing: the Inspector tells what happens."""

    def end_headers(self) -> None:
        """Send what goes with every answer, refusals too."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def _get(self, path: str) -> None:
        file, people = self.server.files.get(path), self.server.slack.people
        try:
            if self._is_page(path) and self._asked("as") not in people:
                self._redirect(f"{path}?as={next(iter(people))}")
            elif file is not None:
                self._send_bytes(HTTPStatus.OK, file.read_bytes(), _TYPES[file.suffix])
            elif path in self.server.extension.texts:
                self._send_bytes(HTTPStatus.OK, self.server.extension.texts[path]().encode(), _TEXT)
            elif path == "/api/state":
                self._send(HTTPStatus.OK, self._state(self._person()))
            elif path == "/api/events":
                self._stream(self._person())
            else:
                self._send(HTTPStatus.NOT_FOUND, {"error": "There is nothing here."})
        except ActionError as error:
            self._send(HTTPStatus.BAD_REQUEST, {"error": str(error)})

    def _post(self) -> None:
        path = urlsplit(self.path).path
        if not path.startswith(_ACTIONS_PATH):
            self._send(HTTPStatus.NOT_FOUND, {"error": "There is nothing here."})
            return
        try:
            action = UserAction(self.server.slack, self._person(), self._read())
            self._send(HTTPStatus.OK, perform(path.removeprefix(_ACTIONS_PATH), action, self.server.actions))
        except ActionError as error:
            self._send(HTTPStatus.BAD_REQUEST, {"error": str(error)})

    def _is_page(self, path: str) -> bool:
        """Return whether this is a window, which is somebody's, and no part of one."""
        file = self.server.files.get(path)
        return file is not None and file.suffix == ".html"

    def _linger(self) -> None:
        """Read what of a body is still under way: a socket closed over it is reset, and the answer lost with it."""
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(_LINGER_SECONDS)
            while self.connection.recv(LONGEST_BODY):
                pass

    def _is_refused(self) -> bool:
        refused = refusal(self.command, urlsplit(self.path).path, dict(self._titled()), self.server.server_port)
        if refused:
            status, words = refused
            self._send(status, {"error": words})
        return refused is not None

    def _titled(self) -> list[tuple[str, str]]:
        return [(name.title(), value) for name, value in self.headers.items()]

    def _asked(self, name: str) -> str:
        return parse_qs(urlsplit(self.path).query).get(name, [""])[0]

    def _person(self) -> Member:
        name = self._asked("as")
        if name not in self.server.slack.people:
            raise ActionError(f"There is no one called '{name}'.")
        return self.server.slack.people[name].at(self._asked("window"))

    def _read(self) -> dict[str, object]:
        try:
            arguments = from_json(self.rfile.read(int(self.headers["Content-Length"])))
        except ValueError as error:
            raise ActionError("The request is not JSON.") from error
        if not isinstance(arguments, dict):
            raise ActionError("The request is not a JSON object.")
        return arguments

    def _state(self, me: Member) -> dict[str, Any]:
        return snapshot(self.server.slack, me) | {"extension": self.server.extension.state()}

    def _stream(self, me: Member) -> None:
        """Tell the state whenever it changes, and each new entry of the Inspector, until the window is closed."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        state, seen = "", JournalPosition()
        while not self.server.stopping.is_set():
            news = self._wait(me, state, seen)
            if news is None:
                self._write(": still here\n\n")
                continue
            if news[0] != state:
                self._write(f"event: state\ndata: {news[0]}\n\n")
            if news[1] != seen:
                entries = self.server.inspector.entries(seen, news[1])
                self._write(f"event: journal\ndata: {to_json(entries)}\n\n")
            state, seen = news

    def _wait(self, me: Member, state: str, seen: JournalPosition) -> tuple[str, JournalPosition] | None:
        """Return the state and the position once either is another; None after a while without news."""

        def news() -> tuple[str, JournalPosition] | None:
            now = to_json(self._state(me)), self.server.inspector.position()
            return None if now == (state, seen) else now

        try:
            return self.server.slack.wait_for(news, _SILENCE_SECONDS)
        except TimeoutError:
            return None

    def _write(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()

    def _redirect(self, to: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, answer: dict[str, Any]) -> None:
        self._send_bytes(status, to_json(answer).encode(), _JSON)

    def _send_bytes(self, status: HTTPStatus, body: bytes, content_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
