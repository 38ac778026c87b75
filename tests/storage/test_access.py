"""Opening a store: schemas, locks, and what is refused."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from bot.storage.access import engine_for, inspect_schema, open_store, upgrade, visit_store
from bot.storage.backup import back_up, restore
from bot.storage.database_tables import metadata
from bot.storage.engines import StoreError, read_url
from bot.storage.transactions import NotStorableError
from tests.storage.contract import NOON, claim, outgoing, send

if TYPE_CHECKING:
    from tests.storage.postgres import Server


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data' / 'bot.db'}"


@pytest.fixture
def empty_postgres(postgres: Server) -> str:
    with engine_for(read_url(postgres.url)) as engine, engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    return postgres.url


@pytest.fixture(params=["sqlite", "empty_postgres"])
def url(request: pytest.FixtureRequest) -> str:
    found: str = request.getfixturevalue(request.param)
    return found


def test_the_steps_lead_to_the_tables_as_they_are(url: str) -> None:
    upgrade(url)
    with engine_for(read_url(url)) as engine, engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_an_upgrade_is_done_once_and_then_there_is_nothing_to_do(url: str) -> None:
    assert inspect_schema(url)[1] == "empty"
    assert upgrade(url)[1] == "empty"
    assert upgrade(url)[1] == "current"
    assert inspect_schema(url)[1] == "current"


def test_of_several_upgrades_at_once_one_does_it(empty_postgres: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        before = [found for _, found in pool.map(upgrade, [empty_postgres] * 4)]
    assert sorted(before) == ["current", "current", "current", "empty"]


def test_what_was_kept_is_there_after_a_restart(url: str) -> None:
    upgrade(url)
    with open_store(url) as store:
        claim(store, "event:Ev1")
        send(store, outgoing("m1"))
    with open_store(url) as store:
        assert not claim(store, "event:Ev1")
        assert store.outbox.waiting() == 1


def test_sqlite_is_brought_up_to_date_by_itself(sqlite: str) -> None:
    with open_store(sqlite) as store:
        assert store.outbox.waiting() == 0


def test_postgresql_without_todays_schema_is_refused_with_the_command_that_helps(empty_postgres: str) -> None:
    with pytest.raises(StoreError, match="econnect-bot db upgrade"), open_store(empty_postgres):
        pass


def test_a_schema_of_a_newer_bot_is_refused(url: str) -> None:
    upgrade(url)
    with engine_for(read_url(url)) as engine, engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert inspect_schema(url)[1] == "ahead"
    for way in (open_store, visit_store):
        with pytest.raises(StoreError, match="newer version"), way(url):
            pass
    with pytest.raises(StoreError, match="newer version"):
        upgrade(url)


def test_several_replicas_on_sqlite_are_refused(sqlite: str) -> None:
    with pytest.raises(StoreError, match="REPLICAS is 2"), open_store(sqlite, replicas=2):
        pass


def test_a_second_process_on_the_same_file_is_refused_until_the_first_one_ends(sqlite: str) -> None:
    program = (
        "import sys; from bot.storage import access\n"
        "with access.open_store(sys.argv[1]): print(1, flush=True); input()"
    )
    command = [sys.executable, "-c", program, sqlite]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:  # noqa: S603 - our own
        assert other.stdout is not None
        assert other.stdout.readline() == "1\n"
        with pytest.raises(StoreError, match="Another process uses"), open_store(sqlite):
            pass
        with visit_store(sqlite) as store:
            assert store.outbox.waiting() == 0
        other.kill()
    with open_store(sqlite):
        pass


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("nonsense", "no address of a database"),
        ("mysql://bot@host/name", "names mysql"),
        ("postgresql://bot:secret@127.0.0.1:1/name", "cannot be used"),
        ("sqlite:////proc/nothing/bot.db", "cannot be made"),
    ],
)
def test_an_address_that_is_no_good_is_told_without_its_password(wrong: str, told: str) -> None:
    with pytest.raises(StoreError, match=told) as raised, open_store(wrong):
        pass
    assert "secret" not in str(raised.value)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"not a database, but long enough to be one" * 30)
    with (
        pytest.raises(StoreError, match="cannot be used: file is not a database"),
        open_store(f"sqlite:///{tmp_path / 'bot.db'}"),
    ):
        pass


def test_what_is_kept_is_for_the_bots_user_alone(sqlite: str, tmp_path: Path) -> None:
    with open_store(sqlite):
        pass
    back_up(sqlite, tmp_path / "copy.db")
    restore(sqlite, tmp_path / "copy.db")
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o077 for path in kept} == {0}


def test_what_was_put_aside_is_never_overwritten(sqlite: str, tmp_path: Path) -> None:
    with open_store(sqlite):
        pass
    back_up(sqlite, tmp_path / "copy.db")
    asides = {restore(sqlite, tmp_path / "copy.db") for _ in range(3)}
    assert len(asides) == 3
    assert all(aside is not None and aside.exists() for aside in asides)
    with pytest.raises(StoreError, match="is the database itself"):
        restore(sqlite, Path(sqlite.removeprefix("sqlite:///")))


def test_a_damaged_database_is_replaced_by_its_backup(sqlite: str, tmp_path: Path) -> None:
    with open_store(sqlite):
        pass
    back_up(sqlite, tmp_path / "copy.db")
    Path(sqlite.removeprefix("sqlite:///")).write_bytes(b"junk")
    restore(sqlite, tmp_path / "copy.db")
    assert inspect_schema(sqlite)[1] == "current"


def test_a_backup_made_while_the_bot_runs_is_whole_and_can_be_restored(sqlite: str, tmp_path: Path) -> None:
    with open_store(sqlite) as store:
        claim(store, "event:Ev1")
        back_up(sqlite, tmp_path / "copy.db")
        claim(store, "event:Ev2")
        with pytest.raises(StoreError, match="Another process"):
            restore(sqlite, tmp_path / "copy.db")
    aside = restore(sqlite, tmp_path / "copy.db")
    with open_store(sqlite) as store:
        assert [claim(store, "event:Ev1"), claim(store, "event:Ev2")] == [False, True]
    assert aside is not None
    with closing(sqlite3.connect(aside)) as before:
        assert before.execute("SELECT count(*) FROM seen_keys").fetchone() == (2,)


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "no file"), (b"x" * 5000, "no SQLite database"), (b"", "not a backup of this bot")],
)
def test_what_is_no_backup_is_not_restored(sqlite: str, tmp_path: Path, content: bytes | None, told: str) -> None:
    with open_store(sqlite) as store:
        claim(store, "event:Ev1")
    if content is not None:
        (tmp_path / "copy.db").write_bytes(content)
    with pytest.raises(StoreError, match=told):
        restore(sqlite, tmp_path / "copy.db")
    with open_store(sqlite) as store:
        assert not claim(store, "event:Ev1")


def test_a_backup_does_not_overwrite_and_postgresql_names_its_own_tool(
    sqlite: str, postgres: Server, tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match="no database at"):
        back_up(sqlite, tmp_path / "copy.db")
    with open_store(sqlite):
        back_up(sqlite, tmp_path / "copy.db")
    with pytest.raises(StoreError, match="there already"):
        back_up(sqlite, tmp_path / "copy.db")
    with pytest.raises(StoreError, match="pg_dump"):
        back_up(postgres.url, tmp_path / "other.db")
    with pytest.raises(StoreError, match="pg_restore"):
        restore(postgres.url, tmp_path / "copy.db")


def test_a_naive_time_is_refused(sqlite: str) -> None:
    with open_store(sqlite) as store, pytest.raises(NotStorableError):
        claim(store, "event:Ev1", now=NOON.replace(tzinfo=None))
