from __future__ import annotations

from tests.storage.feedback_contract import FeedbackContract
from tests.storage.stores import OnPostgres, OnSqlite, OnSqliteWithoutAFile


class TestSqlite(OnSqlite, FeedbackContract):
    pass


class TestSqliteWithoutAFile(OnSqliteWithoutAFile, FeedbackContract):
    pass


class TestPostgres(OnPostgres, FeedbackContract):
    pass
