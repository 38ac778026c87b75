from __future__ import annotations

from concurrent.futures import Future
from threading import Event
from typing import TYPE_CHECKING

import pytest

from bot.services.patience import at_most, seconds_left
from bot.services.supervising import RESTART_SECONDS, Supervisor
from tests.clocks import Rounds

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.services.supervising import Beat, Heartbeat

PATIENCE = 10
"""Seconds for a thread to come to a point, on a busy machine."""


class Time:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


FATAL = [RuntimeError("a canary"), MemoryError(), SystemExit(1), KeyboardInterrupt(), GeneratorExit()]


@pytest.mark.parametrize("error", FATAL, ids=lambda error: type(error).__name__)
def test_what_falls_is_begun_anew_whatever_it_raised(error: BaseException, caplog: pytest.LogCaptureFixture) -> None:
    begun: list[None] = []

    def fall(_: Beat) -> None:
        begun.append(None)
        raise error

    supervisor, ending = Supervisor(), Rounds(2)
    assert supervisor.keep("purge", fall, until=ending).join(PATIENCE)

    assert len(begun) == 3
    assert ending.waited == [RESTART_SECONDS] * 3
    assert supervisor.falls() == {"purge": 3}
    assert f"purge ended and is started again: {type(error).__name__}" in caplog.text


def test_what_ends_by_itself_is_begun_anew_and_what_was_to_end_is_not() -> None:
    begun: list[None] = []
    ending = Rounds(1)
    Supervisor().keep("reminders", lambda _: begun.append(None), until=ending).join(PATIENCE)
    assert len(begun) == 2

    supervisor, ended = Supervisor(), Event()
    assert supervisor.keep("reminders", lambda _: ended.set(), until=ended).join(PATIENCE)
    assert supervisor.falls() == {"reminders": 0}
    assert supervisor.troubles() == {}


def test_a_log_that_fails_as_well_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(_: Beat) -> None:
        raise MemoryError

    monkeypatch.setattr("logging.Logger.error", lambda *_: (_ for _ in ()).throw(MemoryError()))
    supervisor = Supervisor()
    assert supervisor.keep("purge", fall, until=Rounds(1)).join(PATIENCE)

    assert supervisor.falls() == {"purge": 2}


class Held:
    """Work that gives its heartbeat when told to, in the midst of its thread."""

    def __init__(self) -> None:
        self.time = Time()
        self.supervisor = Supervisor(self.time)
        self.ended = Event()
        self.begun = Event()
        self._beat: Heartbeat

    def run(self, beat: Heartbeat) -> None:
        self._beat = beat
        self.begun.set()
        self.ended.wait(PATIENCE)

    def beat(self) -> None:
        self._beat()

    def come_back(self) -> None:
        self._beat(is_done=False)


def test_what_hangs_is_late_by_name_until_it_gives_its_heartbeat_again() -> None:
    held = Held()
    held.supervisor.keep("reminders", held.run, until=held.ended, late_after_seconds=60)
    held.supervisor.keep("signals", lambda _: held.ended.wait(PATIENCE), until=held.ended)
    assert held.begun.wait(PATIENCE)
    held.time.seconds = 60
    assert held.supervisor.troubles() == {}
    held.time.seconds = 75
    assert held.supervisor.troubles() == {"reminders": "nothing from it for 75 s"}
    assert held.supervisor.ages() == {"reminders": 75}
    held.beat()
    assert held.supervisor.troubles() == {}
    assert held.supervisor.ages() == {"reminders": 0}
    held.ended.set()


def test_what_comes_back_without_success_is_late_and_does_not_hang() -> None:
    held = Held()
    held.supervisor.keep("reminders", held.run, until=held.ended, late_after_seconds=60)
    held.supervisor.keep("signals", lambda _: held.ended.wait(PATIENCE), until=held.ended)
    assert held.begun.wait(PATIENCE)
    held.time.seconds = 60
    assert held.supervisor.hanging() == ()
    held.time.seconds = 75
    assert held.supervisor.hanging() == ("reminders",)
    held.come_back()
    assert held.supervisor.hanging() == ()
    assert held.supervisor.troubles() == {"reminders": "nothing from it for 75 s"}
    held.ended.set()


def test_what_has_ended_hangs_no_more() -> None:
    held = Held()
    work = held.supervisor.keep("reminders", held.run, until=held.ended, late_after_seconds=60)
    held.ended.set()
    assert work.join(PATIENCE)
    held.time.seconds = 75
    assert held.supervisor.hanging() == ()


class Doubtful(Event):
    """Lets a test look on while what fell is left alone."""

    def __init__(self, look: Callable[[], None]) -> None:
        super().__init__()
        self._look = look

    def wait(self, timeout: float | None = None) -> bool:
        del timeout
        self._look()
        self.set()
        return True


def test_what_fell_is_told_as_down_until_it_runs_again() -> None:
    found: list[object] = []
    supervisor, registered = Supervisor(), Event()

    def run(_: Beat) -> None:
        registered.wait(PATIENCE)

    work = supervisor.keep("http", run, until=Doubtful(lambda: found.append(supervisor.troubles())))
    registered.set()
    work.join(PATIENCE)

    assert found == [{"http": "it ended, and is started again"}]


def test_a_call_of_its_own_hands_on_its_result_or_what_it_raised() -> None:
    def leave() -> None:
        raise SystemExit(3)

    assert Supervisor().once("sum", lambda: 1 + 1).result(PATIENCE) == 2
    assert isinstance(Supervisor().once("leave", leave).exception(PATIENCE), SystemExit)


def test_what_is_begun_beside_an_ack_is_not_held_to_its_deadline() -> None:
    over, kept = Event(), Future[float]()

    def run(_: object) -> None:
        kept.set_result(seconds_left(7))
        over.wait()

    with at_most(1):
        assert Supervisor().once("once", lambda: seconds_left(7)).result(10) == 7
        Supervisor().keep("kept", run, until=over)
        assert kept.result(10) == 7
    over.set()
