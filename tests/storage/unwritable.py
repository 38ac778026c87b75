"""Databases that nobody can write to, whoever runs the tests: root may write to any file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_WRITE_VERSION = 18
_TOO_NEW = 3


def make_read_only(path: Path) -> None:
    """Mark the file as one that this SQLite may read and not write (sqlite.org/fileformat.html, section 1.3.3)."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    data[_WRITE_VERSION] = _TOO_NEW
    path.write_bytes(data)
