"""What comes in by Socket Mode: its time begins with its arrival, and commands wait for nothing but commands."""

from __future__ import annotations

import json
import logging
import time
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, cast

import pytest

from bot.services.patience import ACK_SECONDS, seconds_left
from bot.slack.transport.request_threads import DELIVERY_THREADS
from bot.slack.transport.socket_client import BoundedSocketClient
from bot.slack.web_api import CallAmbiguousError, SlackAnswer, SlackApi
from tests.slack.running import until
from tests.slack.scripted_api import NO_DEADLINE, ScriptedApi
from tests.slack.slow_servers import served, trickling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from slack_sdk.socket_mode.builtin.connection import Connection, ConnectionState
    from slack_sdk.socket_mode.request import SocketModeRequest

pytestmark = pytest.mark.slow


@contextmanager
def client_for(
    handle: Callable[[SocketModeRequest], None], api: SlackApi | None = None
) -> Iterator[BoundedSocketClient]:
    client = BoundedSocketClient(api or SlackApi("xapp-1"), logging.getLogger("socket"))
    client.socket_mode_request_listeners = [lambda _, request: handle(request)]
    try:
        yield client
    finally:
        client.close()


def envelope(kind: str, name: str = "e1") -> str:
    return json.dumps({"envelope_id": name, "type": kind, "payload": {}})


def test_whatever_is_waited_for_on_the_way_to_an_ack_has_one_deadline() -> None:
    left: list[float] = []
    with client_for(lambda _: left.append(seconds_left(99))) as client:
        client.enqueue_message(envelope("events_api"))
        until(lambda: left)

    assert 0 < left[0] <= ACK_SECONDS


def test_an_acks_time_begins_when_its_envelope_arrives() -> None:
    left: list[float] = []
    with client_for(lambda _: left.append(seconds_left(99))) as client:
        for ago in (1.5, 5.0):
            client.message_queue.put((time.monotonic() - ago, envelope("events_api")))
        until(lambda: len(left) == 2)

    assert max(left) <= ACK_SECONDS - 1.5
    assert min(left) == 0


def test_a_command_does_not_wait_behind_events() -> None:
    release, handled = Event(), list[str]()

    def handle(request: SocketModeRequest) -> None:
        if request.type != "slash_commands":
            release.wait(10)
        handled.append(request.type)

    with client_for(handle) as client:
        for number in range(DELIVERY_THREADS * 2):
            client.enqueue_message(envelope("interactive" if number % 2 else "events_api", f"e{number}"))
        client.enqueue_message(envelope("slash_commands"))
        until(lambda: handled)
        assert handled == ["slash_commands"]
        release.set()
        until(lambda: len(handled) == DELIVERY_THREADS * 2 + 1)


def test_others_go_on_while_slacks_wish_for_a_new_connection_is_met_and_a_failure_is_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    handled, release = list[str](), Event()

    def take_too_long(_method: str, _params: Mapping[str, Any]) -> None:
        release.wait(10)
        raise CallAmbiguousError("TimeoutError")

    api = ScriptedApi(answer=take_too_long)
    with client_for(lambda request: handled.append(request.type), api) as client:
        client.enqueue_message(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))
        client.enqueue_message(envelope("events_api"))
        until(lambda: handled)
        assert not caplog.records
        release.set()
        until(lambda: caplog.records)

    assert "TimeoutError" in caplog.text


def test_slacks_wish_for_a_new_connection_waits_for_no_event_and_has_no_acks_deadline() -> None:
    def give_no_connection(_method: str, _params: Mapping[str, Any]) -> None:
        raise CallAmbiguousError("TimeoutError")

    release, api = Event(), ScriptedApi(answer=give_no_connection)

    def handle(_: SocketModeRequest) -> None:
        release.wait(10)

    with client_for(handle, api) as client:
        for number in range(DELIVERY_THREADS * 2):
            client.enqueue_message(envelope("events_api", f"e{number}"))
        client.message_queue.put((time.monotonic() - 2 * ACK_SECONDS, json.dumps({"type": "disconnect"})))
        try:
            until(lambda: api.left)
        finally:
            release.set()

    assert api.left == [NO_DEADLINE]


class SessionThatIsBegunAsTheClientCloses:
    """A session of the library's whose beginning and whose end come in the same moment."""

    def __init__(self, close: Callable[[], object]) -> None:
        self._close = close
        self.is_over = Event()

    def is_active(self) -> bool:
        """Have somebody close the client, and give them the time to do so."""
        self._close()
        return True

    def run_until_completion(self, state: ConnectionState) -> None:
        """Receive nothing until the session is over."""
        until(lambda: state.terminated)
        self.is_over.set()

    def close(self) -> None:
        """Do nothing: its end is told by the state."""


def test_a_client_that_is_closed_as_a_session_begins_ends_all_the_same() -> None:
    with client_for(lambda _: None) as client:
        closing: list[Thread] = []

        def close() -> None:
            if not closing:
                closing.append(Thread(target=client.close, daemon=True))
                closing[0].start()
                closing[0].join(0.2)  # it has to wait for the session to have begun

        session = SessionThatIsBegunAsTheClientCloses(close)
        client.current_session = cast("Connection", session)
        until(session.is_over.is_set)
        closing[0].join(5)
        assert not closing[0].is_alive()


@pytest.mark.parametrize(
    ("scheme", "head"),
    [("ws", b"HTTP/1.1 101 Switching Protocols\r\nX-Long: "), ("wss", b"\x16\x03\x03\x40\x00")],
    ids=["half a header", "half a TLS record"],
)
def test_a_handshake_that_trickles_in_is_left_in_time(scheme: str, head: bytes) -> None:
    with served(trickling(head)) as url:
        place = url.replace("http", scheme, 1)
        api = ScriptedApi(answer=lambda _method, _params: SlackAnswer({"url": place}, {}))
        with client_for(lambda _: None, api) as client:
            client.connect_seconds = 0.5
            begin = time.monotonic()
            client.connect_to_new_endpoint()
            assert time.monotonic() - begin < 3
            assert not client.is_connected()
