"""Copies of a SQLite database, which are whole whenever they are there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

from bot.storage.file_faults import is_read_only, read_only_remedy

if TYPE_CHECKING:
    from pathlib import Path

FOR_US_ALONE: Final = 0o600
"""How new files with what people asked are made: nobody but the bot's user reads them."""


UNFINISHED_COPY: Final = ".unfinished"
"""What the name of a copy ends with until it is whole and was checked; what SQLite lays beside it goes further."""


def copy_whole(source: Path, target: Path) -> None:
    """Copy a database with its log to `target`, also while it is used, and check the copy.

    What lay there is replaced once that is done.

    Raises:
        OSError: a file cannot be read or written.
        sqlite3.OperationalError: the database cannot be read, or there is no room.
        sqlite3.DatabaseError: it is damaged.
    """
    unfinished = target.with_name(f"{target.name}{UNFINISHED_COPY}")
    try:
        _forget(unfinished)
        unfinished.touch(FOR_US_ALONE)
        with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(unfinished)) as written:
            read.backup(written)
            (found,) = written.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise sqlite3.DatabaseError(f"{source} is damaged: {' '.join(found.split())}")
        unfinished.replace(target)
    except (OSError, sqlite3.Error):
        _forget(unfinished)
        raise


def _forget(unfinished: Path) -> None:
    """Delete what is left of a copy, with what SQLite laid beside it and leaves there when the disk is full."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)


def remedy_of(error: OSError | sqlite3.Error, folder: Path) -> str:
    """Return what an operator does where a copy to `folder` failed."""
    if is_read_only(error, folder):
        return read_only_remedy(folder)
    if isinstance(error, OSError | sqlite3.OperationalError):
        return f"Make room in {folder}, and let the bot's user write there."
    return "Put a sound backup in its place: stop the bot, and run econnect-bot db restore FILE."
