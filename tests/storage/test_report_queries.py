from __future__ import annotations

from tests.storage.reports_contract import ReportsContract
from tests.storage.stores import OnPostgres, OnSqlite, OnSqliteWithoutAFile


class TestSqlite(OnSqlite, ReportsContract):
    pass


class TestSqliteWithoutAFile(OnSqliteWithoutAFile, ReportsContract):
    pass


class TestPostgres(OnPostgres, ReportsContract):
    pass
