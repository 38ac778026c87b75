"""Upgrades: a copy first, and then all of it or nothing, whatever happens on the way."""

from __future__ import annotations

import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.storage import schema_version
from bot.storage.access import engine_for, open_store, upgrade
from bot.storage.backup import restore, verify
from bot.storage.engines import StoreError, read_url
from bot.storage.put_aside import place_of_earlier, still_aside
from tests.storage.contract import claim

if TYPE_CHECKING:
    from bot.storage.upgrading import Upgrade

EARLIER = "0008"
HALF_WAY = """
import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{head}"


def upgrade() -> None:
    op.add_column("people", sa.Column("colour", sa.String(10)))
    op.execute("UPDATE questions SET text = 'overwritten'")
    op.drop_table("holds")
    {end}
"""


def file_at(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def of_an_earlier_version(url: str, revision: str = EARLIER) -> None:
    """Make a database as an earlier version left it, with a question in it."""
    with engine_for(read_url(url)) as engine:
        schema_version.upgrade(engine, revision)
        with engine.begin() as connection:
            connection.exec_driver_sql(
                "INSERT INTO questions (trace_id, asked_at, team, channel, person, text, language, kind,"
                " knowledge_version) VALUES ('q1', '2026-11-25 12:00:00.000000', 'T1', 'C1', 'UALICE',"
                " 'which version', 'en', 'answer', 'k1')"
            )


def words_in(file: Path) -> list[tuple[str, str]]:
    """Return what was asked, and with which schema it is kept."""
    with closing(sqlite3.connect(file)) as database:
        return list(database.execute("SELECT questions.text, version_num FROM questions, alembic_version"))


@pytest.fixture
def steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of all steps there are, where a test puts one more."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path(schema_version.__file__).parent / "migrations", folder)
    monkeypatch.setattr(schema_version, "_MIGRATIONS", folder)
    return folder


def break_off(steps: Path, end: str) -> None:
    head = max(path.name[:4] for path in (steps / "versions").glob("0*.py"))
    (steps / "versions" / "9000_half_way.py").write_text(HALF_WAY.format(head=head, end=end), encoding="utf-8")


def test_what_is_upgraded_is_copied_first_and_the_copy_can_be_restored(sqlite: str) -> None:
    of_an_earlier_version(sqlite)
    file = file_at(sqlite)
    _, upgraded = upgrade(sqlite)

    assert (upgraded.before, upgraded.copy) == ("behind", place_of_earlier(file, EARLIER))
    assert upgraded.copy is not None
    assert words_in(upgraded.copy) == [("which version", EARLIER)]
    assert upgraded.copy.stat().st_mode & 0o077 == 0
    assert still_aside(file) == (upgraded.copy,)
    assert verify(upgraded.copy).state == "behind"
    restore(sqlite, upgraded.copy)
    assert words_in(file) == [("which version", EARLIER)]


def test_the_copy_lies_with_the_backups_where_there_are_any_and_can_be_restored(sqlite: str, tmp_path: Path) -> None:
    of_an_earlier_version(sqlite)
    folder, file = tmp_path / "backups", file_at(sqlite)
    upgraded = upgrade(sqlite, folder)[1]

    assert upgraded.copy == place_of_earlier(file, EARLIER, folder)
    assert upgraded.copy is not None
    assert list(folder.iterdir()) == [upgraded.copy]
    assert upgraded.copy.name.endswith(f"-before-upgrade-{EARLIER}.db")
    assert (folder.stat().st_mode | upgraded.copy.stat().st_mode) & 0o077 == 0
    assert (still_aside(file), still_aside(file, folder)) == ((), (upgraded.copy,))
    restore(sqlite, upgraded.copy)
    assert words_in(file) == [("which version", EARLIER)]


def test_two_bots_that_share_the_folder_have_copies_of_their_own(sqlite: str, tmp_path: Path) -> None:
    other = f"sqlite:///{tmp_path / 'elsewhere' / file_at(sqlite).name}"
    for url in (sqlite, other):
        of_an_earlier_version(url)
        with open_store(url, backup_dir=tmp_path / "backups"):
            pass
    assert len(list((tmp_path / "backups").iterdir())) == 2
    assert len(still_aside(file_at(other), tmp_path / "backups")) == 1


def test_a_folder_for_backups_that_cannot_be_used_is_named_and_nothing_is_upgraded(
    sqlite: str, tmp_path: Path
) -> None:
    of_an_earlier_version(sqlite)
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"No copy of .* Nothing was changed\. Make room in .*/file"):
        upgrade(sqlite, tmp_path / "file" / "backups")
    assert words_in(file_at(sqlite)) == [("which version", EARLIER)]


