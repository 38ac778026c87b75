from __future__ import annotations

import socket
from threading import Event
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from bot.bootstrap.watching import (
    cards_jobs,
    kept_jobs,
    readiness_jobs,
    tell_of_audit,
    tell_of_cards,
    watch_readiness,
)
from bot.operations.audit_log import FileAudit, LoggedAudit
from bot.operations.metrics import Metrics
from bot.services.showing_cards import MissingCards
from bot.services.supervising import Supervisor
from bot.settings import from_environment
from bot.storage.access import open_store
from tests.clocks import HandClock
from tests.services.builders import TEAM as TEAM_ID
from tests.services.fakes import FakeTriageChannel
from tests.services.harness import Harness

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def bot() -> Harness:
    return Harness()


TEAM = {"ECONNECT_TRIAGE_CHANNEL": "C0TRIAGE"}


@pytest.mark.parametrize(
    ("has_team", "has_folder", "jobs"),
    [
        (False, False, []),
        (True, False, ["tickets"]),
        (False, True, ["backups"]),
        (True, True, ["tickets", "backups"]),
    ],
)
def test_tickets_and_backups_are_watched_where_there_are_any(
    tmp_path: Path, jobs: list[str], *, has_team: bool, has_folder: bool
) -> None:
    folder = {"ECONNECT_BACKUP_DIR": str(tmp_path / "backups")} if has_folder else {}
    data = {"ECONNECT_DATA_DIR": str(tmp_path / "data")}
    settings, metrics = from_environment({**(TEAM if has_team else {}), **folder, **data}, tmp_path), Metrics()
    with open_store(settings.database_url) as store:
        found = list(kept_jobs(settings, store, HandClock(), metrics, lambda: "T1"))
        for job in found:
            job.run()

    assert [job.name for job in found] == jobs
    told = metrics.text().splitlines()
    assert ('econnect_tickets{state="open",team="T1"} 0.0' in told) == has_team
    assert ("econnect_backup_age_seconds 0.0" in told) == has_folder


def test_readiness_is_watched() -> None:
    metrics, supervisor = Metrics(), Supervisor()
    readiness = watch_readiness({"front": lambda: "away"}, metrics, supervisor)
    (job,) = readiness_jobs(readiness, supervisor, "", Event())
    job.run()

    assert 'econnect_ready{check="front"} 0.0' in metrics.text()


class HangingSupervisor(Supervisor):
    def __init__(self, *names: str) -> None:
        super().__init__()
        self._names = names

    def hanging(self) -> tuple[str, ...]:
        return self._names


@pytest.mark.parametrize(
    ("hanging", "is_alive"), [((), True), (("knowledge", "backups"), True), (("knowledge", "delivery"), False)]
)
def test_a_service_manager_is_told_of_what_a_restart_mends_and_of_the_end(
    hanging: tuple[str, ...], *, is_alive: bool
) -> None:
    address, supervisor, stop = f"@{uuid4()}", HangingSupervisor(*hanging), Event()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind("\0" + address[1:])
        manager.settimeout(10)
        readiness = watch_readiness({"front": lambda: ""}, Metrics(), supervisor)
        _, job = readiness_jobs(readiness, supervisor, address, stop)
        job.run()
        told = manager.recv(4096).decode().splitlines()
        stop.set()
        last = manager.recv(4096).decode().splitlines()

    assert "READY=1" in told
    assert ("WATCHDOG=1" in told) == is_alive
    assert "STOPPING=1" in last


def test_the_triage_channel_is_watched_where_there_is_a_team(bot: Harness) -> None:
    with_team, without = Metrics(), Metrics()
    cards = MissingCards(bot.context, bot.desk, FakeTriageChannel(), lambda: TEAM_ID)
    tell_of_cards(cards, with_team)
    tell_of_cards(None, without)
    (job,) = cards_jobs(cards, 60)
    job.run()

    assert "econnect_triage_channel_usable 1.0" in with_team.text()
    assert "econnect_triage_channel_usable" not in without.text()
    assert list(cards_jobs(None, 60)) == []


def test_the_audit_log_is_watched_where_it_has_a_file(tmp_path: Path) -> None:
    with_file, without = Metrics(), Metrics()
    tell_of_audit(FileAudit(tmp_path / "audit.jsonl"), with_file)
    tell_of_audit(LoggedAudit(), without)

    assert "econnect_audit_lines_unwritten 0.0" in with_file.text()
    assert "econnect_audit_lines_unwritten" not in without.text()
