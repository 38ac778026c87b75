"""The HTTP server of the Web API and the response URLs, on 127.0.0.1."""

import socket
import struct
import sys
import threading
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from localslack.responses import respond
from localslack.state import SlackState
from localslack.web_api import ApiResponse, WebApi
from localslack.wire import Payload, content_length, from_json, is_from_a_page, is_this_machine, to_json

API_PATH, RESPONSE_PATH = "/api/", "/actions/"
_Request = socket.socket | tuple[bytes, socket.socket]
_BETWEEN_BYTES = 0.2  # seconds
_LONGEST_BODY = 16 * 1024 * 1024  # more than any call of Slack's
_RESET = struct.pack("ii", 1, 0)  # linger for 0 seconds: closing sends a reset


class ApiServer:
    """Runs the server in a thread of its own."""

    def __init__(self, state: SlackState, api: WebApi, port: int) -> None:
        self.stopping = threading.Event()
        self._server = _Server(state, api, self.stopping, port)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def base_url(self) -> str:
        """Return the server's address, without a slash at its end."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Answer nobody any more, and let those go who wait for an answer that never comes."""
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, state: SlackState, api: WebApi, stopping: threading.Event, port: int) -> None:
        self.state, self.api, self.stopping = state, api, stopping
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: _Request, client_address: object) -> None:
        """Say nothing of a caller who hung up; print any other fault, which is ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "LocalSlack"

    def parse_request(self) -> bool:
        """Read the request, and take it only where it names this machine, and from no page in a browser."""
        if not super().parse_request():
            return False
        if not is_this_machine(self.headers.get("Host", "")):
            self.send_error(421, "This server is for this machine only")
        elif is_from_a_page(self.headers):
            self.send_error(403, "This server is for apps, not for pages in a browser")
        else:
            return True
        return False

    def do_GET(self) -> None:
        """Answer a call whose arguments stand in the address."""
        self._answer_call(dict(parse_qsl(urlsplit(self.path).query)))

    def do_POST(self) -> None:
        """Answer a call, or take an answer to a response URL."""
        arguments = self._read_arguments()
        path, query = urlsplit(self.path).path, dict(parse_qsl(urlsplit(self.path).query))
        if arguments is None:
            self._send(ApiResponse(200, to_json({"ok": False, "error": "invalid_json"})))
        elif path.startswith(RESPONSE_PATH):
            self._send(respond(self.server.state, path.rpartition("/")[2], arguments))
        else:
            self._answer_call(query | arguments)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return the local Slack's own time for the `Date` header."""
        return formatdate(self.server.state.clock() if timestamp is None else timestamp, usegmt=True)

    def log_message(self, *_: object) -> None:
        """Keep standard error quiet; the journal tells what was called."""

    def _answer_call(self, arguments: Payload) -> None:
        path = urlsplit(self.path).path
        if not path.startswith(API_PATH):
            self._send(ApiResponse(404, "Not Found", content_type="text/plain"))
            return
        scheme, _, bearer = self.headers.get("Authorization", "").partition(" ")
        token = bearer.strip() if scheme.lower() == "bearer" else str(arguments.get("token", ""))
        method = path.removeprefix(API_PATH).strip("/")
        without_token = {name: value for name, value in arguments.items() if name != "token"}
        self._send(self.server.api.answer(method, token, without_token))

    def _read_arguments(self) -> Payload | None:
        length = content_length(self.headers.get("Content-Length", "0"))
        if length is None or length > _LONGEST_BODY:
            return None
        body = self.rfile.read(length).decode("utf-8", "replace")
        if self.headers.get_content_type() != "application/json":
            return dict(parse_qsl(body, keep_blank_values=True))
        try:
            arguments = from_json(body or "{}")
        except ValueError:
            return None
        return arguments if isinstance(arguments, dict) else None

    def _send(self, answer: ApiResponse) -> None:
        self.close_connection = True
        if answer.ending == "silence":
            self.server.stopping.wait()
        elif answer.ending == "trickle":
            self._trickle()
        elif answer.ending == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            self.connection.close()
        else:
            self._write(answer)

    def _trickle(self) -> None:
        """Answer a byte at a time, each well in time, and never end."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        while not self.server.stopping.wait(_BETWEEN_BYTES):
            self.wfile.write(b" ")

    def _write(self, answer: ApiResponse) -> None:
        body = answer.body.encode()
        self.send_response(answer.status)
        for name, value in (("Content-Type", answer.content_type), *answer.headers):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