def test_a_disk_that_is_full_half_way_is_named_and_once_there_is_room_the_same_start_goes_on(
    sqlite: str, steps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_an_earlier_version(sqlite)
    full = "op.execute('PRAGMA max_page_count = 1'); op.execute('UPDATE questions SET reply = zeroblob(1000000)')"
    break_off(steps, full)
    with pytest.raises(StoreError, match="database or disk is full") as failed:
        upgrade(sqlite)
    folder, copy = file_at(sqlite).parent, place_of_earlier(file_at(sqlite), EARLIER)
    assert f"The database is as it was. A copy lies at {copy}. Make room in {folder}" in str(failed.value)
    assert "then start the bot again" in str(failed.value)
    assert "report this" not in str(failed.value)
    assert words_in(file_at(sqlite)) == [("which version", EARLIER)]
    assert sorted(path.name for path in folder.glob("*.db*")) == [
        file_at(sqlite).name,
        copy.name,
        f"{file_at(sqlite).name}.lock",
    ]
    monkeypatch.undo()
    assert upgrade(sqlite)[1].copy == copy


def test_a_start_upgrades_with_a_copy_too(sqlite: str) -> None:
    of_an_earlier_version(sqlite)
    with open_store(sqlite) as store:
        assert claim(store, "event:Ev1")
    assert words_in(place_of_earlier(file_at(sqlite), EARLIER)) == [("which version", EARLIER)]


def test_what_is_new_or_up_to_date_is_not_copied(sqlite: str) -> None:
    found: list[Upgrade] = [upgrade(sqlite)[1] for _ in range(2)]
    assert [tuple(each) for each in found] == [("empty", None), ("current", None)]
    assert still_aside(file_at(sqlite)) == ()


def test_where_no_copy_can_be_made_nothing_is_upgraded(sqlite: str) -> None:
    of_an_earlier_version(sqlite)
    place_of_earlier(file_at(sqlite), EARLIER).mkdir()  # whatever hinders the copy
    with pytest.raises(StoreError, match=r"No copy of .* Nothing was changed. Make room in"):
        upgrade(sqlite)
    assert words_in(file_at(sqlite)) == [("which version", EARLIER)]
    assert [path.name for path in file_at(sqlite).parent.glob("*.unfinished")] == []


def test_a_damaged_database_is_not_upgraded_and_no_sound_copy_is_lost(sqlite: str) -> None:
    of_an_earlier_version(sqlite)
    copy = place_of_earlier(file_at(sqlite), EARLIER)
    copy.write_bytes(b"sound")
    with closing(sqlite3.connect(file_at(sqlite))) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'questions'").fetchone()
    with file_at(sqlite).open("r+b") as file:
        file.seek(4096 * (page - 1))
        file.write(b"junk" * 1000)
    with pytest.raises(StoreError, match=r"is damaged.*Nothing was changed\. Put a sound backup in its place"):
        upgrade(sqlite)
    assert copy.read_bytes() == b"sound"


@pytest.mark.usefixtures("steps")
@pytest.mark.parametrize("end", ["raise ValueError('no such number')", "op.execute('SELECT nothing FROM nowhere')"])
def test_a_step_that_fails_half_way_leaves_the_database_as_it_was(sqlite: str, steps: Path, end: str) -> None:
    of_an_earlier_version(sqlite)
    break_off(steps, end)
    with pytest.raises(StoreError, match=f"schema {EARLIER} failed: .* as it was.*copy lies at .*that you had"):
        upgrade(sqlite)
    with closing(sqlite3.connect(file_at(sqlite))) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM holds").fetchone() == (0,)
    assert words_in(file_at(sqlite)) == [("which version", EARLIER)]


def test_nor_does_one_on_postgresql_of_which_no_copy_is_made(
    empty_postgres: str, steps: Path, caplog: pytest.LogCaptureFixture
) -> None:
    of_an_earlier_version(empty_postgres)
    with (
        pytest.raises(StoreError, match=r"db upgrade \(on PostgreSQL, after a pg_dump\)"),
        open_store(empty_postgres),
    ):
        pass
    break_off(steps, "raise ValueError('no such number')")
    with pytest.raises(StoreError, match=f"schema {EARLIER} failed: ValueError: no such number.*as it was"):
        upgrade(empty_postgres)
    assert "the way back is a pg_dump that was made before" in caplog.text
    with engine_for(read_url(empty_postgres)) as engine, engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT text, version_num FROM questions, alembic_version").all()
        assert found == [("which version", EARLIER)]
        assert connection.exec_driver_sql("SELECT count(*) FROM holds").scalar_one() == 0


def test_a_step_may_think_for_as_long_as_it_needs(empty_postgres: str, steps: Path) -> None:
    """On a busy machine the database ended the connection of an upgrade that did nothing for five seconds."""
    of_an_earlier_version(empty_postgres)
    limits = ("idle_in_transaction_session_timeout", "lock_timeout", "statement_timeout")
    asked = f"[op.get_bind().exec_driver_sql('SHOW ' + each).scalar() for each in {limits}]"
    break_off(steps, f"raise ValueError({asked})")
    with pytest.raises(StoreError, match=re.escape("ValueError: ['0', '0', '0']")):
        upgrade(empty_postgres)


@pytest.mark.slow
def test_a_bot_that_is_killed_half_way_leaves_the_old_version_a_database_that_it_can_use(
    sqlite: str, steps: Path
) -> None:
    of_an_earlier_version(sqlite)
    break_off(steps, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    program = (
        "import sys, pathlib; from bot.storage import access, schema_version;"
        "schema_version._MIGRATIONS = pathlib.Path(sys.argv[1]); access.upgrade(sys.argv[2])"
    )
    for _ in range(2):  # a supervisor starts it again: no copy is added to the one there is
        command = [sys.executable, "-c", program, str(steps), sqlite]
        ended = subprocess.run(command, check=False, timeout=60)  # noqa: S603 - our own
        assert ended.returncode == -signal.SIGKILL
        assert words_in(file_at(sqlite)) == [("which version", EARLIER)]
        assert still_aside(file_at(sqlite)) == (place_of_earlier(file_at(sqlite), EARLIER),)
