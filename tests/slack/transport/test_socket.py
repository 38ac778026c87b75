"""The Socket Mode door: patience at the start, acks, reconnection, and a stop that loses nothing."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.socket_mode.request import SocketModeRequest
from websockets.frames import CloseCode
from websockets.sync.server import ServerConnection, serve

from bot.services.supervising import Supervisor
from bot.slack.app import build_app
from bot.slack.transport.socket import RefusedBySlackError, SocketFront
from bot.slack.web_api import SlackAnswer, SlackApi
from localslack import LocalSlack
from tests.clocks import CLOCK
from tests.slack.fakes import new_slack
from tests.slack.running import LOCAL, running_bot, until
from tests.slack.scripted_api import ScriptedApi
from tests.slack.slow_servers import served, trickling

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

pytestmark = pytest.mark.slow  # real sockets and processes

ROOT = Path(__file__).parents[3]


class Impatient(Event):
    """A stop that passes each wait at once, and remembers how long it would have been."""

    def __init__(self) -> None:
        super().__init__()
        self.backoff: list[float | None] = []
        self.stop_after: int | None = None

    def wait(self, timeout: float | None = None) -> bool:
        self.backoff.append(timeout)
        return len(self.backoff) == self.stop_after


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(ROOT / "manifest.yml", clock=CLOCK.seconds) as running:
        yield running


@pytest.fixture
def front(slack: LocalSlack) -> Iterator[SocketFront]:
    front = SocketFront(build_app(new_slack()), SlackApi(slack.app_token, slack.api_url), supervisor=Supervisor())
    yield front
    front.stop(1)


def test_it_connects(slack: LocalSlack, front: SocketFront) -> None:
    assert not front.is_ready()
    assert front.start(Event())
    assert front.is_ready()
    slack.wait_for(lambda: slack.connections == 1)


def test_a_slack_that_cannot_be_reached_is_told_and_tried_again(
    slack: LocalSlack, front: SocketFront, caplog: pytest.LogCaptureFixture
) -> None:
    slack.faults.for_calls("apps.connections.open", "reset-before", "500", "error:internal_error", "html")
    stop = Impatient()
    assert front.start(stop)
    assert stop.backoff == [1, 2, 4, 8]
    assert f"at {slack.api_url} (" in caplog.text
    assert "tried again in 1 s" in caplog.text
    assert front.is_ready()


def test_waits_grow_to_a_minute_and_end_when_the_bot_is_stopped(slack: LocalSlack, front: SocketFront) -> None:
    slack.faults.for_calls("apps.connections.open", *["reset-before"] * 10)
    stop = Impatient()
    stop.stop_after = 9
    assert not front.start(stop)
    assert stop.backoff == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_token_that_slack_refuses_ends_the_start(slack: LocalSlack) -> None:
    front = SocketFront(build_app(new_slack()), SlackApi("xapp-wrong", slack.api_url), supervisor=Supervisor())
    with pytest.raises(RefusedBySlackError, match="invalid_auth"):
        front.start(Event())
    front.stop(1)


def test_a_slack_that_trickles_is_left_and_tried_again() -> None:
    stop = Impatient()
    stop.stop_after = 3
    begin = time.monotonic()
    with served(trickling()) as url:
        front = SocketFront(
            build_app(new_slack()), SlackApi("xapp-1", url, timeout_seconds=0.2), supervisor=Supervisor()
        )
        assert not front.start(stop)
    front.stop(1)
    assert stop.backoff == [1, 2, 4]
    assert time.monotonic() - begin < 5


def test_slack_is_left_alone_for_as_long_as_it_asks(slack: LocalSlack, front: SocketFront) -> None:
    slack.faults.for_calls("apps.connections.open", "429:30")
    stop = Impatient()
    stop.stop_after = 3
    assert not front.start(stop)
    assert [round(seconds or 0) for seconds in stop.backoff] == [30, 30, 30]
    assert len(slack.calls("apps.connections.open")) == 1


def test_a_stop_while_it_connects_leaves_no_connection(slack: LocalSlack, caplog: pytest.LogCaptureFixture) -> None:
    asked, release, began = Event(), Event(), list[bool]()

    def wait(_method: str, _params: Mapping[str, Any]) -> None:
        asked.set()
        assert release.wait(10)

    api = ScriptedApi(slack.app_token, slack.api_url, answer=wait)
    front = SocketFront(build_app(new_slack()), api, supervisor=Supervisor())
    start = Thread(target=lambda: began.append(front.start(Event())))
    start.start()
    assert asked.wait(10)
    front.stop(1)
    release.set()
    start.join()

    assert began == [False]
    assert not front.client.is_connected()
    assert not caplog.records
    slack.wait_for(lambda: slack.connections == 0)


def test_a_stop_while_it_connects_anew_leaves_no_connection(slack: LocalSlack, front: SocketFront) -> None:
    assert front.start(Event())
    front.stop(1)
    front.client.connect_to_new_endpoint(force=True)

    assert not front.client.is_connected()
    slack.wait_for(lambda: slack.connections == 0)


@pytest.mark.parametrize("goodbye", ["refresh_connections", "drop_connections"])
def test_a_connection_that_slack_ends_is_made_anew_and_nothing_is_answered_twice(
    slack: LocalSlack, goodbye: str
) -> None:
    with running_bot(slack, "socket") as bot:
        alice = slack.people["alice"]
        slack.wait_for_reply(alice.writes_dm("which version?"))
        getattr(slack, goodbye)()
        slack.wait_for(lambda: len(slack.calls("apps.connections.open")) == 2 and slack.connections == 1)
        slack.wait_for_reply(alice.writes_dm("welke versie?"))
        slack.settle()
        assert len(bot.answering.asked) == 2


def test_a_stop_lets_what_is_in_flight_be_acked_and_takes_nothing_more(slack: LocalSlack) -> None:
    come_in, release = Event(), Event()

    def hold() -> None:
        come_in.set()
        release.wait(10)

    held = new_slack(wake=hold, home=LOCAL)
    front = SocketFront(build_app(held), SlackApi(slack.app_token, slack.api_url), supervisor=Supervisor())
    assert front.start(Event())
    slack.wait_for(lambda: slack.connections)
    alice = slack.people["alice"]
    alice.writes_dm("which version?")
    assert come_in.wait(10)
    stop = Thread(target=front.stop, args=(10,))
    stop.start()
    until(lambda: not front.is_ready())
    alice.writes_dm("welke versie?")
    release.set()
    stop.join()
    slack.settle()
    outcomes = [(record.payload["event"]["text"], record.outcome) for record in slack.deliveries()]
    assert ("which version?", "ok") in outcomes
    assert ("welke versie?", "ok") not in outcomes
    assert held.app.store.outbox.waiting() == 1


def test_a_stop_closes_the_websocket_as_it_should_be_closed() -> None:
    codes: list[int | None] = []

    def listen(connection: ServerConnection) -> None:
        for _ in connection:
            pass
        codes.append(connection.close_code)

    with serve(listen, "127.0.0.1", 0) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        url = f"ws://127.0.0.1:{server.socket.getsockname()[1]}/"
        api = ScriptedApi(answer=lambda _method, _params: SlackAnswer({"url": url}, {}))
        front = SocketFront(build_app(new_slack()), api, supervisor=Supervisor())
        front.start(Event())
        front.stop(1)
        until(lambda: codes)
        server.shutdown()
        thread.join()
    assert codes == [CloseCode.NO_STATUS_RCVD]


def test_an_envelope_that_fails_or_is_malformed_is_not_acked_and_its_text_not_logged(
    front: SocketFront, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    front.start(Event())
    sent: list[object] = []
    monkeypatch.setattr(front.client, "send_message", sent.append)
    for payload in ({"type": "event_callback", "text": "canary"}, {"type": "event_callback", "event": {"type": 1}}):
        request = SocketModeRequest(type="events_api", envelope_id="e1", payload=payload)
        front.handle_envelope(front.client, request)
    assert sent == []
    assert "not acknowledged" in caplog.text
    assert "canary" not in caplog.text


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # the library catches none
@pytest.mark.parametrize("name", ["current_session_runner", "current_app_monitor", "message_processor"])
def test_a_thread_of_the_library_that_fell_is_seen_and_begun_anew(
    slack: LocalSlack, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    with running_bot(slack, "socket") as bot:
        assert isinstance(bot.front, SocketFront)
        client, fallen = bot.front.client, Event()
        # What it answers it has received: from here on each thread is at its work.
        slack.wait_for_reply(slack.people["alice"].writes_dm("which version?"))
        is_processor = name == "message_processor"  # its target never returns
        target = client.process_message if is_processor else getattr(client, name).target

        def fall_once() -> None:
            if not fallen.is_set():
                fallen.set()
                raise SystemExit
            target()

        if is_processor:
            client.process_message = fall_once  # type: ignore[method-assign]
        else:
            getattr(client, name).target = fall_once
        slack.people["alice"].writes_dm("which version?")
        slack.drop_connections()
        assert fallen.wait(10)
        until(lambda: f"{name} ended and is started again" in caplog.text)
        until(bot.front.is_ready)
        slack.wait_for(lambda: slack.connections)
        slack.wait_for_reply(slack.people["bob"].writes_dm("welke versie?"))
