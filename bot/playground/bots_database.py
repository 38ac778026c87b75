"""What people asked of the bot in its own database, for the editor's board: read now and then, never written."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Final

from bot.bootstrap.clock import SystemClock
from bot.bootstrap.reports import StoreError, StoreUnavailableError, taught
from bot.services.surveying import AskedLately

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from bot.settings import Settings

KEPT_SECONDS: Final = 60.0
"""How long it is shown as it was read: the page asks whenever something changes, and the database may be far away."""


@dataclass
class BotsDatabase:
    """Tells what was asked lately; `seconds` is a clock that only goes forward."""

    settings: Settings
    seconds: Callable[[], float] = monotonic
    _read: AskedLately | None = None
    _read_at: float | None = None
    _lock: Lock = field(default_factory=Lock)

    def lately(self, span: timedelta) -> AskedLately | None:
        """Return what people taught and asked in the last `span`; None where there is no database to be read."""
        with self._lock:
            if self._read_at is None or self.seconds() - self._read_at >= KEPT_SECONDS:
                self._read, self._read_at = self._look(span), self.seconds()
            return self._read

    def _look(self, span: timedelta) -> AskedLately | None:
        until = SystemClock().now()
        try:
            return AskedLately.of(*taught(self.settings, until - span, until))
        except (StoreError, StoreUnavailableError):
            return None
