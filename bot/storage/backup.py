"""Backup and restore of a SQLite database. PostgreSQL has its own, better ones."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.storage import schema_version
from bot.storage.access import exclusive_use
from bot.storage.engines import StoreError, read_url
from bot.storage.file_faults import fault_of
from bot.storage.put_aside import UNFINISHED, file_of, put_aside
from bot.storage.whole_copy import copy_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy import URL

_COUNTED: Final = {
    "questions": ("questions", "SELECT count(*) FROM questions"),
    "tickets": ("tickets", "SELECT count(*) FROM tickets"),
    "outbox": ("messages in the outbox", "SELECT count(*) FROM outbox"),
}


@dataclass(frozen=True, slots=True)
class Verified:
    """A sound backup: how its schema stands to today's, that schema's number, and how many of what are in it."""

    state: schema_version.State
    revision: str
    counts: Mapping[str, int]


def back_up(database_url: str, to: Path) -> None:
    """Copy the database to a new file, whole and consistent, also while the bot runs.

    Raises:
        StoreError: it is not SQLite's, there is none, or the file is there already.
    """
    path = _sqlite_file(read_url(database_url), "pg_dump --format=custom --file=FILE")
    if not path.exists():
        raise StoreError(f"There is no database at {path} yet.")
    if to.exists():
        raise StoreError(f"{to} already exists. Give a new file name.")
    try:
        copy_whole(path, to)
    except (OSError, sqlite3.Error) as error:
        what, remedy = fault_of(error, to)
        raise StoreError(f"{to} could not be written: {what}", remedy) from None


def restore(database_url: str, backup: Path) -> Path | None:
    """Put a backup in the database's place; where the replaced one now lies, if there was one.

    Raises:
        StoreError: it is not SQLite's, the bot runs, or the file is no sound backup.
    """
    path = check(database_url, backup)
    with exclusive_use(read_url(database_url)):
        fresh = path.with_name(f"{path.name}{UNFINISHED}")
        try:
            copy_whole(backup, fresh)
            replaced = put_aside(path)
            fresh.replace(path)
        except (OSError, sqlite3.Error) as error:
            with suppress(OSError):
                fresh.unlink()
            what, remedy = fault_of(error, path)
            raise StoreError(f"{path} could not be replaced: {what}", remedy) from None
    return replaced


def check(database_url: str, backup: Path) -> Path:
    """Return the path of the database that the backup would replace; nothing is touched.

    Raises:
        StoreError: it is not SQLite's, the bot runs, or the file is no sound backup.
    """
    path = _sqlite_file(read_url(database_url), "pg_restore --clean --create --dbname=postgres FILE")
    _check(backup)
    if path.exists() and backup.samefile(path):
        raise StoreError(f"{backup} is the database itself. Give a backup of it.")
    if path.exists():
        with exclusive_use(read_url(database_url)):
            pass  # nobody is asked whether to replace what a running bot has
    return path


def verify(file: Path) -> Verified:
    """Look whether a backup is sound, and what is in it; nothing is touched.

    Raises:
        StoreError: it is damaged, no backup of this bot's, or of a newer bot's.
    """
    state = _check(file)
    with closing(read_only(file)) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        counts = {
            what: int(database.execute(query).fetchone()[0])
            for table, (what, query) in _COUNTED.items()
            if table in tables
        }
        return Verified(state, revision_in(database) or "", counts)


def _check(backup: Path) -> schema_version.State:
    """Return how its schema stands; refuse what is no sound backup of this bot's, before anything is touched."""
    if not backup.is_file():
        raise StoreError(f"{backup} is not a file." if backup.exists() else f"The file {backup} does not exist.")
    try:
        with closing(read_only(backup)) as database:
            found = database.execute("PRAGMA integrity_check").fetchone()[0]
            state = schema_version.state_of_revision(revision_in(database))
    except sqlite3.Error as error:
        raise StoreError(f"{backup} is not a SQLite database: {error}.") from None
    if found != "ok":
        raise StoreError(f"{backup} is damaged: {found}.")
    if state == "empty":
        raise StoreError(f"{backup} is not a backup of this bot's database.")
    if state == "ahead":
        raise StoreError(f"{backup} was made by a newer version of the bot. Install that version.")
    return state


def read_only(file: Path) -> sqlite3.Connection:
    """Return a connection that leaves nothing beside the file; where a log lies there, what is in it is read too."""
    how = "mode=ro" if file.with_name(f"{file.name}-wal").exists() else "immutable=1"
    return sqlite3.connect(f"{file.absolute().as_uri()}?{how}", uri=True)


def revision_in(database: sqlite3.Connection) -> str | None:
    """Return the number of the schema that a database has; None where it is none of this bot's."""
    try:
        row = database.execute("SELECT version_num FROM alembic_version").fetchone()
        database.execute("SELECT 1 FROM outbox LIMIT 0")  # other programs number their schemas in the same way
    except sqlite3.OperationalError:  # no such table: it is none of ours
        return None
    return None if row is None else str(row[0])


def _sqlite_file(url: URL, instead: str) -> Path:
    path = file_of(url)
    if path is None:
        raise StoreError(f"This command is for SQLite. For PostgreSQL, use its own tools: {instead}")
    return path
