"""What is put aside of a SQLite database, whole, and not for ever: what a restore replaced, what was upgraded."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from sqlalchemy import URL

PUT_ASIDE_RETENTION: Final = timedelta(days=30)
"""How long such a database is kept: people's questions are in it, whom nobody can ask it to forget."""

UNFINISHED: Final = ".restoring"
_ASIDE: Final = ".before-restore"
_EARLIER: Final = ".before-upgrade"
_LOGS: Final = ("-wal", "-journal")
"""What SQLite keeps beside a database: with it, what was written last; without it, the database may be damaged."""


def file_of(url: URL) -> Path | None:
    """Return the path of SQLite's file; None for a database that has none here."""
    is_file = url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}
    return Path(url.database or "") if is_file else None


def put_aside(path: Path) -> Path | None:
    """Put the database at `path` aside, with its log; return where it is, None where there is none.

    Both as they are: it may be damaged, and SQLite would mend or throw away what somebody has to look at. The
    database itself may stay at `path` too, until something is put in its place.
    """
    logs = [suffix for suffix in _LOGS if _beside(path, suffix).exists()]
    if not logs and not path.exists():
        return None
    aside = _free_place(path)
    if path.exists():
        _link(path, aside)
    for log in logs:
        _beside(path, log).replace(_beside(aside, log))
    _beside(path, "-shm").unlink(missing_ok=True)
    for kept in ("", *logs):
        with suppress(FileNotFoundError):
            os.utime(_beside(aside, kept))  # from now on it is kept for a while
    return aside


def place_of_earlier(path: Path, revision: str, folder: Path | None = None) -> Path:
    """Return where the database at `path` is kept as it was with that schema: one for each schema there was.

    A start that fails again and again fills no disk. In `folder`, that of the backups, it has a name that daily ones
    do not have; without one it lies beside the database.
    """
    if folder is None:
        return _beside(path, f"{_EARLIER}-{revision}")
    return folder / f"{_earlier_in_folder(path)}{revision}.db"


def prefix_of(path: Path) -> str:
    """Return what names of backups begin with: several bots may share a folder, each with its own database."""
    return f"{path.stem}-{crc32(str(path.resolve()).encode()):08x}"


def purge_put_aside(path: Path, now: datetime) -> int:
    """Delete what lies beside the database at `path`, once it is past its time; return how many files."""
    return sum(_purge(file, now) for ending in (_ASIDE, _EARLIER, UNFINISHED) for file in _files_beside(path, ending))


def purge_earlier(path: Path, folder: Path, now: datetime) -> None:
    """Delete what lies in `folder` from before an upgrade of the database at `path`, once it is past its time."""
    for file in _files_in(folder, path):
        _purge(file, now)


def still_aside(path: Path, folder: Path | None = None) -> tuple[Path, ...]:
    """Return the files that were put aside of the database at `path`, and that hold people's words."""
    beside = [file for ending in (_ASIDE, _EARLIER) for file in _files_beside(path, ending)]
    return (*sorted(beside), *(() if folder is None else _files_in(folder, path)))


def _earlier_in_folder(path: Path) -> str:
    return f"{prefix_of(path)}-before-upgrade-"


def _files_beside(path: Path, ending: str) -> list[Path]:
    return sorted(path.parent.glob(f"{_literally(path.name)}{ending}*"))


def _files_in(folder: Path, path: Path) -> list[Path]:
    return sorted(folder.glob(f"{_literally(_earlier_in_folder(path))}*"))


def _purge(file: Path, now: datetime) -> int:
    with suppress(OSError):  # what cannot be deleted now is tried again
        if datetime.fromtimestamp(file.stat().st_mtime, UTC) <= now - PUT_ASIDE_RETENTION:
            file.unlink()
            return 1
    return 0


def _free_place(path: Path) -> Path:
    """Return a name that is not taken: what an earlier restore put aside may be the only copy there is."""
    numbers = chain([""], (f"-{number}" for number in count(2)))
    places = (path.with_name(f"{path.name}{_ASIDE}{number}") for number in numbers)
    return next(place for place in places if not any(_beside(place, log).exists() for log in ("", *_LOGS)))


def _link(path: Path, aside: Path) -> None:
    """Give the file its second name first, so that at no moment the database has none; else move it."""
    try:
        os.link(path, aside)
    except OSError:
        path.replace(aside)


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _literally(name: str) -> str:
    return "".join(f"[{character}]" if character in "*?[" else character for character in name)
