from __future__ import annotations

from tests.storage.stores import OnPostgres, OnSqlite, OnSqliteWithoutAFile
from tests.storage.tickets_contract import TicketsContract


class TestSqlite(OnSqlite, TicketsContract):
    pass


class TestSqliteWithoutAFile(OnSqliteWithoutAFile, TicketsContract):
    pass


class TestPostgres(OnPostgres, TicketsContract):
    pass
