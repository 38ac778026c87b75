from __future__ import annotations

from tests.storage.contract import StoreContract
from tests.storage.stores import OnPostgres, OnSqlite, OnSqliteWithoutAFile


class TestSqlite(OnSqlite, StoreContract):
    pass


class TestSqliteWithoutAFile(OnSqliteWithoutAFile, StoreContract):
    pass


class TestPostgres(OnPostgres, StoreContract):
    pass
