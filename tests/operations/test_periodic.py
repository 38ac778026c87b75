from __future__ import annotations

from threading import Event

import pytest

from bot.operations.periodic import PeriodicJob
from bot.services.ports import StoreUnavailableError


class Stopping(Event):
    """Lets so many rounds pass without waiting, then stops."""

    def __init__(self, rounds: int) -> None:
        super().__init__()
        self._left = rounds
        self.waited: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout)
        self._left -= 1
        return self._left < 0


@pytest.mark.parametrize(("runs_at_once", "times"), [(False, 3), (True, 4)])
def test_a_job_is_done_each_round_and_at_the_start_where_it_says_so(times: int, *, runs_at_once: bool) -> None:
    done: list[None] = []
    stop = Stopping(3)
    PeriodicJob("count", 15.0, lambda: done.append(None), runs_at_once=runs_at_once).start(stop).join()

    assert len(done) == times
    assert stop.waited == [15.0] * 4


@pytest.mark.parametrize("error", [StoreUnavailableError("the database is busy"), LookupError("a canary")])
def test_a_job_that_fails_is_done_again_and_its_fault_told_by_name(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[None] = []

    def fail() -> None:
        tries.append(None)
        raise error

    PeriodicJob("purge", 1.0, fail).start(Stopping(2)).join()

    assert len(tries) == 2
    assert caplog.text.count("purge") >= 2
    assert "canary" not in caplog.text.replace('LookupError("a canary")', "")
