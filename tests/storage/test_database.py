"""The contract, on both databases and in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.storage.database import DatabaseStore, store_in_memory
from bot.storage.database_tables import metadata
from bot.storage.engines import new_engine, read_url
from tests.storage.contract import StoreContract
from tests.storage.reports_contract import ReportsContract
from tests.storage.tickets_contract import TicketsContract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.services.ports import Store
    from tests.storage.postgres import Server


class Contract(StoreContract, TicketsContract, ReportsContract):
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
