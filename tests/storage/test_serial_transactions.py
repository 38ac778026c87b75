"""Transactions on SQLite, one after the other: each whole on the disk when it returns, or not at all."""

from __future__ import annotations

import gc
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, event, text

from bot.services.ports import StoreUnavailableError
from bot.storage.database import DatabaseStore, store_in_memory
from bot.storage.database_tables import metadata
from bot.storage.engines import new_engine, read_url
from bot.storage.serial_transactions import SerialTransactions
from tests.storage.contract import claim, outgoing, send

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

INSERT = text("INSERT INTO seen_keys (key, seen_at) VALUES (:key, '2026-11-25 12:00:00')")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


@pytest.fixture
def transactions(path: Path) -> Iterator[SerialTransactions]:
    engine = new_engine(read_url(f"sqlite:///{path}"), wait_seconds=1)
    metadata.create_all(engine)
    transactions = SerialTransactions(engine, wait_seconds=1)
    yield transactions
    transactions.close()


def keep(transactions: SerialTransactions, key: str) -> None:
    with transactions.begin() as connection:
        connection.execute(INSERT, {"key": key})


def on_disk(path: Path) -> set[str]:
    """Return what another process would find."""
    with closing(sqlite3.connect(path)) as other:
        return {row[0] for row in other.execute("SELECT key FROM seen_keys")}


def test_what_is_done_when_a_transaction_returns_is_there_for_others(
    transactions: SerialTransactions, path: Path
) -> None:
    keep(transactions, "a")
    assert on_disk(path) == {"a"}


def test_many_threads_write_one_after_the_other(transactions: SerialTransactions, path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda number: keep(transactions, str(number)), range(160)))

    assert len(on_disk(path)) == 160


@pytest.mark.slow
def test_whoever_waits_for_a_writer_waits_no_longer_than_they_may(transactions: SerialTransactions) -> None:
    with transactions.begin(), ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(lambda: [time.monotonic(), is_kept(transactions, "a"), time.monotonic()])
        begin, was_kept, end = waiting.result()

    assert not was_kept
    assert end - begin < 2.5
    keep(transactions, "b")


def keep_and_fail(transactions: SerialTransactions, key: str) -> None:
    with transactions.begin() as connection:
        connection.execute(INSERT, {"key": key})
        raise ZeroDivisionError


def test_those_that_fail_are_undone_and_the_others_are_not(transactions: SerialTransactions, path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        failed = [pool.submit(keep_and_fail, transactions, f"failed {number}") for number in range(20)]
        kept = [pool.submit(keep, transactions, f"kept {number}") for number in range(20)]

    assert all(isinstance(future.exception(), ZeroDivisionError) for future in failed)
    assert not any(future.exception() for future in kept)
    assert on_disk(path) == {f"kept {number}" for number in range(20)}


def test_on_a_full_disk_a_transaction_is_kept_whole_or_refused_whole(
    transactions: SerialTransactions, path: Path
) -> None:
    with transactions.begin() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 40}")

    def keep_two(number: int) -> bool:
        try:
            with transactions.begin() as connection:
                for half in "ab":
                    connection.execute(INSERT, {"key": f"{number}{half}" + "x" * 9000})
        except StoreUnavailableError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        was_kept = list(pool.map(keep_two, range(40)))

    kept = sorted(key.rstrip("x") for key in on_disk(path))
    assert kept == sorted(f"{number}{half}" for number, done in enumerate(was_kept) if done for half in "ab")
    assert 0 < sum(was_kept) < 40


@pytest.mark.slow
def test_while_another_process_writes_it_waits_no_longer_than_it_may(
    transactions: SerialTransactions, path: Path
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        begin = time.monotonic()
        with pytest.raises(StoreUnavailableError):
            keep(transactions, "a")
        took = time.monotonic() - begin
        other.execute("ROLLBACK")
    keep(transactions, "b")

    assert took < 2.5
    assert on_disk(path) == {"b"}


def test_who_only_reads_waits_for_no_writer(transactions: SerialTransactions, path: Path) -> None:
    keep(transactions, "a")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with transactions.read() as connection:
            found = connection.execute(text("SELECT key FROM seen_keys")).scalars().all()
        other.execute("ROLLBACK")

    assert found == ["a"]


def test_what_is_under_way_at_the_end_is_lasting(path: Path) -> None:
    engine = new_engine(read_url(f"sqlite:///{path}"))
    metadata.create_all(engine)
    store = DatabaseStore(engine)
    claim(store, "event:Ev1")
    send(store, outgoing("m1"))
    store.close()

    assert on_disk(path) == {"event:Ev1"}


def is_kept(transactions: SerialTransactions, key: str) -> bool:
    try:
        keep(transactions, key)
    except StoreUnavailableError:
        return False
    return True


@pytest.mark.parametrize("error", [LookupError("a canary"), MemoryError(), SystemExit(1)])
def test_a_commit_that_falls_keeps_nothing_and_the_next_one_is_kept(
    transactions: SerialTransactions, path: Path, error: BaseException
) -> None:
    def fall(_: Connection) -> None:
        raise error

    event.listen(transactions.engine, "commit", fall)
    with pytest.raises(type(error)):
        keep(transactions, "lost")
    event.remove(transactions.engine, "commit", fall)
    keep(transactions, "kept")

    assert on_disk(path) == {"kept"}


def test_a_store_in_memory_that_nobody_holds_leaves_nothing_open() -> None:
    """Python 3.13 warns of each database that is forgotten open."""
    opened: list[sqlite3.Connection] = []

    def note(driver: sqlite3.Connection, _: object) -> None:
        opened.append(driver)

    event.listen(Engine, "connect", note)
    store = store_in_memory()
    event.remove(Engine, "connect", note)
    claim(store, "event:Ev1")
    del store
    gc.collect()

    (driver,) = opened
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        driver.execute("SELECT 1")
