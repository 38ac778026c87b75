from __future__ import annotations

from tests.storage.retention_contract import RetentionContract
from tests.storage.stores import OnPostgres, OnSqlite, OnSqliteWithoutAFile


class TestSqlite(OnSqlite, RetentionContract):
    pass


class TestSqliteWithoutAFile(OnSqliteWithoutAFile, RetentionContract):
    pass


class TestPostgres(OnPostgres, RetentionContract):
    pass
