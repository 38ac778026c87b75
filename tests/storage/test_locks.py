"""What somebody has locked is waited for by whoever needs it, and by nobody else."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest

from bot.services.patience import at_most
from bot.services.ports import StoreUnavailableError
from bot.storage.access import open_store, upgrade
from bot.storage.database_tables import metadata
from bot.storage.write_probe import READ, WRITTEN
from tests.storage.contract import NOON, claim
from tests.storage.retention_contract import keep_a_bit_of_everything
from tests.storage.tickets_contract import fresh, keep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.storage.database import DatabaseStore
    from tests.storage.postgres import Server

pytestmark = pytest.mark.slow

LATER = NOON + timedelta(days=400)


@pytest.fixture
def url(postgres: Server) -> str:
    url = postgres.new_database()
    upgrade(url)
    return url


@pytest.fixture
def store(url: str) -> Iterator[DatabaseStore]:
    with open_store(url) as store:
        yield store


@contextmanager
def locked(url: str, statement: str) -> Iterator[None]:
    with psycopg.connect(url) as other:
        other.execute(statement)
        yield
        other.rollback()


def is_acked(store: DatabaseStore, key: str) -> bool:
    try:
        with at_most(2):
            return claim(store, key)
    except StoreUnavailableError:
        return False


def test_of_a_ticket_that_another_holds_nobody_else_hears(store: DatabaseStore, url: str) -> None:
    keep(store, fresh())
    with locked(url, "SELECT 1 FROM tickets FOR UPDATE"):
        with at_most(2), pytest.raises(StoreUnavailableError), store.transaction() as transaction:
            transaction.tickets.get("T1", "t1")
        assert is_acked(store, "event:Ev1")
        store.recover()
        assert is_acked(store, "event:Ev2")


@pytest.mark.parametrize("table", sorted(set(metadata.tables) - {table.name for table in (*WRITTEN, *READ)}))
def test_a_locked_table_that_no_question_needs_keeps_no_question_out(
    store: DatabaseStore, url: str, table: str
) -> None:
    keep_a_bit_of_everything(store)
    with locked(url, f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"):
        with suppress(StoreUnavailableError):
            store.purge(LATER)
        assert is_acked(store, "event:Ev1")
        store.recover()
        assert is_acked(store, "event:Ev2")
        assert not store.write_fault()


def test_a_locked_table_that_every_question_needs_is_waited_for_by_the_first_alone(
    store: DatabaseStore, url: str
) -> None:
    with locked(url, "LOCK TABLE seen_keys IN ACCESS EXCLUSIVE MODE"):
        assert not is_acked(store, "event:Ev1")
        store.recover()
        begin = time.monotonic()
        assert not is_acked(store, "event:Ev2")
        assert time.monotonic() - begin < 0.2
    store.recover()
    assert is_acked(store, "event:Ev1")


@pytest.mark.parametrize("table", ["seen_keys", "questions", "votes"])
def test_a_purge_goes_through_every_table_that_it_can_and_then_tells_of_the_first_that_it_could_not(
    store: DatabaseStore, url: str, table: str
) -> None:
    keep_a_bit_of_everything(store)
    refused = pytest.raises(StoreUnavailableError, match="LockNotAvailable")
    with locked(url, f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"), refused:
        store.purge(LATER)
    left = {name for name, count in store.purge(LATER).items() if count}
    assert left == {table}


def test_what_takes_long_tries_also_while_the_database_is_held_for_away(store: DatabaseStore, url: str) -> None:
    keep_a_bit_of_everything(store)
    with locked(url, "LOCK TABLE seen_keys IN ACCESS EXCLUSIVE MODE"):
        assert store.write_fault()
        assert store.count("UALICE")["questions"]
        assert store.erase("UALICE")["questions"]
