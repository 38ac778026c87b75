from __future__ import annotations

from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.readiness import readiness_checks
from bot.domain.outgoing import Destination, Outgoing, SystemNotice
from bot.services.delivering import DeliveryWorker
from bot.services.ports import TenantBlocked
from bot.services.supervising import Supervisor
from bot.slack.directory.workspace import Workspace
from bot.slack.web_api import SlackApi
from bot.storage.access import upgrade
from bot.storage.database import MOST_WAITING, DatabaseStore, store_in_memory
from bot.storage.engines import new_engine, read_url
from tests.clocks import CLOCK
from tests.services.test_delivering import ScriptedCourier
from tests.storage.unwritable import make_read_only

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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

    assert {name: reason for name, reason in found.items() if reason} == {
        "token": "Slack has not said that it takes SLACK_BOT_TOKEN"
    }


def test_a_database_that_takes_no_write_says_so_and_the_outbox_points_to_it(tmp_path: Path) -> None:
    sqlite = f"sqlite:///{tmp_path / 'bot.db'}"
    upgrade(sqlite)
    engine = new_engine(read_url(sqlite))
    make_read_only(tmp_path / "bot.db")
    store = DatabaseStore(engine)
    worker = DeliveryWorker(store.outbox, ScriptedCourier(), CLOCK, owner="w1")
    checks = readiness_checks(OpenFront(), Workspace(SlackApi("xoxb-1")), worker, store, Supervisor())
    assert "attempt to write a readonly database" in checks["database"]()
    assert checks["outbox"]() == "the database cannot be used: see database"
    store.close()
    engine.dispose()


def test_a_workspace_whose_token_is_refused_is_named() -> None:
    store = store_in_memory()
    courier = ScriptedCourier([TenantBlocked("token_revoked")])
    worker = DeliveryWorker(store.outbox, courier, CLOCK, owner="w1")
    with store.transaction() as transaction:
        transaction.send(Outgoing("m1", Destination("T1", "C1"), SystemNotice("thanks", "en"), CLOCK.now()))
    worker.step()
    checks = readiness_checks(OpenFront(), Workspace(SlackApi("xoxb-1")), worker, store, Supervisor())
    assert checks["delivery"]() == "Slack refuses the token for T1"


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


@pytest.mark.parametrize(("team", "reason"), [("T1", "5000 messages wait, and 5000 may"), ("T2", "")])
def test_only_its_own_teams_full_outbox_makes_a_bot_unready(team: str, reason: str) -> None:
    store, workspace = store_in_memory(), Workspace(SlackApi("xoxb-1"))
    workspace.team = team
    notice, later = SystemNotice("thanks", "en"), CLOCK.now() + timedelta(days=1)
    with store.transaction() as transaction:
        for number in range(MOST_WAITING):
            transaction.send(Outgoing(f"m{number}", Destination("T1", "C1"), notice, later))
    worker = DeliveryWorker(store.outbox, ScriptedCourier(), CLOCK, owner="w1")

    assert readiness_checks(OpenFront(), workspace, worker, store, Supervisor())["outbox"]() == reason
