from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from bot.bootstrap.readiness import readiness_checks
from bot.services.delivering import DeliveryWorker
from bot.services.supervising import Supervisor
from bot.slack.directory.workspace import Workspace
from bot.slack.web_api import SlackApi
from bot.storage.database import store_in_memory
from tests.clocks import CLOCK
from tests.services.test_delivering import ScriptedCourier

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.operations.bounded_checks import ReadinessCheck
    from bot.services.supervising import Beat


class OpenFront:
    """A way in that stands open."""

    def start(self, stop: Event) -> bool:
        return not stop.is_set()

    def is_ready(self) -> bool:
        return True

    def stop(self, within_seconds: float) -> None:
        del within_seconds


def checks_with(supervisor: Supervisor) -> dict[str, ReadinessCheck]:
    store = store_in_memory()
    worker = DeliveryWorker(store.outbox, ScriptedCourier(), CLOCK, owner="w1")
    return readiness_checks(OpenFront(), Workspace(SlackApi("xoxb-1")), worker, store, supervisor)


def test_everything_but_what_slack_has_not_said_is_well_from_the_start() -> None:
    found = {name: check() for name, check in checks_with(Supervisor()).items()}

    assert found == {
        "front": True,
        "token": False,
        "delivery": True,
        "database": True,
        "outbox": True,
        "jobs": True,
    }


def test_a_job_that_hangs_is_named_with_how_long() -> None:
    seconds, ended = [0.0], Event()
    supervisor = Supervisor(lambda: seconds[0])

    def hang(_: Beat) -> None:
        ended.wait(10)

    work: Callable[[Beat], None] = hang
    supervisor.keep("reminders", work, until=ended, late_after_seconds=90)
    supervisor.keep("purge", work, until=ended, late_after_seconds=7260)
    seconds[0] = 91
    found = checks_with(supervisor)["jobs"]()
    ended.set()

    assert found == "reminders: nothing from it for 91 s"
