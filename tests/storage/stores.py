"""The stores that the contracts are held to: SQLite in a file and without one, and PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.storage.database import DatabaseStore, store_in_memory
from bot.storage.database_tables import metadata
from bot.storage.engines import new_engine, read_url
from tests.storage.contract import StoreCase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.services.ports import Store
    from tests.storage.postgres import Server


class _Opened(StoreCase):
    """Opens stores with empty tables at `url`, and closes them."""

    url: str
    opened: list[DatabaseStore]

    @pytest.fixture(autouse=True)
    def closing(self) -> Iterator[None]:
        self.opened = []
        yield
        for store in self.opened:
            store.close()

    def new_store(self, waiting: int = 1000) -> Store:
        engine = new_engine(read_url(self.url))
        metadata.drop_all(engine)
        metadata.create_all(engine)
        self.opened.append(DatabaseStore(engine, waiting))
        return self.opened[-1]


class OnSqliteWithoutAFile(StoreCase):
    def new_store(self, waiting: int = 1000) -> Store:
        return store_in_memory(waiting)


class OnSqlite(_Opened):
    @pytest.fixture(autouse=True)
    def file(self, tmp_path: Path) -> None:
        self.url = f"sqlite:///{tmp_path / 'bot.db'}"


class OnPostgres(_Opened):
    @pytest.fixture(autouse=True)
    def server(self, postgres: Server) -> None:
        self.url = postgres.url
