"""Copies of a SQLite database, which are whole whenever they are there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

FOR_US_ALONE: Final = 0o600
"""How new files with what people asked are made: nobody but the bot's user reads them."""


def copy_whole(source: Path, target: Path) -> None:
    """Copy a database with its log to `target`, also while it is used; what lay there is replaced once that is done.

    Raises:
        OSError: a file cannot be read or written.
        sqlite3.Error: the database cannot be read, or there is no room.
    """
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        unfinished.touch(FOR_US_ALONE)
        with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(unfinished)) as written:
            read.backup(written)
        unfinished.replace(target)
    except (OSError, sqlite3.Error):
        unfinished.unlink(missing_ok=True)
        raise
