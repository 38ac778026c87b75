"""Races on the databases: what comes at the same moment is decided by them."""

from tests.storage.races_contract import RacesContract
from tests.storage.stores import OnPostgres, OnSqlite


class TestSqlite(OnSqlite, RacesContract):
    pass


class TestPostgres(OnPostgres, RacesContract):
    pass
