from __future__ import annotations

import pytest

from bot.operations.periodic import PATIENCE_SECONDS, PeriodicJob
from bot.services.ports import StoreUnavailableError
from bot.services.supervising import RESTART_SECONDS, Supervisor
from tests.clocks import Rounds


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
