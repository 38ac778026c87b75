"""What an operator does by a command stands in the audit log, by ids and numbers alone."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.domain.audit_line import AuditAction
from bot.domain.outgoing import Destination, Outgoing, SystemNotice
from bot.storage import schema_version
from bot.storage.access import engine_for, open_store
from bot.storage.engines import read_url
from tests.cli.test_store_commands import NOON, kept
from tests.storage.outbox_contract import give_up

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine

__all__ = ["kept"]

ROOT = Path(__file__).parents[2]


@pytest.fixture
def file(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = cli.folder / "audit.jsonl"
    monkeypatch.setenv("ECONNECT_AUDIT_LOG", str(path))
    return path


def told(path: Path) -> list[dict[str, object]]:
    """Take out what stands there, without when and that it was the operator."""
    if not path.exists():
        return []
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    path.unlink()
    assert {line.pop("by") for line in lines} == {"operator"}
    assert all(line.pop("at") for line in lines)
    return lines


@pytest.mark.usefixtures("kept")
def test_what_is_done_to_a_persons_data_is_told(cli: CommandLine, file: Path) -> None:
    cli.run("privacy", "export", "UALICE")
    cli.run("privacy", "erase", "UALICE", stdin=b"n\n")
    assert told(file) == [{"action": "person.exported", "person": "UALICE"}]
    cli.run("privacy", "erase", "UALICE", "--team", "T1", "--yes")
    assert told(file) == [{"action": "person.erased", "team": "T1", "person": "UALICE"}]


@pytest.mark.usefixtures("kept")
def test_messages_that_are_put_back_or_dropped_by_hand_are_told(cli: CommandLine, file: Path) -> None:
    cli.run("outbox", "list")
    cli.run("outbox", "retry", "nothing")
    cli.run("outbox", "drop", "m2", stdin=b"n\n")
    assert told(file) == []
    cli.run("outbox", "retry", "m1")
    cli.run("outbox", "drop", "m1", "m2", "--yes")
    assert told(file) == [
        {"action": "outbox.requeued", "counts": {"outbox": 1}},
        {"action": "outbox.dropped", "counts": {"outbox": 2}},
    ]


def test_what_is_not_there_any_more_was_neither_dropped_nor_put_back(cli: CommandLine, kept: str, file: Path) -> None:
    with open_store(kept) as store:
        store.outbox.drop(["m1", "m2"])
    cli.run("outbox", "drop", "m1", "m2", "--yes")
    cli.run("outbox", "retry", "--all")
    assert told(file) == []


MANY = [f"n{number:03}" for number in range(600)]


@pytest.mark.parametrize(
    ("words", "change", "action"),
    [
        (["retry", "--all"], "UPDATE", "outbox.requeued"),
        (["drop", *MANY, "--yes"], "DELETE", "outbox.dropped"),
    ],
)
def test_where_it_breaks_off_what_was_done_is_told_and_it_can_be_gone_on_with(
    cli: CommandLine, kept: str, file: Path, words: list[str], change: str, action: str
) -> None:
    with open_store(kept) as store:
        with store.transaction() as transaction:
            for name in MANY:
                transaction.send(Outgoing(name, Destination("T1", name), SystemNotice("thanks", "en"), NOON))
        give_up(store, [*MANY, "m2"])
    impossible = f"BEFORE {change} ON outbox WHEN OLD.id = 'n450' BEGIN SELECT abs(-9223372036854775808); END"
    with closing(sqlite3.connect(cli.folder / "data" / "econnect-bot.db")) as database:
        database.execute(f"CREATE TRIGGER impossible {impossible}")
        broken_off = cli.run("outbox", *words)
        database.execute("DROP TRIGGER impossible")

    assert told(file) == [{"action": action, "counts": {"outbox": 400}}]
    assert (broken_off.code, broken_off.out) == (1, "")
    done, error = broken_off.err.splitlines()[-2:]
    assert done == "Of the messages, 400 are done. Run this again for the others."
    assert error.startswith("Error: The database is unavailable: ")
    cli.run("outbox", *words)
    assert told(file) == [{"action": action, "counts": {"outbox": 202 if "--all" in words else 200}}]


def test_upgrades_and_restores_are_told_and_looking_is_not(cli: CommandLine, file: Path) -> None:
    copy = str(cli.folder / "copy.db")
    cli.run("db", "upgrade")
    assert told(file) == [{"action": "database.upgraded"}]
    for words in (["upgrade"], ["check"], ["backup", copy], ["verify", copy], ["restore", "nowhere.db", "--yes"]):
        cli.run("db", *words)
    assert told(file) == []
    cli.run("db", "restore", copy, "--yes")
    assert told(file) == [{"action": "database.restored"}]


def test_an_upgrade_of_an_earlier_version_is_told_at_the_start_too(cli: CommandLine) -> None:
    url = f"sqlite:///{cli.folder / 'bot.db'}"
    upgraded: list[AuditAction] = []

    def start() -> None:
        with open_store(url, on_upgrade=lambda: upgraded.append(AuditAction.DATABASE_UPGRADED)):
            pass

    with engine_for(read_url(url)) as engine:
        schema_version.upgrade(engine, "0005")
    start()
    start()
    assert upgraded == [AuditAction.DATABASE_UPGRADED]


@pytest.mark.usefixtures("kept")
def test_a_log_that_cannot_be_written_is_told_and_the_command_done(cli: CommandLine) -> None:
    command = [sys.executable, "-m", "bot", "privacy", "erase", "UALICE", "--yes"]
    environment = {
        "ECONNECT_DATA_DIR": str(cli.folder / "data"),
        "ECONNECT_AUDIT_LOG": "/dev/full",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(command, cwd=cli.folder, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - our own

    assert "questions: 1" in done.stdout
    assert '/dev/full cannot be written (No space left on device), so it stands here: {"at": ' in done.stderr
