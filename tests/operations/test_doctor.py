from __future__ import annotations

import socket
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest

from bot.domain.finding import Finding
from bot.operations.doctor import CHECKS, Doctor
from bot.operations.health import Health
from bot.operations.metrics import Metrics
from bot.services.supervising import Supervisor
from bot.settings import from_environment
from bot.storage.access import upgrade
from bot.storage.engines import read_url
from tests.clocks import CLOCK
from tests.storage.unwritable import make_read_only

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.domain.library import Library
    from bot.operations.doctor import Check
    from bot.settings import Settings


def none(_: Settings) -> Library:
    raise AssertionError


def examined(
    folder: Path, checks: Mapping[str, Check], environment: Mapping[str, str] | None = None, seconds: float = 0.1
) -> list[tuple[str, str, str]]:
    settings = from_environment({"ECONNECT_DATA_DIR": str(folder), **(environment or {})}, folder)
    doctor = Doctor(settings, CLOCK, none, seconds, checks)
    return [(each.what, each.verdict, each.message) for each in doctor.examine()]


def fine(_: Doctor) -> Iterator[Finding]:
    yield Finding("ports", "ok", "free")


def test_a_check_that_hangs_is_told_by_itself_and_blames_no_other(tmp_path: Path) -> None:
    release = Event()

    def hang(_: Doctor) -> Iterator[Finding]:
        release.wait(10)
        yield Finding("database", "ok", "late")

    found = examined(tmp_path, {"database": hang, "app token": hang, "ports": fine})
    release.set()

    assert found == [
        ("database", "problem", "no answer within 0.1 s"),
        ("app token", "problem", "no answer within 0.1 s"),
        ("ports", "ok", "free"),
    ]


def test_a_check_that_fails_is_told_and_the_next_ones_are_done(tmp_path: Path) -> None:
    def fail(doctor: Doctor) -> Iterator[Finding]:
        yield Finding("database", "ok", "fine so far")
        raise LookupError(doctor)

    assert examined(tmp_path, {"database": fail, "ports": fine}) == [
        ("database", "problem", "the check itself failed (LookupError)"),
        ("ports", "ok", "free"),
    ]


def test_replicas_on_one_sqlite_file_are_a_problem(tmp_path: Path) -> None:
    found = examined(tmp_path, {"database": CHECKS["database"]}, {"REPLICAS": "2"})

    assert found[0] == ("database", "problem", "REPLICAS is 2, but SQLite serves only one process")


def ports(folder: Path, **environment: str) -> list[tuple[str, str]]:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "0123abcd", "HEALTH_PORT": "0", "PORT": "0"}
    found = examined(folder, {"ports": CHECKS["ports"]}, {**tokens, **environment}, 10)
    return [(level, message) for _, level, message in found]


@pytest.mark.slow
@pytest.mark.parametrize("which", ["", "HEALTH_"])
def test_a_port_is_tried_where_the_bot_would_listen(tmp_path: Path, which: str) -> None:
    with socket.create_server(("127.0.0.2", 0)) as other:
        port = str(other.getsockname()[1])
        taken = ("warning", f"{which}PORT {port} is in use, and no bot answers there")
        assert taken not in ports(tmp_path, **{f"{which}PORT": port})
        assert taken in ports(tmp_path, **{f"{which}PORT": port, f"{which}HOST": "127.0.0.2"})


def test_the_port_of_slack_is_the_running_bots_where_its_health_port_answers(tmp_path: Path) -> None:
    health = Health({"database": lambda: "", "outbox": lambda: ""}, Metrics(), Supervisor(), 0)
    health.start()
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = str(door.getsockname()[1])
        found = ports(tmp_path, HEALTH_PORT=str(health.port), PORT=port)
    health.stop()
    assert found == [("ok", f"it answers on HEALTH_PORT {health.port}"), ("ok", f"it answers on PORT {port}")]


@pytest.mark.parametrize("which", ["", "HEALTH_"])
def test_a_host_that_is_not_this_machines_is_a_problem(tmp_path: Path, which: str) -> None:
    reserved = "192.0.2.1"  # for documentation: no machine has it
    (problem,) = [told for verdict, told in ports(tmp_path, **{f"{which}HOST": reserved}) if verdict == "problem"]
    assert problem == f"the bot cannot listen on {reserved}:0: Cannot assign requested address"


def test_settings_of_a_support_team_that_is_not_there_are_named(tmp_path: Path) -> None:
    found = examined(tmp_path, {"settings": CHECKS["settings"]}, {"ECONNECT_SUPPORT_GROUP": "S0123"})

    assert (
        "settings",
        "warning",
        "environment: ECONNECT_SUPPORT_GROUP has no effect without ECONNECT_TRIAGE_CHANNEL.",
    ) in found


def test_backups_are_looked_at_where_they_are_wanted(tmp_path: Path) -> None:
    checks = {"backups": CHECKS["backups"]}

    def found(**environment: str) -> list[tuple[str, str]]:
        return [(verdict, message[:30]) for _, verdict, message in examined(tmp_path, checks, environment, 10)]

    folder = str(tmp_path / "backups")
    assert found() == []
    assert found(ECONNECT_BACKUP_DIR=folder) == [("ok", f"none yet in {folder}"[:30])]
    assert found(ECONNECT_BACKUP_DIR=folder, DATABASE_URL="nonsense") == []
    assert found(ECONNECT_BACKUP_DIR=folder, DATABASE_URL="postgresql://bot@db.example/econnect") == []


def test_the_audit_log_is_looked_at_where_it_is_wanted(tmp_path: Path) -> None:
    checks = {"audit log": CHECKS["audit log"]}
    path = str(tmp_path / "audit.jsonl")
    assert examined(tmp_path, checks, {}, 10) == []
    found = examined(tmp_path, checks, {"ECONNECT_AUDIT_LOG": path}, 10)
    assert found == [("audit log", "ok", f"who did what is in {path}")]
    found = examined(tmp_path, checks, {"ECONNECT_AUDIT_LOG": f"{path}/x"}, 10)
    assert [verdict for _, verdict, _ in found] == ["problem"]


def test_a_database_that_takes_no_write_is_a_problem_with_its_own_remedy(tmp_path: Path) -> None:
    settings = from_environment({"ECONNECT_DATA_DIR": str(tmp_path)}, tmp_path)
    upgrade(settings.database_url)
    make_read_only(Path(read_url(settings.database_url).database or ""))

    (found,) = Doctor(settings, CLOCK, none, 10, {"database": CHECKS["database"]}).examine()
    assert found.verdict == "problem"
    assert found.message.endswith(" may not write to it")
    assert found.remedy.startswith("Check the owner and permissions of ")
