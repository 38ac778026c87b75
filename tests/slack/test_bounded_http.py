"""One request, bounded as a whole: whatever a server does, the caller has an answer or a fault in time."""

from __future__ import annotations

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from bot.slack.bounded_http import HttpAnswer, NotConnectedError, connect_within, post_within
from tests.slack.slow_servers import HEAD, hanging, served, trickling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from threading import Event

pytestmark = pytest.mark.slow

SECONDS = 1.5
IN_TIME = 2 * SECONDS - 0.5  # a busy machine adds something, and a second wait would be too long


def answering(text: bytes) -> Callable[[socket.socket, Event], None]:
    return lambda connection, _: connection.sendall(text)


@pytest.mark.parametrize(
    "answer",
    [
        hanging,
        trickling(b""),
        trickling(b"HTTP/1.1 200 OK\r\nX-Long: "),
        trickling(HEAD),
        trickling(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFF\r\n"),
    ],
    ids=["never", "no status line", "half a header", "half a body", "half a chunk"],
)
def test_a_server_that_hangs_or_trickles_is_left_in_time(answer: Callable[[socket.socket, Event], None]) -> None:
    with served(answer) as url:
        begin = time.monotonic()
        with pytest.raises(TimeoutError):
            post_within(url, b"{}", {}, SECONDS)
        assert time.monotonic() - begin < IN_TIME


def test_a_server_that_takes_nothing_in_is_left_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as deaf:
        begin = time.monotonic()
        with pytest.raises(TimeoutError):
            post_within(f"http://127.0.0.1:{deaf.getsockname()[1]}/", b"x" * 30_000_000, {}, SECONDS)
        assert time.monotonic() - begin < IN_TIME


def test_without_time_nothing_is_sent() -> None:
    with served(hanging) as url, pytest.raises(NotConnectedError, match="TimeoutError"):
        post_within(url, b"{}", {}, 0)


@pytest.mark.parametrize(
    ("url", "kind"),
    [("http://slack.invalid/", "gaierror"), ("https://slack.invalid/", "gaierror")],
)
def test_a_name_that_nobody_has_is_no_connection(url: str, kind: str) -> None:
    with pytest.raises(NotConnectedError) as caught:
        post_within(url, b"{}", {}, 30)
    assert caught.value.kind == kind


def test_a_host_that_speaks_no_tls_is_no_connection() -> None:
    with served(answering(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as url, pytest.raises(NotConnectedError):
        post_within(url.replace("http:", "https:"), b"{}", {}, 5)


def test_a_tls_handshake_that_hangs_is_left_in_time() -> None:
    with served(hanging) as url:
        begin = time.monotonic()
        with pytest.raises(NotConnectedError, match="TimeoutError"):
            post_within(url.replace("http:", "https:"), b"{}", {}, SECONDS)
        assert time.monotonic() - begin < IN_TIME


@contextmanager
def deaf() -> Iterator[socket.socket]:
    """Yield a server whose queue is full: nobody connects before it accepts."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as server, socket.create_connection(server.getsockname()):
        yield server


def test_what_connecting_took_is_not_left_for_the_handshake() -> None:
    with deaf() as server, ThreadPoolExecutor(1) as pool:

        def make_room() -> socket.socket:
            time.sleep(SECONDS / 5)  # the system asks again after a second, and is let in then
            return server.accept()[0]

        made_room = pool.submit(make_room)
        begin = time.monotonic()
        with pytest.raises(NotConnectedError, match="TimeoutError"):
            post_within(f"https://127.0.0.1:{server.getsockname()[1]}/", b"{}", {}, SECONDS)
        assert time.monotonic() - begin < SECONDS + 0.7
        made_room.result().close()


def test_an_address_that_says_nothing_leaves_time_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    ok = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    with deaf() as server, served(answering(ok)) as url:
        found = [
            (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", port))
            for port in (server.getsockname()[1], urlsplit(url).port)
        ]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
        assert post_within("http://slack.invalid/", b"{}", {}, SECONDS).status == 200


@pytest.mark.parametrize("status", [200, 302, 404, 500])
def test_any_status_is_an_answer_and_no_redirect_is_followed(status: int) -> None:
    head = f"HTTP/1.1 {status} X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 2\r\n\r\nok".encode()
    with served(answering(head)) as url:
        found = post_within(url, b"{}", {}, 5)
    assert found == HttpAnswer(status, {"location": "http://127.0.0.1:1/", "content-length": "2"}, b"ok")


def test_only_http_is_opened() -> None:
    with pytest.raises(OSError, match="unknown url type"):
        post_within("file:///etc/passwd", b"", {}, 5)


@pytest.mark.parametrize("whose", ["", "al%40ice:pass@"])
def test_a_proxy_is_told_where_to_and_whose_its_address_is(whose: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as pool:

        def refuse() -> bytes:
            with server.accept()[0] as connection:
                asked = connection.recv(65536)
                connection.sendall(b"HTTP/1.0 407 Proxy Authentication Required\r\n\r\n")
                return asked

        refused = pool.submit(refuse)
        proxy = f"http://{whose}127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(NotConnectedError):
            connect_within(urlsplit("wss://slack.invalid/link/"), SECONDS, proxy, {"X-Of": "proxy"})
        asked = refused.result(SECONDS)

    assert asked.startswith(b"CONNECT slack.invalid:443 ")
    assert b"X-Of: proxy\r\n" in asked
    assert (b"Proxy-Authorization: Basic YWxAaWNlOnBhc3M=\r\n" in asked) is bool(whose)
