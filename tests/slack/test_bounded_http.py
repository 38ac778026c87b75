"""One request, bounded as a whole: whatever a server does, the caller has an answer or a fault in time."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING

import pytest

from bot.slack.bounded_http import HttpAnswer, NotConnectedError, post_within
from tests.slack.slow_servers import HEAD, hanging, served, trickling

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

SECONDS = 0.3
IN_TIME = 1.5  # what a busy machine adds


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


@pytest.mark.parametrize("status", [200, 302, 404, 500])
def test_any_status_is_an_answer_and_no_redirect_is_followed(status: int) -> None:
    head = f"HTTP/1.1 {status} X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 2\r\n\r\nok".encode()
    with served(answering(head)) as url:
        found = post_within(url, b"{}", {}, 5)
    assert found == HttpAnswer(status, {"location": "http://127.0.0.1:1/", "content-length": "2"}, b"ok")


def test_only_http_is_opened() -> None:
    with pytest.raises(OSError, match="unknown url type"):
        post_within("file:///etc/passwd", b"", {}, 5)
