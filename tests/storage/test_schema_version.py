from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.storage import schema_version
from bot.storage.access import engine_for, inspect_schema, open_store, upgrade, visit_store
from bot.storage.engines import StoreError, read_url
from bot.storage.outbox_serialization import readable_body
from tests.storage.test_earlier_schemas import fill


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


def test_what_waited_before_an_upgrade_tells_what_it_is_about(url: str) -> None:
    erased = '{"type":"InPlace","notice":{"type":"Notice","text":"erased-card","language":"nl"},"message":"1.2"}'
    kept = '{"type":"InPlace","notice":{"type":"Notice","text":"privacy-kept","language":"nl"}}'
    card = '{"type":"TicketCard","ticket":"t1","version":1}'
    with engine_for(read_url(url)) as engine:
        schema_version.upgrade(engine, "0009")
        row = text(
            "INSERT INTO outbox (id, team, channel, lane, payload, due_at, attempts, state)"
            " VALUES (:id, 'T1', 'C1', 'C1', :payload, '2026-11-25 12:00:00.000000', 0, 'waiting')"
        )
        with engine.begin() as connection:
            for name, payload in (("a", erased), ("b", kept), ("c", card), ("d", "spoilt")):
                connection.execute(row, {"id": name, "payload": payload})
            connection.execute(text("INSERT INTO erased_messages VALUES ('T1','t1','card',7,'nl','C1','C1','1.1')"))
    upgrade(url)
    with engine_for(read_url(url)) as engine, engine.begin() as connection:
        found = connection.execute(text("SELECT ticket, shows FROM outbox ORDER BY id")).all()
        payloads = connection.execute(text("SELECT payload FROM outbox ORDER BY id")).scalars().all()
    assert found == [(None, None), (None, None), ("t1", "card"), (None, None)]
    assert [getattr(readable_body(each), "is_erasure", None) for each in payloads] == [True, False, None, None]
    with open_store(url) as store:
        assert [each.message for each in store.erased_messages(9)] == ["1.1"]


def test_what_was_given_up_before_an_upgrade_and_may_stand_in_slack_is_remembered(url: str) -> None:
    with engine_for(read_url(url)) as engine:
        schema_version.upgrade(engine, "0009")
        with engine.begin() as connection:
            fill(connection)
            row = text(
                "INSERT INTO outbox (number, id, team, channel, lane, payload, due_at, attempts, ambiguous, state)"
                " VALUES (:number, :id, 'T1', :channel, 'C1', :payload,"
                " '2026-11-25 12:00:00.000000', 9, :ambiguous, 'dead')"
            )
            for number, kind, channel, ambiguous in ((8, "TicketCard", "C9", 1), (9, "TicketStatus", "C1", 0)):
                payload = f'{{"type":"{kind}","ticket":"t1","version":1}}'
                values = {
                    "number": number,
                    "id": kind,
                    "channel": channel,
                    "payload": payload,
                    "ambiguous": ambiguous,
                }
                connection.execute(row, values)
    upgrade(url)
    with engine_for(read_url(url)) as engine, engine.begin() as connection:
        found = connection.execute(text("SELECT ticket, name, channel, message FROM former_messages")).all()
    assert found == [("t1", "card", "C9", "")]


def test_the_names_of_the_files_tell_of_the_revisions_what_alembic_does() -> None:
    migrations = Path(schema_version.__file__).parent / "migrations"
    scripts = ScriptDirectory(str(migrations))
    chain = [each.revision for each in scripts.walk_revisions()][::-1]
    files = [path.name for path in (migrations / "versions").glob("*.py") if path.name != "__init__.py"]

    assert scripts.get_heads() == chain[-1:]
    assert sorted(name.partition("_")[0] for name in files) == chain
    *earlier, todays = (schema_version.state_of_revision(each) for each in chain)
    assert (set(earlier), todays) == ({"behind"}, "current")


def test_a_start_that_finds_todays_schema_loads_nothing_that_upgrades(sqlite: str) -> None:
    upgrade(sqlite)
    program = (
        "import sys; from bot.storage.access import open_store\n"
        "with open_store(sys.argv[1]): print('alembic' in sys.modules)"
    )
    told = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", program, sqlite], capture_output=True, text=True, check=True, timeout=60
    )
    assert told.stdout == "False\n"
