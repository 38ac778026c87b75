from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.storage import schema_version
from bot.storage.access import engine_for, inspect_schema, open_store, upgrade
from bot.storage.backup import back_up, restore, verify
from bot.storage.engines import StoreError, read_url
from tests.storage.contract import MINUTE, NOON, claim, outgoing

if TYPE_CHECKING:
    from tests.storage.postgres import Server

WITHOUT_CHANNELS = "0016"
"""A schema before the one that first had the table `channels`."""


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


def test_another_programs_database_is_no_backup_whatever_its_schema_is_numbered(tmp_path: Path) -> None:
    foreign = tmp_path / "other.db"
    with closing(sqlite3.connect(foreign)) as database:
        database.execute("CREATE TABLE alembic_version (version_num)")
        database.execute("INSERT INTO alembic_version VALUES ('0009')")
        database.commit()
    with pytest.raises(StoreError, match="is not a backup of this bot's database"):
        verify(foreign)


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


def test_after_a_restore_the_bot_goes_on_where_the_backup_was(sqlite: str, tmp_path: Path) -> None:
    with open_store(sqlite) as store:
        with store.transaction() as transaction:
            transaction.seen_keys.claim(["event:Ev1"], NOON)
            for name in ("m1", "m2"):
                transaction.send(outgoing(name, f"C{name}"))
        assert store.outbox.lease(NOON, "w1", MINUTE)
        back_up(sqlite, tmp_path / "copy.db")
    file = Path(sqlite.removeprefix("sqlite:///"))
    file.write_bytes(file.read_bytes()[:3000])
    with pytest.raises(StoreError, match="db restore"), open_store(sqlite):
        pass
    restore(sqlite, tmp_path / "copy.db")

    with open_store(sqlite) as store:
        assert not claim(store, "event:Ev1")  # Slack's retry of it is answered once
        store.recover()
        later = NOON + 2 * MINUTE
        said = [each for _ in range(2) for each in store.outbox.lease(later, "w2", MINUTE)]
        assert [each.id for each in said] == ["m1", "m2"]


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "does not exist"), (b"x" * 5000, "not a SQLite database"), (b"", "not a backup of this bot")],
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
    with pytest.raises(StoreError, match="already exists"):
        back_up(sqlite, tmp_path / "copy.db")
    with pytest.raises(StoreError, match="pg_dump"):
        back_up(postgres.url, tmp_path / "other.db")
    with pytest.raises(StoreError, match="pg_restore"):
        restore(postgres.url, tmp_path / "copy.db")


def test_what_is_told_for_postgresql_brings_back_an_older_schema_and_leaves_nothing_of_the_newer_one(
    postgres: Server, tmp_path: Path
) -> None:
    url = postgres.new_database()
    with engine_for(read_url(url)) as engine:
        schema_version.upgrade(engine, WITHOUT_CHANNELS)
    with pytest.raises(StoreError, match="pg_dump") as told:
        back_up(url, tmp_path / "none.db")
    make = str(told.value).partition("pg_dump ")[2].replace("FILE", str(tmp_path / "before.dump"))
    postgres.ask("pg_dump", *make.split(), url.rpartition("/")[2])
    upgrade(url)

    with pytest.raises(StoreError, match="pg_restore") as told:
        restore(url, tmp_path / "none.db")
    put_back = str(told.value).partition("pg_restore ")[2].replace("FILE", str(tmp_path / "before.dump"))
    postgres.ask("pg_restore", *put_back.split())
    assert inspect_schema(url)[1] == "behind"

    upgrade(url)
    assert inspect_schema(url)[1] == "current"


def test_a_backup_that_cannot_be_put_in_place_leaves_everything_as_it_was(sqlite: str, tmp_path: Path) -> None:
    database = Path(sqlite.removeprefix("sqlite:///"))
    with open_store(sqlite) as store:
        claim(store, "event:Ev1")
    back_up(sqlite, tmp_path / "copy.db")
    database.with_name(f"{database.name}.restoring").mkdir()
    before = database.read_bytes()

    with pytest.raises(StoreError, match="could not be replaced"):
        restore(sqlite, tmp_path / "copy.db")
    assert database.read_bytes() == before
