"""Where Slack shows tickets; what else every store must do of it stands in `erasure_contract.py`."""

from __future__ import annotations

from tests.storage.stores import OnPostgres, OnSqlite, OnSqliteWithoutAFile
from tests.storage.unshown_contract import UnshownContract


class TestSqlite(OnSqlite, UnshownContract):
    pass


class TestSqliteWithoutAFile(OnSqliteWithoutAFile, UnshownContract):
    pass


class TestPostgres(OnPostgres, UnshownContract):
    pass
