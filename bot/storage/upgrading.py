"""Upgrades of the schema that can be trusted: a copy first, then all of it or nothing."""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from bot.storage import schema_version
from bot.storage.engines import StoreError
from bot.storage.put_aside import place_of_earlier
from bot.storage.whole_copy import copy_whole, remedy_of

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

log = logging.getLogger(__name__)


class Upgrade(NamedTuple):
    """What an upgrade found, and where SQLite's database lies as it was; None where there was nothing to copy."""

    before: schema_version.State
    copy: Path | None


def upgrade_schema(engine: Engine, file: Path | None) -> Upgrade:
    """Bring the schema to today's; a SQLite database at `file` that has data is copied first.

    Raises:
        StoreError: no copy could be made, or the upgrade failed; the database is as it was.
    """
    revision = schema_version.revision_of(engine)
    is_behind = revision is not None and schema_version.state_of_revision(revision) == "behind"
    copy = _copied(file, revision) if file is not None and revision is not None and is_behind else None
    if is_behind and file is None:
        log.warning("PostgreSQL is upgraded without a copy: the way back is a pg_dump that was made before")
    try:
        before = schema_version.upgrade(engine)
    except Exception as error:
        raise StoreError(_told(revision, error, copy)) from error
    if before == "behind":
        kept = "" if copy is None else f"; it lies as it was at {copy}"
        log.info("The database's schema was upgraded from %s%s", revision, kept)
    return Upgrade(before, copy if before == "behind" else None)


def _copied(file: Path, revision: str) -> Path:
    copy = place_of_earlier(file, revision)
    try:
        copy_whole(file, copy)
    except (OSError, sqlite3.Error) as error:
        remedy = remedy_of(error, file.parent)
        told = f"No copy of {file} could be made before its upgrade: {error}. Nothing was changed. {remedy}"
        raise StoreError(told) from error
    return copy


def _told(revision: str | None, error: Exception, copy: Path | None) -> str:
    cause = (str(getattr(error, "orig", None) or error).splitlines() or [""])[0]
    kept = "" if copy is None else f" A copy lies at {copy}."
    return (
        f"The upgrade of the database's schema {revision or '(none)'} failed: {type(error).__name__}: {cause}. "
        f"The database is as it was.{kept} Start the version of the bot that you had, and report this."
    )
