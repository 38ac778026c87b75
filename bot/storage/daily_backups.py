"""Backups of a SQLite database by themselves: one a day in a folder, the newest of which are kept."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.storage.backup import read_only, revision_in
from bot.storage.engines import StoreError, read_url
from bot.storage.folder_probe import refuse_a_file, try_to_write
from bot.storage.put_aside import file_of, prefix_of, purge_earlier
from bot.storage.whole_copy import UNFINISHED_COPY, copy_whole, remedy_of

if TYPE_CHECKING:
    from pathlib import Path

BACKUP_INTERVAL: Final = timedelta(days=1)

_MOMENT: Final = "%Y%m%dT%H%M%SZ"
_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class DailyBackups:
    """Where the backups of a database are, and how many of them are kept."""

    database: Path
    folder: Path
    most: int

    def made(self) -> tuple[tuple[datetime, Path], ...]:
        """Return when each backup was made and where it is, the newest first; other files are not told.

        Raises:
            OSError: the folder cannot be read.
        """
        if not self.folder.exists():
            return ()
        found = ((self._moment_of(file.name), file) for file in self.folder.iterdir() if file.is_file())
        return tuple(sorted(((moment, file) for moment, file in found if moment is not None), reverse=True))

    def latest_at(self, now: datetime) -> datetime | None:
        """Return when the newest backup was made. One with a moment to come is of a clock that was wrong."""
        return next((moment for moment, _ in self.made() if moment <= now), None)

    def probe(self) -> None:
        """Look whether a backup could be written; the folder is not made.

        Raises:
            OSError: it could not.
        """
        try_to_write(self.folder)

    def make_due(self, now: datetime) -> Path | None:
        """Make a backup if the newest is a day old, and return where it is; delete those that are too many.

        A copy from before an upgrade is none of them, and goes when it is past its own time.

        Raises:
            StoreError: it cannot be made, or an old one cannot be deleted; the message says what to do.
        """
        purge_earlier(self.database, self.folder, now)
        try:
            latest = self.latest_at(now)
            made = self._make(now) if latest is None or now - latest >= BACKUP_INTERVAL else None
            self._delete_too_many(now)
        except (OSError, sqlite3.Error) as error:
            told = f"The database could not be backed up: {error}. {remedy_of(error, self.folder)}"
            raise StoreError(told) from error
        return made

    def _make(self, now: datetime) -> Path:
        refuse_a_file(self.folder)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.probe()
        self._delete_unfinished()
        self._refuse_without_room()
        with closing(read_only(self.database)) as database:
            revision = revision_in(database)
        place = self.folder / f"{self.prefix()}-{now.astimezone(UTC):{_MOMENT}}-schema-{revision}.db"
        copy_whole(self.database, place)
        return place

    def _delete_too_many(self, now: datetime) -> None:
        """Keep the newest; what a clock that was wrong dated into the future goes first."""
        by_age = sorted(self.made(), key=lambda each: (each[0] <= now, each[0]), reverse=True)
        for _, file in by_age[self.most :]:
            file.unlink(missing_ok=True)

    def _delete_unfinished(self) -> None:
        """Delete what a bot that was killed left of a backup. No other process uses this database."""
        for file in self.folder.iterdir():
            name, mark, _ = file.name.partition(UNFINISHED_COPY)
            if mark and self._moment_of(name) is not None:
                file.unlink(missing_ok=True)

    def _refuse_without_room(self) -> None:
        """Raise before the disk is full: the bot may write on the same one."""
        log = self.database.with_name(f"{self.database.name}-wal")
        needed = self.database.stat().st_size + (log.stat().st_size if log.exists() else 0)
        free = shutil.disk_usage(self.folder).free
        if free <= needed:
            told = (
                f"{needed / _MEGABYTE:,.0f} MB are needed in {self.folder}, and {free / _MEGABYTE:,.0f} MB are free"
            )
            raise StoreError(
                f"The database could not be backed up: {told}. Make room, or lower ECONNECT_BACKUPS_KEPT."
            )

    def _moment_of(self, name: str) -> datetime | None:
        """Return when the backup of that name was made; None where it is none of this database."""
        found = re.fullmatch(rf"{re.escape(self.prefix())}-(\d{{8}}T\d{{6}}Z)-schema-\w+\.db", name)
        try:
            return None if found is None else datetime.strptime(found[1], _MOMENT).replace(tzinfo=UTC)
        except ValueError:
            return None

    def prefix(self) -> str:
        """Return what the names begin with: several bots may share a folder, each with its own database."""
        return prefix_of(self.database)


def daily_backups(database_url: str, folder: Path | None, most: int) -> DailyBackups | None:
    """Return the backups of that database; None where it has no file, or no folder is set for them.

    Raises:
        StoreError: the address names no database.
    """
    database = file_of(read_url(database_url))
    return None if folder is None or database is None else DailyBackups(database, folder, most)
