"""Socket Mode: the WebSocket server that apps connect to, and deliveries over it."""

import itertools
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from secrets import token_hex
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from localslack.clock import IdGenerator
from localslack.deliveries import COMMANDS, Ack, AppDelivery
from localslack.wire import Payload, from_json, is_this_machine, to_json

MOST_CONNECTIONS = 10  # https://docs.slack.dev/apis/events-api/using-socket-mode
_ANSWERED = frozenset({"view_submission", "block_suggestion"})


@dataclass(eq=False, slots=True)
class _Link:
    """One connected app; `waiting` are the ids of envelopes without an ack, `acks` those that came."""

    socket: ServerConnection
    is_open: bool = False
    waiting: set[str] = field(default_factory=set)
    acks: dict[str, Payload] = field(default_factory=dict)


class SocketHub:
    """Hands each delivery to exactly one of the connected apps, in turn."""

    def __init__(self, ids: IdGenerator, app_id: str, ack_seconds: float, changed: threading.Condition) -> None:
        self._ids = ids
        self._app_id = app_id
        self._ack_seconds = ack_seconds
        self._changed = changed
        self._links: list[_Link] = []
        self._turns = itertools.count()
        self._tickets: set[str] = set()
        self._server: Server | None = None

    def start(self) -> None:
        """Begin to take connections."""
        self._server = serve(
            self._serve_link, "127.0.0.1", 0, process_request=_refuse_strangers, close_timeout=self._ack_seconds
        )
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Close every connection."""
        self.drop()
        if self._server:
            self._server.shutdown()

    def issue_url(self) -> str:
        """Return an address for one connection."""
        if not self._server:
            raise RuntimeError("The local Slack is not started.")
        ticket = f"{self._ids.identifier('ticket')}{token_hex(8)}"
        self._tickets.add(ticket)
        port = self._server.socket.getsockname()[1]
        return f"ws://127.0.0.1:{port}/link/?ticket={ticket}&app_id={self._app_id}"

    @property
    def count(self) -> int:
        """Return how many connections take deliveries."""
        return sum(link.is_open for link in self._links)

    def deliver(self, delivery: AppDelivery) -> Ack:
        """Send one delivery in an envelope and wait for its ack."""
        envelope_id = self._ids.identifier("envelope-")
        link = self._next_link(envelope_id)
        if link is None:
            return Ack("connection_failed")
        try:
            link.socket.send(to_json(_envelope(delivery, envelope_id)))
            ack = self._wait_for_ack(link, envelope_id)
        except ConnectionClosed:
            return Ack("connection_failed")
        finally:
            self._forget(link, envelope_id)
        if ack is None:
            return Ack("timeout" if link in self._links else "connection_failed")
        payload = ack.get("payload")
        return Ack("ok", payload=payload if isinstance(payload, dict) and payload else None)

    def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every app to connect anew; what is under way may still be acknowledged."""
        with self._changed:
            links = [link for link in self._links if link.is_open]
            for link in links:
                link.is_open = False
            self._changed.notify_all()
        for link in links:
            _say_goodbye(link.socket, reason)
        with self._changed:
            self._changed.wait_for(lambda: not any(link.waiting for link in links), self._ack_seconds)
        for link in links:
            link.socket.close()

    def drop(self) -> None:
        """Cut every connection, without a word."""
        for link in list(self._links):
            link.socket.close()

    def _next_link(self, envelope_id: str) -> _Link | None:
        with self._changed:
            links = [link for link in self._links if link.is_open]
            if not links:
                return None
            link = links[next(self._turns) % len(links)]
            link.waiting.add(envelope_id)
            return link

    def _wait_for_ack(self, link: _Link, envelope_id: str) -> Payload | None:
        with self._changed:
            self._changed.wait_for(lambda: envelope_id in link.acks or link not in self._links, self._ack_seconds)
            return link.acks.pop(envelope_id, None)

    def _forget(self, link: _Link, envelope_id: str) -> None:
        with self._changed:
            link.waiting.discard(envelope_id)
            self._changed.notify_all()

    def _serve_link(self, socket: ServerConnection) -> None:
        link = _Link(socket)
        refusal = self._admit(link)
        if refusal:
            _say_goodbye(socket, refusal)
            return
        try:
            self._greet(link)
            for message in socket:
                self._take_ack(link, message)
        except ConnectionClosed:
            pass
        finally:
            with self._changed:
                self._links.remove(link)
                self._changed.notify_all()

    def _admit(self, link: _Link) -> str:
        """Take a connection in, or return why not."""
        query = parse_qs(urlsplit(link.socket.request.path if link.socket.request else "").query)
        ticket = query.get("ticket", [""])[0]
        with self._changed:
            if ticket not in self._tickets:
                return "link_disabled"
            self._tickets.remove(ticket)
            if len(self._links) >= MOST_CONNECTIONS:
                return "too_many_websockets"
            self._links.append(link)
            return ""

    def _greet(self, link: _Link) -> None:
        """Say hello, and only then let deliveries through."""
        link.socket.send(to_json(self._hello()))
        with self._changed:
            link.is_open = True
            self._changed.notify_all()

    def _hello(self) -> Payload:
        debug_info = {"host": "local-slack", "build_number": 1, "approximate_connection_time": 18060}
        connection_info = {"app_id": self._app_id}
        return {
            "type": "hello",
            "num_connections": len(self._links),
            "debug_info": debug_info,
            "connection_info": connection_info,
        }

    def _take_ack(self, link: _Link, message: str | bytes) -> None:
        try:
            ack = from_json(message)
        except ValueError:
            return
        envelope_id = str(ack.get("envelope_id")) if isinstance(ack, dict) else ""
        with self._changed:
            if envelope_id in link.waiting:  # a late ack is no ack
                link.acks[envelope_id] = ack
                self._changed.notify_all()


def _envelope(delivery: AppDelivery, envelope_id: str) -> Payload:
    envelope: Payload = {
        "envelope_id": envelope_id,
        "type": delivery.kind,
        "payload": delivery.payload,
        "accepts_response_payload": delivery.kind == COMMANDS or delivery.name in _ANSWERED,
    }
    if delivery.kind == "events_api":
        envelope |= {"retry_attempt": delivery.attempt, "retry_reason": delivery.retry_reason or ""}
    return envelope


def _say_goodbye(socket: ServerConnection, reason: str) -> None:
    try:
        socket.send(to_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "local-slack"}}))
    except ConnectionClosed:
        return


def _refuse_strangers(connection: ServerConnection, request: Request) -> Response | None:
    """Refuse an app that found this server under another machine's name, and pages in a browser."""
    if is_this_machine(request.headers.get("Host", "")) and "Origin" not in request.headers:
        return None
    return connection.respond(HTTPStatus.MISDIRECTED_REQUEST, "This server is for this machine only")
