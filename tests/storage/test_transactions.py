"""After a failure nobody who waits for an ack waits for the database, until it is known to work again."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from bot.domain.conversation import outside
from bot.services.patience import at_most
from bot.services.ports import StoreUnavailableError
from bot.storage.access import open_store
from tests.storage.contract import claim, outgoing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.storage.database import DatabaseStore

pytestmark = pytest.mark.slow

ANYBODY = outside("T1", "UALICE")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


@pytest.fixture
def store(path: Path) -> Iterator[DatabaseStore]:
    with open_store(f"sqlite:///{path}") as store:
        yield store


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def is_refused(store: DatabaseStore, key: str, seconds: float = 2) -> bool:
    try:
        with at_most(seconds):
            claim(store, key)
    except StoreUnavailableError:
        return True
    return False


def test_after_one_has_waited_in_vain_nobody_else_who_waits_for_an_ack_does(store: DatabaseStore, path: Path) -> None:
    with locked(path):
        assert is_refused(store, "event:Ev1", 0.6)
        store.recover()
        begin = time.monotonic()
        assert is_refused(store, "event:Ev2")
        with at_most(2), pytest.raises(StoreUnavailableError):
            store.read_memory(ANYBODY, "UALICE")
        took = time.monotonic() - begin

    assert took < 0.2


def test_it_is_found_out_when_it_works_again_and_not_before(store: DatabaseStore, path: Path) -> None:
    with locked(path):
        assert store.write_fault()
        store.recover()
        assert is_refused(store, "event:Ev1")
    assert is_refused(store, "event:Ev1")
    store.recover()
    assert not is_refused(store, "event:Ev1")


def test_what_nobody_waits_for_tries_all_the_same(store: DatabaseStore, path: Path) -> None:
    with locked(path):
        assert store.write_fault()
    assert claim(store, "event:Ev1")


def test_a_refusal_that_is_not_the_databases_keeps_nobody_else_out(store: DatabaseStore) -> None:
    def fill() -> None:
        with at_most(2), store.transaction() as transaction:
            transaction.send(outgoing("m1"))
            raise StoreUnavailableError("the outbox is full")

    with pytest.raises(StoreUnavailableError):
        fill()
    assert not is_refused(store, "event:Ev1")


def test_where_one_has_waited_in_vain_the_next_tries_all_the_same(store: DatabaseStore, path: Path) -> None:
    with locked(path):
        assert is_refused(store, "event:Ev1", 0.6)
    assert not is_refused(store, "event:Ev1")
