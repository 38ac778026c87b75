"""The contract, on both databases and in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.services.ports import StoreUnavailable
from bot.storage.database import DatabaseStore, store_in_memory
from bot.storage.engines import new_engine, read_url
from bot.storage.tables import metadata
from tests.services.in_memory import InMemoryStore
from tests.storage.contract import MINUTE, NOON, THREAD, StoreContract, claim, outgoing
from tests.storage.surveys_contract import SurveysContract
from tests.storage.tickets_contract import TicketsContract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.services.ports import Store
    from tests.storage.postgres import Server


class Contract(StoreContract, TicketsContract, SurveysContract):
    """Everything that a store must do."""


class Opened(Contract):
    """Opens stores with empty tables at `url`, and closes them."""

    url: str
    opened: list[DatabaseStore]

    @pytest.fixture(autouse=True)
    def closing(self) -> Iterator[None]:
        self.opened = []
        yield
        for store in self.opened:
            store.close()

    def new_store(self, waiting: int = 100) -> Store:
        engine = new_engine(read_url(self.url))
        metadata.drop_all(engine)
        metadata.create_all(engine)
        self.opened.append(DatabaseStore(engine, waiting))
        return self.opened[-1]


class TestInMemory(Contract):
    def new_store(self, waiting: int = 100) -> Store:
        return InMemoryStore(waiting)

    def test_while_it_is_away_nothing_is_kept_or_read(self) -> None:
        store = InMemoryStore()
        store.is_away = True
        for attempt in (
            lambda: claim(store, "event:Ev1"),
            lambda: store.remembered(THREAD, "UALICE"),
            lambda: store.asked("T1", "t1"),
            lambda: store.tickets.numbered("T1", 1),
            lambda: store.outbox.lease(NOON, "w1", MINUTE),
            store.outbox.waiting,
            lambda: store.erase("UALICE"),
        ):
            with pytest.raises(StoreUnavailable):
                attempt()
        store.is_away = False
        assert claim(store, "event:Ev1")

    def test_others_see_what_a_transaction_did_when_it_has_ended(self) -> None:
        store = InMemoryStore()
        with store.transaction() as transaction:
            transaction.send(outgoing("m1"))
            assert store.outbox.waiting() == 0
        assert store.outbox.waiting() == 1


class TestSqliteWithoutAFile(Contract):
    def new_store(self, waiting: int = 100) -> Store:
        return store_in_memory(waiting)


class TestSqlite(Opened):
    @pytest.fixture(autouse=True)
    def file(self, tmp_path: Path) -> None:
        self.url = f"sqlite:///{tmp_path / 'bot.db'}"


class TestPostgres(Opened):
    @pytest.fixture(autouse=True)
    def server(self, postgres: Server) -> None:
        self.url = postgres.url
