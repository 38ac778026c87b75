"""Backup and restore of a SQLite database. PostgreSQL has its own, better ones."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from bot.storage import schema_version
from bot.storage.access import FOR_US_ALONE, exclusive_use
from bot.storage.engines import StoreError, read_url
from bot.storage.put_aside import UNFINISHED, file_of, put_aside

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import URL


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
    unfinished = to.with_name(f"{to.name}.unfinished")
    try:
        unfinished.touch(FOR_US_ALONE)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(unfinished)) as target:
            source.backup(target)
        unfinished.replace(to)
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        raise StoreError(f"{to} could not be written: {error}.") from None


def restore(database_url: str, backup: Path) -> Path | None:
    """Put a backup in the database's place; where the replaced one now lies, if there was one.

    Raises:
        StoreError: it is not SQLite's, the bot runs, or the file is no sound backup.
    """
    path = check(database_url, backup)
    with exclusive_use(read_url(database_url)):
        fresh = path.with_name(f"{path.name}{UNFINISHED}")
        try:
            _copy(backup, fresh)
            replaced = put_aside(path)
            fresh.replace(path)
        except (OSError, sqlite3.Error) as error:
            with suppress(OSError):
                fresh.unlink()
            raise StoreError(f"{path} could not be replaced: {error}.") from None
    return replaced


def check(database_url: str, backup: Path) -> Path:
    """Return the path of the database that the backup would replace; nothing is touched.

    Raises:
        StoreError: it is not SQLite's, or the file is no sound backup.
    """
    path = _sqlite_file(read_url(database_url), "pg_restore --clean --dbname=… FILE")
    _check(backup)
    if path.exists() and backup.samefile(path):
        raise StoreError(f"{backup} is the database itself. Give a backup of it.")
    return path


def _copy(backup: Path, fresh: Path) -> None:
    fresh.unlink(missing_ok=True)
    fresh.touch(FOR_US_ALONE)
    with closing(sqlite3.connect(backup)) as source, closing(sqlite3.connect(fresh)) as target:
        source.backup(target)


def _check(backup: Path) -> None:
    """Refuse what is no sound backup of this bot's, before anything is touched."""
    if not backup.is_file():
        raise StoreError(f"{backup} is not a file." if backup.exists() else f"The file {backup} does not exist.")
    try:
        with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as database:
            found = database.execute("PRAGMA integrity_check").fetchone()[0]
            state = schema_version.state_of_revision(_revision(database))
    except sqlite3.Error as error:
        raise StoreError(f"{backup} is not a SQLite database: {error}.") from None
    if found != "ok":
        raise StoreError(f"{backup} is damaged: {found}.")
    if state == "empty":
        raise StoreError(f"{backup} is not a backup of this bot's database.")
    if state == "ahead":
        raise StoreError(f"{backup} was made by a newer version of the bot. Install that version.")


def _revision(database: sqlite3.Connection) -> str | None:
    try:
        row = database.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:  # no such table
        return None
    return None if row is None else str(row[0])


def _sqlite_file(url: URL, instead: str) -> Path:
    path = file_of(url)
    if path is None:
        raise StoreError(f"This command is for SQLite. For PostgreSQL, use its own tools: {instead}")
    return path
