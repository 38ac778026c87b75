from __future__ import annotations

from tests.storage.erasure_contract import ErasureContract
from tests.storage.retention_contract import RetentionContract
from tests.storage.stores import OnPostgres, OnSqlite, OnSqliteWithoutAFile


class TestSqlite(OnSqlite, RetentionContract, ErasureContract):
    pass


class TestSqliteWithoutAFile(OnSqliteWithoutAFile, RetentionContract, ErasureContract):
    pass


class TestPostgres(OnPostgres, RetentionContract, ErasureContract):
    pass
