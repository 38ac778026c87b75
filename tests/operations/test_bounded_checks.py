from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from bot.operations.bounded_checks import BoundedChecks
from bot.services.supervising import Supervisor

if TYPE_CHECKING:
    from bot.operations.bounded_checks import ReadinessCheck


def failed(*, seconds: float = 10, **checks: ReadinessCheck) -> dict[str, str]:
    return BoundedChecks(checks, Supervisor(), seconds).failed()


def test_what_is_well_is_not_told_and_what_is_not_is_told_with_the_reason_it_gives() -> None:
    assert failed(front=lambda: "", token=lambda: "not known", jobs=lambda: "purge: nothing from it for 75 s") == {
        "token": "not known",
        "jobs": "purge: nothing from it for 75 s",
    }


@pytest.mark.parametrize("error", [LookupError("a canary"), MemoryError(), SystemExit(1), TimeoutError("a canary")])
def test_a_check_that_raises_has_failed_and_its_fault_is_logged_without_a_word(
    error: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    def fails() -> str:
        raise error

    assert failed(database=fails, front=lambda: "") == {"database": "the check failed; the log says where"}
    assert f"The check database failed: {type(error).__name__}" in caplog.text


def test_a_check_that_hangs_has_failed_and_is_not_begun_again_until_it_came_back() -> None:
    release, begun = Event(), [0]

    def hangs() -> str:
        begun[0] += 1
        return "" if release.wait(10) else "nobody came"

    checks = BoundedChecks({"database": hangs, "front": lambda: ""}, Supervisor(), 0.05)
    assert [checks.failed() for _ in range(3)] == [{"database": "no answer within 0.05 s"}] * 3
    assert begun == [1]

    release.set()
    while checks.failed():
        pass
    assert begun[0] <= 2
