from __future__ import annotations

from threading import Event

import pytest

from bot.operations.metrics import Metrics
from bot.operations.periodic import PATIENCE_SECONDS, TELL_AGAIN_SECONDS, PeriodicJob
from bot.services.ports import StoreUnavailableError
from bot.services.supervising import RESTART_SECONDS, RoundFailedError, Supervisor
from tests.clocks import HandClock, Rounds


@pytest.mark.parametrize(("runs_at_once", "waits"), [(False, [15.0] * 4), (True, [0.0, 15.0, 15.0, 15.0])])
def test_a_job_is_done_each_round_and_at_the_start_where_it_says_so(
    waits: list[float], *, runs_at_once: bool
) -> None:
    done: list[None] = []
    stop = Rounds(3)
    job = PeriodicJob("count", 15.0, lambda: done.append(None), runs_at_once=runs_at_once)
    assert job.start(Supervisor(), stop).join(10)

    assert len(done) == 3
    assert stop.waited == waits


@pytest.mark.parametrize(
    "error", [StoreUnavailableError("the database is busy"), LookupError("a canary"), MemoryError()]
)
def test_a_job_that_fails_is_done_again_and_its_fault_told_by_name(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[None] = []

    def fail() -> None:
        tries.append(None)
        raise error

    stop = Rounds(2)
    assert PeriodicJob("purge", 3600.0, fail).start(Supervisor(), stop).join(10)

    assert len(tries) == 2
    assert stop.waited == [3600.0, PATIENCE_SECONDS, PATIENCE_SECONDS]
    assert caplog.text.count("purge") >= 2
    assert "canary" not in caplog.text.replace('LookupError("a canary")', "")


def test_a_job_that_is_torn_out_of_its_round_begins_anew() -> None:
    tries: list[None] = []

    def fail() -> None:
        tries.append(None)
        raise SystemExit

    stop, supervisor = Rounds(4), Supervisor()
    assert PeriodicJob("purge", 15.0, fail).start(supervisor, stop).join(10)

    assert len(tries) == 2
    assert stop.waited == [15.0, RESTART_SECONDS, 15.0, RESTART_SECONDS, 15.0]
    assert supervisor.falls() == {"purge": 2}


class Time:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.mark.parametrize(("fails", "age"), [(False, 0.0), (True, 135.0)])
def test_the_heartbeat_of_a_job_is_the_last_time_that_it_was_done(age: float, *, fails: bool) -> None:
    time = Time()

    def run() -> None:
        time.seconds += 15
        if fails:
            raise LookupError

    work = PeriodicJob("reminders", 15.0, run).start(Supervisor(time), Rounds(9))
    assert work.join(10)

    assert work.age() == age
    assert work.late_after_seconds == 90


@pytest.mark.parametrize("error", [StoreUnavailableError("busy"), LookupError()])
def test_a_job_that_fails_again_and_again_is_late_and_does_not_hang(error: Exception) -> None:
    time, found = Time(), list[object]()
    supervisor, registered = Supervisor(time), Event()

    def run() -> None:
        assert registered.wait(10)
        found.append((supervisor.hanging(), tuple(supervisor.troubles())))
        time.seconds += 60
        raise error

    work = PeriodicJob("reminders", 15.0, run).start(supervisor, Rounds(3))
    registered.set()
    assert work.join(10)

    assert found == [((), ()), ((), ()), ((), ("reminders",))]


class Hindered:
    """What fails for the reasons given, one a round, where there is one."""

    def __init__(self, *reasons: str) -> None:
        self._reasons = list(reasons)

    def __call__(self) -> None:
        if reason := self._reasons.pop(0):
            raise RoundFailedError(reason)


def told_of(work: str, metrics: Metrics) -> dict[str, float]:
    """Return what is told of a job's rounds."""
    of_it = (line.split() for line in metrics.text().splitlines() if f'{{work="{work}"}}' in line)
    return {name.partition("{")[0]: float(value) for name, value in of_it}


def test_a_job_that_something_else_hinders_is_at_work_and_tried_again_in_its_own_time() -> None:
    time, stop = Time(), Rounds(3)

    def run() -> None:
        time.seconds += 3600
        raise RoundFailedError("full")

    work = PeriodicJob("backups", 3600.0, run).start(Supervisor(time), stop)
    assert work.join(10)

    assert stop.waited == [3600.0] * 4
    assert work.age() == 0


def test_a_reason_is_told_once_and_again_when_it_changes_comes_back_or_stays_for_an_hour(
    caplog: pytest.LogCaptureFixture,
) -> None:
    reasons = ("no scope", "no scope", "away", "", "away", "away")
    PeriodicJob("names", 5.0, Hindered(*reasons)).start(Supervisor(), Rounds(len(reasons))).join(10)
    assert caplog.messages == ["no scope", "away", "away"]

    caplog.clear()
    an_hour = int(TELL_AGAIN_SECONDS / 5)
    PeriodicJob("names", 5.0, Hindered(*["away"] * (an_hour + 1))).start(Supervisor(), Rounds(an_hour + 1)).join(10)
    assert caplog.messages == ["away", "away"]


def test_the_last_success_of_a_job_and_its_failed_rounds_are_told() -> None:
    clock, metrics = HandClock(), Metrics()
    watch = metrics.rounds(clock)

    def run() -> None:
        clock.pass_time(seconds=15)
        hindered()

    hindered = Hindered("", "full", "", "full")
    PeriodicJob("backups", 15.0, run).start(Supervisor(), Rounds(4), watch).join(10)

    succeeded_at = clock.now().timestamp() - 15
    assert told_of("backups", metrics)["econnect_job_last_success_timestamp_seconds"] == succeeded_at
    assert told_of("backups", metrics)["econnect_job_failed_rounds_total"] == 2
    assert told_of("backups", metrics)["econnect_job_interval_seconds"] == 15


@pytest.mark.parametrize("error", [RoundFailedError("full"), StoreUnavailableError("busy"), LookupError()])
def test_whatever_a_round_raises_is_counted_and_no_success(error: Exception) -> None:
    metrics = Metrics()

    def fail() -> None:
        raise error

    PeriodicJob("purge", 15.0, fail).start(Supervisor(), Rounds(3), metrics.rounds(HandClock())).join(10)

    assert told_of("purge", metrics)["econnect_job_failed_rounds_total"] == 3
    assert "econnect_job_last_success_timestamp_seconds" not in told_of("purge", metrics)


def test_a_job_is_told_of_before_anything_of_it_failed() -> None:
    metrics = Metrics()
    PeriodicJob("purge", 15.0, lambda: None).start(Supervisor(), Rounds(0), metrics.rounds(HandClock())).join(10)

    assert told_of("purge", metrics)["econnect_job_failed_rounds_total"] == 0
