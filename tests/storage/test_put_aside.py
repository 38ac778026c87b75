from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.storage.access import open_store
from bot.storage.backup import back_up, restore
from bot.storage.put_aside import PUT_ASIDE_RETENTION, purge_put_aside, put_aside, still_aside
from tests.storage.contract import claim

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def killed(sqlite: str, tmp_path: Path) -> Path:
    """Return a database as a killed bot leaves it, what was written last in its log alone; `copy.db` is a backup."""
    database = Path(sqlite.removeprefix("sqlite:///"))
    with open_store(sqlite) as store:
        claim(store, "event:Ev1")
        back_up(sqlite, tmp_path / "copy.db")
        claim(store, "event:Ev2")
        for suffix in ("", "-wal"):
            shutil.copy(f"{database}{suffix}", tmp_path / f"killed{suffix}")
    for suffix in ("", "-wal"):
        (tmp_path / f"killed{suffix}").replace(f"{database}{suffix}")
    assert Path(f"{database}-wal").stat().st_size
    return database


def keys_in(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM seen_keys").fetchone()[0])


def test_what_stood_in_the_log_alone_is_put_aside_as_well(killed: Path, sqlite: str, tmp_path: Path) -> None:
    aside = restore(sqlite, tmp_path / "copy.db")

    assert aside is not None
    assert (keys_in(aside), keys_in(killed)) == (2, 1)


def test_what_was_put_aside_can_be_restored_itself(killed: Path, sqlite: str, tmp_path: Path) -> None:
    aside = restore(sqlite, tmp_path / "copy.db")
    assert aside is not None
    restore(sqlite, aside)

    assert keys_in(killed) == 2


def test_a_damaged_database_is_put_aside_with_its_log(killed: Path, sqlite: str, tmp_path: Path) -> None:
    log = Path(f"{killed}-wal").read_bytes()
    killed.write_bytes(b"junk" + killed.read_bytes()[4:])
    damaged = killed.read_bytes()

    aside = restore(sqlite, tmp_path / "copy.db")

    assert aside is not None
    assert (aside.read_bytes(), Path(f"{aside}-wal").read_bytes()) == (damaged, log)
    assert keys_in(killed) == 1


def test_a_log_that_lost_its_database_never_meets_the_one_that_is_restored(
    killed: Path, sqlite: str, tmp_path: Path
) -> None:
    log = Path(f"{killed}-wal").read_bytes()
    killed.unlink()

    aside = restore(sqlite, tmp_path / "copy.db")

    assert Path(f"{aside}-wal").read_bytes() == log
    assert keys_in(killed) == 1


def test_where_a_file_can_have_one_name_only_it_is_moved(killed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", refuse)
    aside = put_aside(killed)

    assert aside is not None
    assert (keys_in(aside), killed.exists()) == (2, False)


def test_what_was_put_aside_is_deleted_a_month_later(killed: Path, sqlite: str, tmp_path: Path) -> None:
    for _ in range(3):
        restore(sqlite, tmp_path / "copy.db")
    killed.with_name(f"{killed.name}.restoring").touch()
    left = [path for path in killed.parent.iterdir() if "restor" in path.name]
    for path in left:
        os.utime(path, (NOON.timestamp(), NOON.timestamp()))

    with open_store(sqlite) as store:
        assert store.purge(NOON + PUT_ASIDE_RETENTION - timedelta(seconds=1))["replaced databases"] == 0
        assert len(still_aside(killed)) == 3 + len(["its log"])
        assert store.purge(NOON + PUT_ASIDE_RETENTION)["replaced databases"] == len(left)
    assert not still_aside(killed)
    assert (killed.exists(), (tmp_path / "copy.db").exists()) == (True, True)


def test_a_database_with_a_name_of_signs_purges_its_own_alone(tmp_path: Path) -> None:
    for name in ("[a]*.db.before-restore", "a.db.before-restore"):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (0, 0))

    assert purge_put_aside(tmp_path / "[a]*.db", NOON) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a.db.before-restore"]
