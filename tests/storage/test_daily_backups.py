"""Daily backups: made when they are due, checked, few, and never anything of somebody else's deleted."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.storage.access import open_store
from bot.storage.backup import restore, verify
from bot.storage.daily_backups import DailyBackups, daily_backups
from bot.storage.engines import StoreError
from bot.storage.put_aside import place_of_earlier
from tests.storage.contract import NOON, claim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.storage.database import DatabaseStore

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def store(sqlite: str) -> Iterator[DatabaseStore]:
    with open_store(sqlite) as opened:
        claim(opened, "event:Ev1")
        yield opened


@pytest.fixture
def backups(sqlite: str, store: DatabaseStore, tmp_path: Path) -> DailyBackups:
    assert not store.write_fault()
    found = daily_backups(sqlite, tmp_path / "backups", 3)
    assert found is not None
    return found


def names(backups: DailyBackups) -> list[str]:
    """Return what lies in the folder, without what tells the database."""
    return sorted(path.name.replace(backups.prefix(), "bot") for path in backups.folder.iterdir())


def test_a_backup_is_made_while_the_bot_runs_and_is_a_sound_one(sqlite: str, backups: DailyBackups) -> None:
    made = backups.make_due(NOON)

    assert made is not None
    assert "-20261125T120000Z-schema-0" in made.name
    assert verify(made).state == "current"
    assert made.stat().st_mode & 0o077 == 0
    assert backups.folder.stat().st_mode & 0o077 == 0
    assert list(backups.folder.iterdir()) == [made]
    with pytest.raises(StoreError, match="Another process"):
        restore(sqlite, made)


def test_there_is_one_a_day_and_the_newest_are_kept(backups: DailyBackups) -> None:
    looks = [backups.make_due(NOON + hours * HOUR) is not None for hours in range(24 * 5)]

    assert [hours for hours, made in enumerate(looks) if made] == [0, 24, 48, 72, 96]
    assert [moment for moment, _ in backups.made()] == [NOON + days * DAY for days in (4, 3, 2)]
    assert replace(backups, most=1).make_due(NOON + 4 * DAY + HOUR) is None
    assert [moment for moment, _ in backups.made()] == [NOON + 4 * DAY]


def test_a_start_after_a_start_makes_no_further_one(backups: DailyBackups) -> None:
    assert backups.make_due(NOON) is not None
    assert [backups.make_due(NOON + count * HOUR) for count in range(3)] == [None] * 3


def test_what_it_did_not_make_is_never_deleted(backups: DailyBackups) -> None:
    backups.folder.mkdir()
    prefix = backups.prefix()
    foreign = [  # names that are near
        "bot.db",
        "notes.txt",
        "bot-20200101T000000Z-schema-0001.db",
        f"{backups.database.stem}-00000000-20200101T000000Z-schema-0001.db",  # another bot's, in the same folder
        f"{prefix}-20209999T000000Z-schema-0001.db",
        f"{prefix}-20200101T000000Z-schema-0001.db.gz",
        f"{prefix}-20200101T000000Z-schema-0001.db.kept",
        f"my {prefix}-20200101T000000Z-schema-0001.db",
        "x.unfinished",
    ]
    for name in foreign:
        (backups.folder / name).write_text("mine")
    (backups.folder / f"{prefix}-20200101T000000Z-schema-0001.db").mkdir()
    for days in range(6):
        backups.make_due(NOON + days * DAY)

    assert [(backups.folder / name).read_text() for name in foreign] == ["mine"] * len(foreign)
    assert len(backups.made()) == 3
    assert (backups.folder / f"{prefix}-20200101T000000Z-schema-0001.db").is_dir()


def test_two_bots_share_a_folder_and_each_has_its_own(sqlite: str, backups: DailyBackups, tmp_path: Path) -> None:
    other = f"sqlite:///{tmp_path / 'other' / Path(sqlite).name}"
    with open_store(other):
        others = daily_backups(other, backups.folder, 1)
        assert others is not None
        assert backups.make_due(NOON) is not None
        assert others.make_due(NOON) is not None
        others.make_due(NOON + DAY)
    assert (len(backups.made()), len(others.made())) == (1, 1)


def test_a_clock_that_was_wrong_for_a_while_hinders_nothing(backups: DailyBackups) -> None:
    for years in range(4):
        assert backups.make_due(NOON + (years + 10) * 365 * DAY) is not None
    assert backups.latest_at(NOON) is None
    made = [backups.make_due(NOON + days * DAY) for days in range(4)]

    assert [each is not None and (each.exists()) for each in made] == [False, True, True, True]
    assert backups.latest_at(NOON + 4 * DAY) == NOON + 3 * DAY


def test_what_a_killed_bot_left_unfinished_is_deleted(backups: DailyBackups) -> None:
    program = (
        "import os, signal, sqlite3, sys; from datetime import datetime; from pathlib import Path\n"
        "from bot.storage import whole_copy; from bot.storage.daily_backups import DailyBackups\n"
        "Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "DailyBackups(Path(sys.argv[1]), Path(sys.argv[2]), 3).make_due(datetime.fromisoformat(sys.argv[3]))"
    )
    given = [str(backups.database), str(backups.folder), NOON.isoformat()]
    ended = subprocess.run([sys.executable, "-c", program, *given], check=False, timeout=60)  # noqa: S603 - our own

    assert ended.returncode == -signal.SIGKILL
    assert [name.endswith(".unfinished") for name in names(backups)] == [True]
    assert backups.made() == ()
    made = backups.make_due(NOON + HOUR)
    assert made is not None
    assert list(backups.folder.iterdir()) == [made]


def test_a_folder_that_cannot_be_one_is_told_with_what_to_do(backups: DailyBackups) -> None:
    backups.folder.write_text("a file")
    with pytest.raises(
        StoreError, match=r"could not be backed up: .*Not a directory.*let the bot's user write there"
    ):
        backups.make_due(NOON)


def test_a_database_that_is_larger_than_the_room_is_not_begun(backups: DailyBackups) -> None:
    backups.make_due(NOON)
    before = names(backups)
    os.truncate(backups.database.with_name(f"{backups.database.name}-wal"), 10**12)
    with pytest.raises(StoreError, match=r"1,000,000 MB are needed in .*Make room, or lower ECONNECT_BACKUPS_KEPT"):
        backups.make_due(NOON + DAY)
    assert names(backups) == before


def test_a_damaged_database_is_no_backup_and_takes_no_older_ones_place(tmp_path: Path, sqlite: str) -> None:
    with open_store(sqlite):
        pass
    backups = daily_backups(sqlite, tmp_path / "backups", 1)
    assert backups is not None
    made = backups.make_due(NOON)
    with backups.database.open("r+b") as file:
        file.seek(4096 * 2)
        file.write(b"junk" * 3000)
    with pytest.raises(StoreError, match=r"damaged.*Put a sound backup in its place"):
        backups.make_due(NOON + DAY)
    assert list(backups.folder.iterdir()) == [made]


def test_people_are_answered_while_a_backup_is_made(backups: DailyBackups, store: DatabaseStore) -> None:
    """The copy only reads: with a backup half done, the writer goes on, and its word is not in it."""
    with closing(sqlite3.connect(backups.database)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM seen_keys").fetchone()
        assert claim(store, "event:Ev2")
        assert reader.execute("SELECT count(*) FROM seen_keys").fetchone() == (1,)
    made = backups.make_due(NOON)
    assert made is not None
    with closing(sqlite3.connect(made)) as copy:
        assert copy.execute("SELECT count(*) FROM seen_keys").fetchone() == (2,)


@pytest.mark.parametrize("url", ["postgresql://bot@host/bot", "sqlite://", "sqlite:///:memory:"])
def test_without_a_file_there_is_nothing_to_back_up(url: str, tmp_path: Path) -> None:
    assert daily_backups(url, tmp_path, 3) is None
    assert daily_backups(f"sqlite:///{tmp_path / 'bot.db'}", None, 3) is None


def test_a_copy_from_before_an_upgrade_outlives_the_daily_ones_and_not_its_month(backups: DailyBackups) -> None:
    backups.folder.mkdir()
    copy = place_of_earlier(backups.database, "0008", backups.folder)
    others = [backups.folder / name for name in ("other-before-upgrade-0008.db", "notes.txt")]
    for file in (copy, *others):
        file.touch()
        os.utime(file, (NOON.timestamp(), NOON.timestamp()))
    for days in range(30):
        backups.make_due(NOON + days * DAY)
    assert copy.exists()
    backups.make_due(NOON + 30 * DAY)
    assert not copy.exists()
    assert all(file.exists() for file in others)
    assert len(backups.made()) == 3
