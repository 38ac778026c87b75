"""The HTTP door over real sockets: what is not Slack's stays outside, and a stop loses nothing."""

from __future__ import annotations

import http.client
import json
import socket
from threading import Barrier, Event, Thread
from typing import TYPE_CHECKING, Any

import pytest
from slack_bolt import BoltResponse

from bot.services.supervising import Supervisor
from bot.slack.transport.guard import Guard
from bot.slack.transport.http import HttpFront
from tests.clocks import CLOCK
from tests.slack.payloads import mention
from tests.slack.transport.test_guard import SECRET, as_json, sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CANARY = "what the canary wrote"


class Entrance:
    """A server whose app holds what comes in until it is released."""

    def __init__(self) -> None:
        self.come_in = Event()
        self.release = Event()
        self.release.set()
        self.front = HttpFront(Guard(self._dispatch, (SECRET,), CLOCK), "127.0.0.1", 0, supervisor=Supervisor())
        assert self.front.start(Event())

    def _dispatch(self, payload: Mapping[str, Any], _: Mapping[str, str]) -> BoltResponse:
        self.come_in.set()
        self.release.wait(10)
        return BoltResponse(status=200, body=str(payload["type"]))

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.front.port, timeout=10)

    def post(self, body: bytes, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        return post_to(self.front, body, headers)


def post_to(front: HttpFront, body: bytes, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", front.port, timeout=10)
    try:
        connection.request("POST", "/slack/events", body, headers or signed(body))
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def signed(body: bytes, **more: float) -> dict[str, str]:
    at = CLOCK.now().timestamp() + more.get("skew", 0)
    headers = sign(body, at=at)
    names = {"HTTP_X_SLACK_REQUEST_TIMESTAMP": "X-Slack-Request-Timestamp"}
    names["HTTP_X_SLACK_SIGNATURE"] = "X-Slack-Signature"
    return {names[name]: value for name, value in headers.items()} | {"Content-Type": "application/json"}


@pytest.fixture
def entrance() -> Iterator[Entrance]:
    entrance = Entrance()
    try:
        yield entrance
    finally:
        entrance.release.set()
        entrance.front.stop(5)


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Yield the log, of which no test may leave a trace of what people wrote."""
    caplog.set_level("DEBUG")
    yield caplog
    assert "canary" not in caplog.text.lower()


def test_what_is_signed_gets_in(entrance: Entrance, log: pytest.LogCaptureFixture) -> None:
    assert entrance.post(as_json(mention(CANARY))) == (200, "event_callback")
    assert not [record for record in log.records if record.levelname == "WARNING" and record.name.startswith("bot.")]


@pytest.mark.parametrize("skew", [-310, 310])
def test_what_is_stale_or_from_the_future_is_unauthorized(
    entrance: Entrance, log: pytest.LogCaptureFixture, skew: float
) -> None:
    body = as_json(mention(CANARY))
    assert entrance.post(body, signed(body, skew=skew))[0] == 401
    assert "no valid signature" in log.text


def test_what_is_unsigned_is_unauthorized(entrance: Entrance, log: pytest.LogCaptureFixture) -> None:
    assert entrance.post(as_json(mention(CANARY)), {"Content-Type": "application/json"}) == (401, "Unauthorized")
    assert "no valid signature" in log.text


@pytest.mark.parametrize("body", [CANARY.encode(), json.dumps([CANARY]).encode(), b"\xff" + CANARY.encode()])
def test_what_is_malformed_is_a_bad_request(entrance: Entrance, log: pytest.LogCaptureFixture, body: bytes) -> None:
    assert entrance.post(body)[0] == 400
    assert log.text


def test_what_is_huge_is_refused_before_it_was_sent(entrance: Entrance, log: pytest.LogCaptureFixture) -> None:
    with socket.create_connection(("127.0.0.1", entrance.front.port), timeout=10) as connection:
        head = b"POST /slack/events HTTP/1.1\r\nHost: bot\r\nContent-Length: 50000000\r\n\r\n"
        connection.sendall(head + CANARY.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")
    assert not log.text.count("payload")


def test_a_get_is_not_allowed_and_another_path_not_found(entrance: Entrance) -> None:
    connection = entrance.connect()
    for method, path, status in (("GET", "/slack/events", 405), ("POST", "/slack/install", 404)):
        connection.request(method, path)
        response = connection.getresponse()
        response.read()
        assert response.status == status
    connection.close()


def test_a_stop_lets_what_is_in_flight_be_answered_and_nobody_else_in(entrance: Entrance) -> None:
    entrance.release.clear()
    answers: list[tuple[int, str]] = []
    request = Thread(target=lambda: answers.append(entrance.post(as_json(mention("hello")))))
    request.start()
    assert entrance.come_in.wait(10)
    stop = Thread(target=entrance.front.stop, args=(10,))
    stop.start()
    while True:
        try:
            socket.create_connection(("127.0.0.1", entrance.front.port), timeout=1).close()
        except OSError:
            break
    assert not entrance.front.is_ready()
    entrance.release.set()
    request.join()
    stop.join()
    assert answers == [(200, "event_callback")]


def test_a_stop_closes_idle_connections(entrance: Entrance) -> None:
    connection = entrance.connect()
    connection.request("GET", "/")
    connection.getresponse().read()
    entrance.front.stop(10)
    assert connection.sock is not None
    assert connection.sock.recv(1) == b""
    connection.close()


def test_a_stop_does_not_wait_longer_than_it_may(entrance: Entrance) -> None:
    entrance.release.clear()
    gate = Barrier(2)

    def ask() -> None:
        gate.wait()
        with pytest.raises((http.client.HTTPException, OSError)):
            entrance.post(as_json(mention("hello")))

    request = Thread(target=ask)
    request.start()
    gate.wait()
    assert entrance.come_in.wait(10)
    stop = Thread(target=entrance.front.stop, args=(0.05,))
    stop.start()
    request.join()
    entrance.release.set()
    stop.join()


def test_a_door_that_was_told_to_stop_before_it_opened_stays_closed() -> None:
    front = HttpFront(
        Guard(lambda *_: BoltResponse(status=200), (SECRET,), CLOCK), "127.0.0.1", 0, supervisor=Supervisor()
    )
    stop = Event()
    stop.set()
    assert not front.start(stop)
    assert not front.is_ready()
    front.stop(1)


FALLS = [RuntimeError("a canary"), MemoryError(), SystemExit(1)]


@pytest.mark.slow
@pytest.mark.parametrize("error", FALLS, ids=lambda error: type(error).__name__)
def test_a_loop_that_falls_is_begun_anew_and_nothing_is_lost(entrance: Entrance, error: BaseException) -> None:
    left = [error]

    def fall(seconds: float) -> None:
        del seconds
        entrance.front._turn = turn  # type: ignore[method-assign]  # noqa: SLF001 - only once
        raise left.pop()

    turn = entrance.front._turn  # noqa: SLF001 - as if the library had failed
    entrance.front._turn = fall  # type: ignore[method-assign]  # noqa: SLF001
    answer = entrance.post(as_json(mention(CANARY)))

    assert left == []
    assert answer == (200, "event_callback")
    assert entrance.front.is_ready()
