from __future__ import annotations

from tests.storage.channels_contract import ChannelsContract
from tests.storage.stores import OnPostgres, OnSqlite, OnSqliteWithoutAFile


class TestSqlite(OnSqlite, ChannelsContract):
    pass


class TestSqliteWithoutAFile(OnSqliteWithoutAFile, ChannelsContract):
    pass


class TestPostgres(OnPostgres, ChannelsContract):
    pass
