"""Upgrades of the schema that can be trusted: a copy first, then all of it or nothing."""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.storage import schema_version
from bot.storage.engines import StoreError
from bot.storage.file_faults import fault_of, is_not_allowed
from bot.storage.put_aside import place_of_earlier
from bot.storage.whole_copy import copy_whole, remedy_of

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

log = logging.getLogger(__name__)

_NO_ROOM: Final = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
"""What SQLite says of a full disk: the second where its log's index found no room."""
_PRIMARY: Final = 0xFF
"""The part of SQLite's error codes that tells the kind (sqlite.org/rescode.html)."""
_MEGABYTE: Final = 1_000_000


class Upgrade(NamedTuple):
    """What an upgrade found, and where SQLite's database lies as it was; None where there was nothing to copy."""

    before: schema_version.State
    copy: Path | None


def upgrade_schema(engine: Engine, file: Path | None, backup_dir: Path | None = None) -> Upgrade:
    """Bring the schema to today's; a SQLite database at `file` that has data is copied first.

    The copy lies in `backup_dir`, or beside the database where that is None.

    Raises:
        StoreError: no copy could be made, or the upgrade failed; the database is as it was.
    """
    revision = schema_version.revision_of(engine)
    is_behind = revision is not None and schema_version.state_of_revision(revision) == "behind"
    copy = None
    if file is not None and revision is not None and is_behind:
        copy = _copied(file, place_of_earlier(file, revision, backup_dir))
    if is_behind and file is None:
        log.warning("PostgreSQL is upgraded without a copy: the way back is a pg_dump that was made before")
    try:
        before = schema_version.upgrade(engine)
    except Exception as error:
        raise StoreError(_told(revision, error, file, copy)) from error
    if before == "behind":
        kept = "" if copy is None else f"; it lies as it was at {copy}"
        log.info("The database's schema was upgraded from %s%s", revision, kept)
    return Upgrade(before, copy if before == "behind" else None)


def _copied(file: Path, copy: Path) -> Path:
    try:
        copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        copy_whole(file, copy)
    except (OSError, sqlite3.Error) as error:
        remedy = remedy_of(error, copy.parent)
        told = f"No copy of {file} could be made before its upgrade: {error}. Nothing was changed. {remedy}"
        raise StoreError(told) from error
    return copy


def _told(revision: str | None, error: Exception, file: Path | None, copy: Path | None) -> str:
    orig = getattr(error, "orig", None) or error
    cause = (str(orig).splitlines() or [""])[0]
    kept = "" if copy is None else f" A copy lies at {copy}."
    remedy = "Start the version of the bot that you had, and report this."
    if file is not None and getattr(orig, "sqlite_errorcode", 0) & _PRIMARY in _NO_ROOM:
        needed = f"{file.stat().st_size / _MEGABYTE:,.0f} MB"
        remedy = (
            f"Make room in {file.parent}, best as much as the database has ({needed}), then start the bot again. "
            "Until then, the version that you had can use the database."
        )
    elif file is not None and is_not_allowed(orig):
        remedy = fault_of(orig, file).remedy
    return (
        f"The upgrade of the database's schema {revision or '(none)'} failed: {type(error).__name__}: {cause}. "
        f"The database is as it was.{kept} {remedy}"
    )
