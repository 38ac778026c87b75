"""Whether an event could be kept is found out by keeping one, on both databases, and nothing of it stays."""

from __future__ import annotations

import sqlite3
import time
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import text

from bot.services.asking import ask
from bot.storage.access import engine_for, open_store, upgrade, visit_store
from bot.storage.database_tables import metadata
from bot.storage.engines import new_engine, read_url
from bot.storage.serial_transactions import SerialTransactions
from bot.storage.transactions import PooledTransactions
from bot.storage.write_probe import READ, WRITTEN, write_fault
from tests.services.builders import mention
from tests.services.harness import Harness
from tests.slack.running import until
from tests.storage.silent_proxy import SilentProxy
from tests.storage.test_query_plans import statements

if TYPE_CHECKING:
    from tests.storage.postgres import Server

pytestmark = pytest.mark.slow


def test_where_an_event_could_be_kept_it_is_and_leaves_nothing_behind(url: str) -> None:
    upgrade(url)
    with open_store(url) as store:
        assert all(not store.write_fault() for _ in range(3))
        assert store.outbox.entries(10) == ()
        with engine_for(read_url(url)) as engine, engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM seen_keys")).scalar() == 0


def test_beside_messages_of_its_own_it_takes_none(url: str) -> None:
    upgrade(url)
    with open_store(url) as store, visit_store(url) as other:
        assert not store.write_fault()
        assert not other.write_fault()


@pytest.fixture
def upgraded(postgres: Server) -> str:
    url = postgres.new_database()
    upgrade(url)
    return url


def test_what_a_question_reads_and_writes_is_what_is_tried(sqlite: str) -> None:
    upgrade(sqlite)
    with open_store(sqlite) as store, statements() as seen:
        ask(replace(Harness().context, store=store), mention("which version?"))
    words = {word.strip("(),") for statement, _ in seen for word in statement.split()}
    assert words & set(metadata.tables) == {table.name for table in (*WRITTEN, *READ)}


@pytest.mark.parametrize("table", [table.name for table in WRITTEN])
@pytest.mark.parametrize("mode", ["ACCESS EXCLUSIVE", "SHARE"])
def test_a_locked_table_is_not_writable_and_is_afterwards(upgraded: str, table: str, mode: str) -> None:
    with open_store(upgraded) as store, psycopg.connect(upgraded) as other:
        other.execute(f"LOCK TABLE {table} IN {mode} MODE")
        begin = time.monotonic()
        assert store.write_fault()
        assert time.monotonic() - begin < 1.5
        other.rollback()
        assert not store.write_fault()


@pytest.mark.parametrize("table", [table.name for table in READ])
def test_a_table_that_a_question_only_reads_may_be_locked_against_writing(upgraded: str, table: str) -> None:
    with open_store(upgraded) as store, psycopg.connect(upgraded) as other:
        other.execute(f"LOCK TABLE {table} IN SHARE MODE")
        assert not store.write_fault()
        other.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        assert store.write_fault()


@pytest.mark.parametrize(
    "what",
    [
        "ALTER DATABASE {name} SET default_transaction_read_only = on",
        "REVOKE INSERT ON outbox FROM weak",
        "ALTER TABLE outbox RENAME TO elsewhere",
    ],
)
def test_a_database_that_takes_no_event_is_not_writable(upgraded: str, what: str) -> None:
    name = upgraded.rpartition("/")[2]
    with psycopg.connect(upgraded, autocommit=True) as owner:
        with suppress(psycopg.errors.DuplicateObject):
            owner.execute("CREATE ROLE weak LOGIN")
        owner.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO weak")
        owner.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO weak")
        with open_store(upgraded.replace("bot@", "weak@")) as store:
            assert not store.write_fault()
        owner.execute(what.format(name=name))
    with open_store(upgraded.replace("bot@", "weak@")) as store:
        assert store.write_fault()


def test_where_every_connection_is_taken_it_is_not_writable(upgraded: str) -> None:
    transactions = PooledTransactions(new_engine(read_url(upgraded)))
    with ExitStack() as taken:
        with suppress(psycopg.OperationalError):
            while True:
                one = taken.enter_context(closing(psycopg.connect(upgraded)))
        assert write_fault(transactions)
        one.close()
        until(lambda: not write_fault(transactions))  # the server takes a moment to notice
    transactions.close()


def test_a_silent_database_is_not_writable_and_that_is_told_within_a_second(postgres: Server, upgraded: str) -> None:
    with (
        SilentProxy(postgres.port) as proxy,
        open_store(upgraded.replace(str(postgres.port), str(proxy.port))) as store,
    ):
        assert not store.write_fault()
        proxy.silence()
        begin = time.monotonic()
        assert store.write_fault()
        assert time.monotonic() - begin < 1.5
        proxy.speak()
        assert not store.write_fault()


def test_a_full_disk_is_not_writable_and_neither_is_one_that_has_room_for_less_than_an_event(sqlite: str) -> None:
    upgrade(sqlite)
    engine = new_engine(read_url(sqlite))
    transactions = SerialTransactions(engine)

    def limit(pages: int) -> None:
        with transactions.begin() as connection:
            count = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count={count + pages}")

    limit(3)
    assert write_fault(transactions)
    limit(30)
    assert not write_fault(transactions)
    assert not write_fault(transactions)
    transactions.close()


def test_a_file_that_another_process_writes_to_is_not_writable(sqlite: str) -> None:
    with open_store(sqlite) as store, closing(sqlite3.connect(read_url(sqlite).database or "")) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        assert store.write_fault()
        other.execute("ROLLBACK")
        assert not store.write_fault()
