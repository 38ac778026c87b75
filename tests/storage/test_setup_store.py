from __future__ import annotations

from tests.storage.setups_contract import SetupsContract
from tests.storage.stores import OnPostgres, OnSqlite, OnSqliteWithoutAFile


class TestSqlite(OnSqlite, SetupsContract):
    pass


class TestSqliteWithoutAFile(OnSqliteWithoutAFile, SetupsContract):
    pass


class TestPostgres(OnPostgres, SetupsContract):
    pass
