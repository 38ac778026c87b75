"""The library's WebSocket connection, whose opening as a whole has one deadline.

The library waits three seconds for each byte: a server that sends one every two is waited for without end.
"""

from __future__ import annotations

import time
from math import inf
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from slack_sdk.socket_mode.builtin.connection import Connection
from slack_sdk.socket_mode.builtin.internals import (
    _generate_sec_websocket_key,
    _parse_handshake_response,
    _validate_sec_websocket_accept,
)

from bot.slack.bounded_http import BoundSocket, connect_within

if TYPE_CHECKING:
    from urllib.parse import SplitResult

CONNECT_SECONDS: Final = 5.0
"""How long looking the name up, a proxy, TLS and the WebSocket handshake may take, all together."""

_SWITCHING: Final = 101


class NoWebSocketError(OSError):
    """Whoever answered speaks no WebSocket; says what was answered."""


class BoundedConnection(Connection):
    """A connection that stands, or does not, after `connect_seconds`."""

    connect_seconds: float = CONNECT_SECONDS

    def connect(self) -> None:
        """Connect. What goes wrong is logged, and leaves the connection inactive."""
        try:
            sock = self._opened()
        except Exception as error:  # noqa: BLE001 - as the library does: whatever it is, it is tried again
            reason = getattr(error, "kind", type(error).__name__)
            self.logger.error("No WebSocket connection to Slack (%s)", reason)  # noqa: TRY400 - it may hold a ticket
            return
        self.sock = sock  # type: ignore[assignment]  # the library says that it is always TLS
        self.ping(f"{self.session_id}:{time.time()}")

    def _opened(self) -> BoundSocket:
        place = urlsplit(self.url.strip())
        sock = connect_within(place, self.connect_seconds, self.proxy, self.proxy_headers or {})
        try:
            _shake_hands(sock, place)
        except BaseException:
            sock.close()
            raise
        # From now on each wait is as long as the library wants it to be.
        sock.bind_to(inf, self.receive_timeout)
        return sock


def _shake_hands(sock: BoundSocket, place: SplitResult) -> None:
    """Have the other side speak WebSocket from now on: RFC 6455, section 4.1.

    Raises:
        NoWebSocketError: it does not.
        OSError: it broke off; TimeoutError where the time was up.
    """
    key = _generate_sec_websocket_key()
    request = (
        f"GET {place.path}?{place.query} HTTP/1.1",
        f"Host: {place.hostname}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Version: 13",
        "\r\n",
    )
    sock.sendall("\r\n".join(request).encode())
    status, headers, _ = _parse_handshake_response(sock)  # type: ignore[arg-type]  # as above
    if status != _SWITCHING or not _validate_sec_websocket_accept(key, headers):
        raise NoWebSocketError(f"status {status}")
