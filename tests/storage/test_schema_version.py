from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from bot.storage import schema_version
from bot.storage.access import engine_for, inspect_schema, open_store, upgrade, visit_store
from bot.storage.engines import StoreError, read_url


def test_an_upgrade_is_done_once_and_then_there_is_nothing_to_do(url: str) -> None:
    assert inspect_schema(url)[1] == "empty"
    assert upgrade(url)[1].before == "empty"
    assert upgrade(url)[1].before == "current"
    assert inspect_schema(url)[1] == "current"


def test_of_several_upgrades_at_once_one_does_it(empty_postgres: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        before = [found.before for _, found in pool.map(upgrade, [empty_postgres] * 4)]
    assert sorted(before) == ["current", "current", "current", "empty"]


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


def test_who_waited_to_be_forgotten_before_an_upgrade_still_does(url: str) -> None:
    with engine_for(read_url(url)) as engine:
        schema_version.upgrade(engine, "0007")
        with engine.begin() as connection:
            connection.execute(text("INSERT INTO erasures VALUES ('T1', 'UALICE', 'nl', 7)"))
    upgrade(url)
    with open_store(url) as store:
        (erasure,) = store.unfinished_erasures()
        assert (erasure.team, erasure.person, erasure.language) == ("T1", "UALICE", "nl")
        with store.transaction() as transaction:
            assert transaction.erasures.finish(erasure)
        assert store.unfinished_erasures() == []
