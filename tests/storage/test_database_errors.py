"""Only what is wrong for everybody means that the database is away."""

from __future__ import annotations

import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.storage.database_errors import DatabaseAwayError, DatabaseBusyError, translated

AWAY = {
    # Class 08, connection exception: all of it.
    *("08000", "08001", "08003", "08004", "08006", "08007", "08P01"),
    # Class 53, insufficient resources: all of it.
    *("53000", "53100", "53200", "53300", "53400"),
    # Of class 57, operator intervention, what ends sessions; 57014 ends one statement.
    *("57P01", "57P02", "57P03", "57P04", "57P05"),
    # read_only_sql_transaction: a standby.
    "25006",
}
SQLSTATES = {
    found.sqlstate
    for found in vars(psycopg.errors).values()
    if isinstance(found, type) and issubclass(found, psycopg.Error) and found.sqlstate is not None
}


def from_postgresql(sqlstate: str) -> DBAPIError:
    error = psycopg.errors.lookup(sqlstate)("words\nmore words")
    return OperationalError("SELECT", {}, error)


def from_sqlite(code: int) -> DBAPIError:
    error = sqlite3.OperationalError("words")
    error.sqlite_errorcode = code
    return OperationalError("SELECT", {}, error)


def test_of_all_that_postgresql_says_only_this_means_that_it_serves_nobody() -> None:
    assert len(SQLSTATES) > 200
    found = {state for state in SQLSTATES if isinstance(translated(from_postgresql(state)), DatabaseAwayError)}
    assert found == AWAY & set(SQLSTATES)


@pytest.mark.parametrize("sqlstate", ["55P03", "40P01", "40001", "57014", "25P03", "42P01", "42501", "XX000"])
def test_what_one_transaction_meets_keeps_nobody_else_out(sqlstate: str) -> None:
    assert isinstance(translated(from_postgresql(sqlstate)), DatabaseBusyError)


def test_a_server_that_says_nothing_at_all_is_away() -> None:
    error = OperationalError("SELECT", {}, psycopg.OperationalError("connection timeout expired"))
    assert isinstance(translated(error), DatabaseAwayError)


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        (sqlite3.SQLITE_BUSY, DatabaseBusyError),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, DatabaseBusyError),
        (sqlite3.SQLITE_LOCKED, DatabaseBusyError),
        (sqlite3.SQLITE_ERROR, DatabaseBusyError),
        (sqlite3.SQLITE_FULL, DatabaseAwayError),
        (sqlite3.SQLITE_IOERR_FSYNC, DatabaseAwayError),
        (sqlite3.SQLITE_CANTOPEN, DatabaseAwayError),
        (sqlite3.SQLITE_READONLY_DBMOVED, DatabaseAwayError),
        (sqlite3.SQLITE_CORRUPT, DatabaseAwayError),
    ],
)
def test_what_is_wrong_with_the_file_is_told_from_what_others_do_with_it(code: int, meaning: type[Exception]) -> None:
    assert isinstance(translated(from_sqlite(code)), meaning)
