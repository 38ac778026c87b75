"""The daily backup as background work: what hinders it keeps the bot from nothing else."""

from __future__ import annotations

import logging
from math import inf
from typing import TYPE_CHECKING, Final

from bot.domain.finding import Finding
from bot.services.supervising import RoundFailedError
from bot.storage.daily_backups import BACKUP_INTERVAL
from bot.storage.engines import StoreError
from bot.storage.file_faults import is_read_only, read_only_remedy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.services.ports import Clock
    from bot.storage.daily_backups import DailyBackups

BACKUP_LOOK_SECONDS: Final = 3600.0
"""How often it is looked whether a backup is due, and one that failed is tried again."""

LATE_AFTER: Final = 2 * BACKUP_INTERVAL

log = logging.getLogger(__name__)


def examine_backups(backups: DailyBackups, now: datetime) -> Iterator[Finding]:
    """Yield how the backups stand. Nothing is made but a file that is deleted at once."""
    try:
        backups.probe()
        made, latest = backups.made(), backups.latest_at(now)
    except OSError as error:
        told = f"{backups.folder} cannot be used for backups: {error.strerror}"
        remedy = "Let the bot's user write there, or set another ECONNECT_BACKUP_DIR."
        if is_read_only(error, backups.folder):
            remedy = read_only_remedy(backups.folder)
        yield Finding("backups", "problem", told, remedy)
        return
    told = (
        f"{len(made)} in {backups.folder}, the newest of {'-' if latest is None else f'{latest:%Y-%m-%d %H:%M} UTC'}"
    )
    if latest is not None and now - latest > LATE_AFTER:
        yield Finding("backups", "warning", told, "Is the bot running? If so, its log says what hinders a backup.")
    else:
        yield Finding(
            "backups", "ok", told if made else f"none yet in {backups.folder}: the bot makes one when it starts"
        )


class BackupJob:
    """Makes the backups when they are due, and knows when the last one was made."""

    def __init__(self, backups: DailyBackups, clock: Clock) -> None:
        self._backups = backups
        self._clock = clock
        self._latest_at: datetime | None = None

    def run(self) -> None:
        """Make a backup if one is due.

        Raises:
            RoundFailedError: it cannot be made. Readiness stays, since the bot can serve people.
        """
        now = self._clock.now()
        try:
            made = self._backups.make_due(now)
            self._latest_at = self._backups.latest_at(now)
        except (OSError, StoreError) as error:
            told = f"{error} It is tried again in an hour."
            raise RoundFailedError(told) from error
        if made is not None:
            log.info("Backed up to %s (%d bytes)", made, made.stat().st_size)

    def age_seconds(self) -> float:
        """Return how old the newest backup is; infinite where none is known."""
        return inf if self._latest_at is None else (self._clock.now() - self._latest_at).total_seconds()
