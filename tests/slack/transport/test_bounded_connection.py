"""The way to a WebSocket has one deadline, and once there it waits as the library wants it to."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
import time
from typing import TYPE_CHECKING

import pytest

from bot.slack.transport.bounded_connection import BoundedConnection
from tests.slack.slow_servers import hanging, served, trickling

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from threading import Event

    Answer = Callable[[socket.socket, Event], None]

pytestmark = pytest.mark.slow

SECONDS = 0.5
IN_TIME = 2.0  # a busy machine adds something

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, section 1.3
UPGRADED = b"HTTP/1.1 101 Switching Protocols\r\n"


def accept(request: bytes) -> bytes:
    """Return the answer of a server that speaks WebSocket."""
    key = re.search(rb"Sec-WebSocket-Key: (\S+)", request)
    assert key is not None
    return UPGRADED + b"Sec-WebSocket-Accept: " + base64.b64encode(hashlib.sha1(key[1] + GUID).digest()) + b"\r\n\r\n"  # noqa: S324 - as the RFC says


def connected(url: str, proxy: str | None = None) -> BoundedConnection:
    connection = BoundedConnection(url, logging.getLogger("socket"), proxy, {"X-Of": "proxy"})
    connection.connect_seconds = SECONDS
    connection.connect()
    return connection


@pytest.mark.parametrize(
    "answer",
    [hanging, trickling(b""), trickling(UPGRADED + b"X-Long: "), trickling(b"\x16\x03\x03\x40\x00")],
    ids=["never", "no status line", "half a header", "half a TLS record"],
)
@pytest.mark.parametrize("scheme", ["ws", "wss"])
def test_whatever_trickles_in_is_left_in_time(answer: Answer, scheme: str) -> None:
    with served(answer) as url:
        begin = time.monotonic()
        connection = connected(url.replace("http", scheme, 1))
        assert time.monotonic() - begin < IN_TIME
    assert not connection.is_active()


@pytest.mark.parametrize("scheme", ["ws", "wss"])
def test_a_proxy_that_trickles_is_left_in_time(scheme: str, caplog: pytest.LogCaptureFixture) -> None:
    with served(trickling(b"HTTP/1.0 200 OK\r\nX-Long: ")) as proxy:
        begin = time.monotonic()
        connection = connected(f"{scheme}://slack.invalid/link/?ticket=secret", proxy)
        assert time.monotonic() - begin < IN_TIME
    assert not connection.is_active()
    assert [record.message for record in caplog.records] == ["No WebSocket connection to Slack (TimeoutError)"]


def test_one_deadline_is_for_the_proxy_and_all_that_follows() -> None:
    def answer(proxy: socket.socket, ended: Event) -> None:
        ended.wait(SECONDS * 0.7)
        proxy.sendall(b"HTTP/1.0 200 OK\r\n\r\n")
        proxy.recv(65536)
        ended.wait(SECONDS * 0.7)
        proxy.sendall(b"HTTP/1.1 404 Not Found\r\n\r\n")

    with served(answer) as proxy:
        begin = time.monotonic()
        assert not connected("ws://slack.invalid/link/", proxy).is_active()
        assert time.monotonic() - begin < SECONDS * 1.3


def test_by_a_proxy_it_speaks_websocket_with_whom_it_wanted() -> None:
    asked: list[bytes] = []

    def answer(proxy: socket.socket, ended: Event) -> None:
        proxy.sendall(b"HTTP/1.0 200 OK\r\n\r\n")
        asked.append(proxy.recv(65536))
        proxy.sendall(accept(asked[0]) + b"\x81\x02hi")
        ended.wait(SECONDS * 1.5)
        proxy.sendall(b"\x81\x03you")
        ended.wait()

    with served(answer) as proxy:
        connection = connected("ws://slack.invalid/link/?ticket=t", proxy)
        assert connection.is_active()
        assert connection.sock is not None
        # The library leaves the last line's end to whoever reads on. What came right behind it is not lost, and what
        # comes later meets no deadline.
        assert connection.sock.recv(5) == b"\n\x81\x02hi"
        assert connection.sock.recv(5) == b"\x81\x03you"
        connection.ping("still there")
        assert connection.sock.gettimeout() == connection.receive_timeout
        connection.close()

    assert asked[0].startswith(b"GET /link/?ticket=t HTTP/1.1\r\nHost: slack.invalid\r\nUpgrade: websocket\r\n")
    assert asked[0].endswith(b"Sec-WebSocket-Version: 13\r\n\r\n")


@pytest.mark.parametrize(
    "answered", [b"HTTP/1.1 404 Not Found\r\n\r\n", UPGRADED + b"Sec-WebSocket-Accept: another\r\n\r\n", b""]
)
def test_who_speaks_no_websocket_is_left_and_told_of(answered: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with served(lambda connection, _: connection.sendall(answered)) as url:
        assert not connected(url.replace("http", "ws", 1)).is_active()
    assert "No WebSocket connection to Slack" in caplog.text
