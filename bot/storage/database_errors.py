"""What the failures of a database mean: whether a value is at fault, or others are in the way, or it is away."""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError

from bot.services.ports import StoreUnavailableError

if TYPE_CHECKING:
    from sqlalchemy.exc import SQLAlchemyError

log = logging.getLogger(__name__)

_SQLITE_VALUES: Final = (sqlite3.InterfaceError, sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.DataError)

_AWAY_SQLSTATES: Final = ("08", "53", "57P", "25006")
"""How the codes begin by which PostgreSQL says that it serves nobody now: no connection, no room, it goes down or
comes up, or is the standby that nobody writes to (PostgreSQL's documentation, appendix A). What others lock, what
takes too long and what was cancelled are each one's own fate."""

_AWAY_SQLITE: Final = frozenset(
    {
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)
"""SQLite's like: the file or its disk is at fault, and it is for everybody."""


class NotStorableError(Exception):
    """A value that the database does not take: a fault of ours, or of a payload's strange shape."""


class DatabaseAwayError(StoreUnavailableError):
    """The database serves nobody now."""


class DatabaseBusyError(StoreUnavailableError):
    """One thing was not done, such as what waited for somebody's lock: others may fare better."""


def translated(error: SQLAlchemyError | sqlite3.Error) -> NotStorableError | StoreUnavailableError:
    """Return what an error means, in words for the log: the kind and the database's own text, never a parameter."""
    cause = getattr(error, "orig", None) or error
    kind = type(cause).__name__
    if _is_about_a_value(error, cause):
        return NotStorableError(kind)
    first_line = (str(cause).splitlines() or [""])[0]
    log.warning("The database cannot be used: %s: %s", kind, first_line)
    meaning = DatabaseAwayError if _is_away(cause) else DatabaseBusyError
    return meaning(f"the database cannot be used: {kind}: {first_line}")


def _is_about_a_value(error: Exception, cause: BaseException) -> bool:
    """Return whether what was to be kept is at fault, or we are: no later try would change that."""
    if isinstance(cause, sqlite3.Error):
        return isinstance(cause, _SQLITE_VALUES)
    if isinstance(error, DataError | IntegrityError) or not isinstance(error, DBAPIError):
        return True
    # psycopg could not turn a value into SQL: such an error never was at the server, and has no state.
    return isinstance(error, ProgrammingError) and getattr(cause, "sqlstate", "") is None


def _is_away(cause: BaseException) -> bool:
    if isinstance(cause, sqlite3.Error):
        # The lowest byte says what it is, the others which kind of it.
        return getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF in _AWAY_SQLITE
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith(_AWAY_SQLSTATES)
