"""A crowd at the door: whoever is connected and does not say what they want keeps nobody out."""

from __future__ import annotations

import http.client
import resource
import socket
import time
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from slack_bolt import BoltResponse

from bot.services.supervising import Supervisor
from bot.slack.transport import wsgi_server
from bot.slack.transport.guard import ARRIVED_AT, Guard
from bot.slack.transport.http import HttpFront
from tests.clocks import CLOCK
from tests.slack.payloads import mention
from tests.slack.running import until
from tests.slack.transport.test_guard import SECRET, as_json
from tests.slack.transport.test_http import post_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from wsgiref.types import StartResponse, WSGIEnvironment

HEAD = b"POST /slack/events HTTP/1.1\r\nHost: bot\r\nContent-Length: 1000\r\n"
OPEN_FILES = Path("/proc/self/fd")
BEGUN = {
    "silent": b"",
    "blank lines": b"\r\n",
    "half a line": b"POST /slack",
    "half a head": HEAD,
    "half a body": HEAD + b"\r\n{",
    "chunked": b"POST /slack/events HTTP/1.1\r\nHost: bot\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nab",
    "asks to go on": HEAD + b"Expect: 100-continue\r\n\r\n",
}


@pytest.fixture
def front() -> Iterator[HttpFront]:
    front = HttpFront(
        Guard(lambda *_: BoltResponse(status=200), (SECRET,), CLOCK), "127.0.0.1", 0, supervisor=Supervisor()
    )
    assert front.start(Event())
    yield front
    front.stop(1)


@contextmanager
def crowd(front: HttpFront, count: int, begun: bytes) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        sockets = []
        for _ in range(count):
            each = stack.enter_context(socket.create_connection(("127.0.0.1", front.port), timeout=10))
            each.sendall(begun)
            sockets.append(each)
        yield sockets


def is_closed(connection: socket.socket) -> bool:
    connection.settimeout(0.01)
    try:
        while connection.recv(1000):
            pass
    except TimeoutError:
        return False
    except OSError:
        pass
    return True


@pytest.mark.parametrize("begun", BEGUN.values(), ids=BEGUN)
def test_a_thousand_that_are_merely_connected_keep_no_ack_from_its_three_seconds(
    front: HttpFront, begun: bytes
) -> None:
    with crowd(front, 1000, begun):
        begin = time.monotonic()
        status, _ = post_to(front, as_json(mention("hello")))
        took = time.monotonic() - begin

    assert status == 200
    assert took < 3


def test_where_the_house_is_full_whoever_is_waited_for_longest_goes(
    front: HttpFront, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front._server, "_most", 20)  # noqa: SLF001 - no system would be so narrow
    with crowd(front, 60, HEAD) as sockets:
        assert post_to(front, as_json(mention("hello")))[0] == 200
        until(lambda: sum(is_closed(each) for each in sockets) >= 40)
        assert not is_closed(sockets[-1])


@pytest.mark.parametrize("begun", BEGUN.values(), ids=BEGUN)
def test_a_request_that_does_not_arrive_in_time_is_cut_although_it_trickles(
    front: HttpFront, begun: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wsgi_server, "REQUEST_SECONDS", 0.2)
    monkeypatch.setattr(wsgi_server, "SWEEP_SECONDS", 0.0)
    begin = time.monotonic()
    with crowd(front, 1, begun) as (connection,):

        def is_cut() -> bool:
            try:
                connection.sendall(b"\r\n" if begun == b"\r\n" else b"a")
            except OSError:
                return True
            return is_closed(connection)

        until(is_cut)

    assert 0.2 <= time.monotonic() - begin < 10


@pytest.mark.slow
def test_a_connection_may_rest_longer_between_requests(front: HttpFront, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wsgi_server, "REQUEST_SECONDS", 0.05)
    monkeypatch.setattr(wsgi_server, "SWEEP_SECONDS", 0.0)
    connection = http.client.HTTPConnection("127.0.0.1", front.port, timeout=10)

    def ask() -> None:
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (404, b"Not Found")

    with closing(connection), crowd(front, 1, b"") as (other,):
        ask()
        resting = connection.sock
        until(lambda: is_closed(other))
        ask()
        assert connection.sock is resting
        monkeypatch.setattr(wsgi_server, "IDLE_SECONDS", 0.05)
        until(lambda: is_closed(resting))


def test_a_request_arrives_with_its_first_byte() -> None:
    told: list[float] = []

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        told.append(environ[ARRIVED_AT])
        start_response("200 OK", [("Content-Length", "0")])
        return []

    front = HttpFront(app, "127.0.0.1", 0, supervisor=Supervisor())
    assert front.start(Event())
    for _ in range(2):
        begun = time.monotonic()
        with crowd(front, 1, HEAD) as (connection,):
            until(lambda: any(each.request for each in front._server.active_channels.values()))  # noqa: SLF001
            has_begun = time.monotonic()
            connection.sendall(b"\r\n" + b"a" * 1000)
            assert connection.recv(100).startswith(b"HTTP/1.1 200")
        assert begun <= told[-1] <= has_begun
    front.stop(1)


def test_a_port_that_is_taken_leaves_nothing_open(front: HttpFront) -> None:
    before = set(OPEN_FILES.iterdir())
    with pytest.raises(OSError, match="in use"):
        HttpFront(lambda *_: [], "127.0.0.1", front.port, supervisor=Supervisor())
    assert set(OPEN_FILES.iterdir()) == before


@pytest.mark.parametrize(
    ("limits", "most"),
    [((1024, 524_288), 2048), ((1024, 1024), 384), ((200, 200), 64), ((resource.RLIM_INFINITY,) * 2, 2048)],
)
def test_so_many_connections_are_taken_as_the_system_allows_files(
    limits: tuple[int, int], most: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    given: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: limits)
    monkeypatch.setattr(resource, "setrlimit", lambda _, wanted: given.append(wanted))

    assert wsgi_server.raise_file_limit(2048) == most
    assert ("open files" in caplog.text) == (most < 2048)
    assert [wanted for wanted in given if wanted != limits] == ([(4352, 524_288)] if limits[1] == 524_288 else [])
