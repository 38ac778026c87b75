"""A bot that is stopped: as a process, by SIGTERM, in the middle of its work; and in pieces."""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event, Thread, Timer, get_ident
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import Destination, Outgoing, SystemNotice
from bot.operations.serving import serve, stop_on_signals
from bot.services.supervising import Supervisor
from localslack import LocalSlack
from tests.clocks import CLOCK, RunningClock
from tests.slack.running import MODES, Credentials, Mode, assemble, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.slow  # real sockets and processes

ROOT = Path(__file__).parents[2]


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(ROOT / "manifest.yml", clock=CLOCK.seconds) as running:
        yield running


def credentials(slack: LocalSlack) -> Credentials:
    return Credentials(slack.api_url, slack.bot_token, slack.app_token, slack.signing_secret)


class HastyClock(RunningClock):
    """Three seconds pass whenever somebody looks."""

    def now(self) -> datetime:
        self.pass_time(seconds=3)
        return super().now()


@contextmanager
def process(slack: LocalSlack, mode: Mode) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.slack.runner"]
    with subprocess.Popen(  # noqa: S603 - our own runner
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        try:
            assert running.stdin is not None
            assert running.stdout is not None
            running.stdin.write(
                json.dumps({"mode": mode, "seconds": CLOCK.seconds(), **asdict(credentials(slack))}) + "\n"
            )
            running.stdin.flush()
            url = running.stdout.readline().strip()
            if url:
                slack.deliver_to(url)
            else:
                slack.wait_for(lambda: slack.connections)
            yield running
        finally:
            running.kill()


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
def test_a_sigterm_in_the_middle_of_it_loses_nothing_that_was_acked(slack: LocalSlack, mode: Mode) -> None:
    people = [person for name, person in slack.people.items() if name != "mallory"]
    general = slack.channels["general"]
    with process(slack, mode) as bot:
        asked = [person.writes_dm("which version?") for person in people]
        slack.wait_for(lambda: len(slack.deliveries("message")) >= 1)
        asked += [person.says(general, "@econnect-bot which version?") for person in people]
        bot.send_signal(signal.SIGTERM)
        asked += [person.writes_dm("welke versie?") for person in people]
        _, errors = bot.communicate(timeout=30)
    slack.settle()
    events = [record.payload["event"] for record in slack.deliveries() if record.outcome == "ok"]
    acked = {event["ts"] for event in events if not event.get("bot_id")}
    assert acked
    ids = [call.arguments["metadata"]["event_payload"]["outbox_id"] for call in slack.calls("chat.postMessage")]
    assert sorted(each.rpartition(":")[2] for each in ids) == sorted(acked)
    assert (bot.returncode, errors) == (0, "")


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
def test_a_bot_that_does_nothing_ends_at_once(slack: LocalSlack, mode: Mode) -> None:
    with process(slack, mode) as bot:
        bot.send_signal(signal.SIGTERM)
        _, errors = bot.communicate(timeout=5)
    assert (bot.returncode, errors) == (0, "")


@pytest.mark.parametrize("mode", MODES)
def test_what_could_not_be_sent_in_time_is_told(
    slack: LocalSlack, mode: Mode, caplog: pytest.LogCaptureFixture
) -> None:
    stop, wake, clock = Event(), Event(), HastyClock()
    stop.set()
    running, worker = assemble(mode, credentials(slack), wake, clock=clock)
    with running.store.transaction() as transaction:
        transaction.send(Outgoing("m1", Destination("T1", "C1"), SystemNotice("thanks", "en"), due_at=clock.now()))
    running.store.outbox.pause("T1", None, clock.now() + timedelta(days=1))
    assert serve(running.front, worker, clock, stop=stop, wake=wake, supervisor=Supervisor()) == 1
    assert "1 messages unsent" in caplog.text
    assert not running.front.is_ready()


@pytest.fixture
def signal_handlers() -> Iterator[None]:
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    signal.set_wakeup_fd(-1)
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("signal_handlers")
def test_a_signal_stops_also_while_the_main_thread_holds_the_events_lock() -> None:
    stop = Event()
    stop_on_signals(stop, Supervisor())
    with stop._cond:  # type: ignore[attr-defined]  # noqa: SLF001 - as in the middle of `stop.wait()`
        signal.raise_signal(signal.SIGTERM)

    assert stop.wait(5)


@pytest.mark.usefixtures("signal_handlers")
def test_a_signal_stops_also_while_the_main_thread_waits_and_does_not_notice() -> None:
    stop = Event()
    stop_on_signals(stop, Supervisor())
    # To another thread: nothing wakes the main one, as where the signal comes just before it begins to wait.
    other = Thread(target=lambda: signal.pthread_kill(get_ident(), signal.SIGTERM))
    Timer(0.1, other.start).start()

    assert stop.wait(5)


@pytest.mark.usefixtures("signal_handlers")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_log_tells_which_signal_ends_the_bot_so_that_nobody_takes_it_for_a_kill(
    number: signal.Signals, caplog: pytest.LogCaptureFixture
) -> None:
    stop = Event()
    with caplog.at_level("INFO"):
        stop_on_signals(stop, Supervisor())
        signal.raise_signal(number)
        assert stop.wait(5)

        until(lambda: f"{number.name}: the bot ends" in caplog.messages)


@pytest.mark.usefixtures("signal_handlers")
def test_a_log_that_takes_no_word_keeps_nobody_from_stopping() -> None:
    stop, is_read, log = Event(), Event(), logging.getLogger("bot.operations.serving")
    full = logging.Handler()
    full.emit = lambda _: is_read.wait()  # type: ignore[method-assign,assignment]
    log.addHandler(full)
    log.setLevel(logging.INFO)
    try:
        stop_on_signals(stop, Supervisor())
        signal.raise_signal(signal.SIGTERM)
        assert stop.wait(5)
    finally:
        is_read.set()
        log.removeHandler(full)
        log.setLevel(logging.NOTSET)


def test_a_worker_that_falls_is_begun_anew_and_delivers(slack: LocalSlack) -> None:
    stop, wake, supervisor = Event(), Event(), Supervisor()
    running, worker = assemble("http", credentials(slack), wake)
    lease, fallen = running.store.outbox.lease, Event()

    def fall_once(
        now: datetime, owner: str, until: timedelta, most: int, without: str | None, team: str | None
    ) -> tuple[Outgoing, ...]:
        if not fallen.is_set():
            fallen.set()
            raise SystemExit
        return lease(now, owner, until, most, without, team)

    running.store.outbox.lease = fall_once  # type: ignore[method-assign,assignment]  # as if the machine ran out of something
    with running.store.transaction() as transaction:
        where = Destination("T1", slack.channels["general"].id)
        transaction.send(Outgoing("m1", where, SystemNotice("thanks", "en"), CLOCK.now()))
    run = partial(serve, running.front, worker, CLOCK, stop=stop, wake=wake, supervisor=supervisor)
    serving = supervisor.once("bot", run)
    assert fallen.wait(10)
    slack.wait_for(lambda: slack.calls("chat.postMessage"))
    stop.set()

    assert serving.result(20) == 0
    assert supervisor.falls()["delivery"] == 1


class Closed:
    """A way in that does not open."""

    def __init__(self, opens: Callable[[], bool]) -> None:
        self._opens = opens
        self.is_stopped = False

    def start(self, _: Event) -> bool:
        return self._opens()

    def is_ready(self) -> bool:
        return False

    def stop(self, within_seconds: float) -> None:
        del within_seconds
        self.is_stopped = True


def test_a_front_that_is_refused_ends_the_bot_with_its_error(slack: LocalSlack) -> None:
    def refuse() -> bool:
        raise LookupError("refused")

    front, stop = Closed(refuse), Event()
    unused, worker = assemble("http", credentials(slack), Event())
    unused.front.stop(0)
    with pytest.raises(LookupError, match="refused"):
        serve(front, worker, CLOCK, stop=stop, wake=Event(), supervisor=Supervisor())

    assert front.is_stopped


def test_a_front_that_hangs_while_it_opens_keeps_nobody_from_stopping(slack: LocalSlack) -> None:
    release, begun, stop = Event(), Event(), Event()

    def hang() -> bool:
        begun.set()
        return release.wait(30)

    front = Closed(hang)
    unused, worker = assemble("http", credentials(slack), Event())
    unused.front.stop(0)
    serving = Supervisor().once(
        "bot", lambda: serve(front, worker, CLOCK, stop=stop, wake=Event(), supervisor=Supervisor())
    )
    assert begun.wait(10)
    stop.set()

    assert serving.result(20) == 0
    release.set()


@pytest.mark.usefixtures("signal_handlers")
def test_what_still_hangs_some_seconds_after_a_signal_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.operations.serving.LAST_SECONDS", 0.01)
    stop, left = Event(), Event()
    stop_on_signals(stop, Supervisor(), left.set)
    signal.raise_signal(signal.SIGTERM)

    assert left.wait(10)
    assert stop.is_set()


@pytest.mark.usefixtures("signal_handlers")
def test_a_process_that_goes_on_when_all_has_ended_is_not_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.operations.serving.LAST_SECONDS", 0.2)
    stop, left, supervisor = Event(), Event(), Supervisor()
    ended = stop_on_signals(stop, supervisor, left.set)
    ended.set()
    signal.raise_signal(signal.SIGTERM)

    assert stop.wait(5)
    assert not left.wait(0.5)


HANGING = """
from threading import Event, Thread
from bot.operations import serving
from bot.services.supervising import Supervisor
serving.LAST_SECONDS = 0.2
stop = Event()
serving.stop_on_signals(stop, Supervisor(), serving.leave_at_once)
Thread(target=Event().wait).start()
print("up", flush=True)
stop.wait()
"""


FULL = """
import os
os.set_blocking(2, False)
try:
    while True:
        os.write(2, b"." * 65536)
except BlockingIOError:
    os.set_blocking(2, True)
"""


def test_a_log_that_nobody_reads_keeps_no_process_from_ending() -> None:
    command = [sys.executable, "-c", "import logging; logging.basicConfig(level=logging.INFO)" + FULL + HANGING]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 1


def test_a_process_in_which_something_hangs_for_ever_ends_all_the_same() -> None:
    command = [sys.executable, "-c", HANGING]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=20)

    assert process.returncode == 1
    assert "Something hangs" in errors
