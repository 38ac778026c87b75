"""What is wrong with a SQLite file or its disk, in words that an operator can act on."""

from __future__ import annotations

import errno
import os
import pwd
import shutil
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

_PRIMARY: Final = 0xFF
"""The part of SQLite's error codes that tells the kind (sqlite.org/rescode.html)."""

_NOT_ALLOWED: Final = frozenset(
    {sqlite3.SQLITE_AUTH, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY}
)
_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})

_MEGABYTE: Final = 1_000_000
_HARDLY_ANY: Final = _MEGABYTE
"""With less than that free an I/O error is a full disk: SQLite's log index found no room."""


class FileFault(NamedTuple):
    """What is wrong, as the second half of a sentence, and what to do, as a sentence."""

    what: str
    remedy: str


def fault_of(error: BaseException, path: Path) -> FileFault:
    """Return what an error of SQLite or of the system means for the file at `path`."""
    code, number = _codes(error)
    if is_not_allowed(error):
        return _not_allowed(path)
    if code == sqlite3.SQLITE_FULL or number in {errno.ENOSPC, errno.EDQUOT}:
        return _full(path)
    if code == sqlite3.SQLITE_IOERR or number == errno.EIO:
        return _full(path) if _free(path) < _HARDLY_ANY else _failing(error, path)
    if code in _DAMAGED or type(error) is sqlite3.DatabaseError:
        return FileFault(_words(error), "Stop the bot, and restore a backup with: econnect-bot db restore FILE")
    if code in _BUSY:
        return FileFault("another program is writing to it", f"Find out which one has {path} open, and end it.")
    return FileFault(_words(error), f"Check {path}.")


def is_not_allowed(error: BaseException) -> bool:
    """Return whether the user that the bot runs as may not do what was tried."""
    code, number = _codes(error)
    return code in _NOT_ALLOWED or number in {errno.EACCES, errno.EPERM, errno.EROFS}


def is_read_only(error: BaseException, folder: Path) -> bool:
    """Return whether the disk of `folder` takes no write from this process, whoever it runs as."""
    return (isinstance(error, OSError) and error.errno == errno.EROFS) or _is_mounted_read_only(folder)


def read_only_remedy(folder: Path) -> str:
    """Return what to do where the disk of `folder` takes no write, as for a service that systemd keeps from it."""
    return f"Mount the disk of {folder} with write access; under systemd, name the folder in ReadWritePaths=."


def _codes(error: BaseException) -> tuple[int, int]:
    """Return SQLite's code and the system's; 0 where there is none."""
    number = error.errno if isinstance(error, OSError) else None
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY, number or 0


def _not_allowed(path: Path) -> FileFault:
    if _is_mounted_read_only(path.parent):
        return FileFault("its disk is mounted read-only", read_only_remedy(path.parent))
    return FileFault(
        f"the user {_user()} may not write to it", f"Check the owner and permissions of {path} and of its folder."
    )


def _full(path: Path) -> FileFault:
    free = f"{_free(path) / _MEGABYTE:,.0f} MB are free for the user {_user()}"
    return FileFault(f"the disk is full ({free})", f"Make room in {path.parent}.")


def _failing(error: BaseException, path: Path) -> FileFault:
    free = f"{_free(path) / _MEGABYTE:,.0f} MB are free"
    return FileFault(f"{_words(error)} ({free})", f"Check the disk of {path.parent}: the system's log tells more.")


def _free(path: Path) -> int:
    with suppress(OSError):
        return shutil.disk_usage(path.parent).free
    return 0


def _is_mounted_read_only(folder: Path) -> bool:
    with suppress(OSError):
        return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    return False


def _user() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:  # a container may run as a number that has no name
        return str(os.geteuid())


def _words(error: BaseException) -> str:
    told = error.strerror if isinstance(error, OSError) else str(error)
    return ((told or type(error).__name__).splitlines() or [""])[0]
