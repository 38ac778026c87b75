"""A bot that is stopped: as a process, by SIGTERM, in the middle of its work; and in pieces."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread, Timer, get_ident
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import Destination, Outgoing, SystemNotice
from bot.operations.serving import serve, stop_on_signals
from localslack import LocalSlack
from tests.clocks import CLOCK, RunningClock
from tests.slack.running import MODES, Credentials, Mode, assemble

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    assert serve(running.front, worker, clock, stop=stop, wake=wake) == 1
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
    stop_on_signals(stop)
    with stop._cond:  # type: ignore[attr-defined]  # noqa: SLF001 - as in the middle of `stop.wait()`
        signal.raise_signal(signal.SIGTERM)

    assert stop.wait(5)


@pytest.mark.usefixtures("signal_handlers")
def test_a_signal_stops_also_while_the_main_thread_waits_and_does_not_notice() -> None:
    stop = Event()
    stop_on_signals(stop)
    # To another thread: nothing wakes the main one, as where the signal comes just before it begins to wait.
    other = Thread(target=lambda: signal.pthread_kill(get_ident(), signal.SIGTERM))
    Timer(0.1, other.start).start()

    assert stop.wait(5)
