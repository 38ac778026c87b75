"""The machine's clock, the one place that reads it, and one that can be put forward from it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.services.ports import Clock


class SystemClock:
    """The machine's clock."""

    now = staticmethod(partial(datetime.now, UTC))  # noqa: TID251 - the one place


class ForwardClock:
    """A clock that goes on with `clock` from where it begins, and can be put forward, never back."""

    def __init__(self, clock: Clock | None = None, begins_at: datetime | None = None) -> None:
        self._clock = clock or SystemClock()
        began = self._clock.now()
        self._ahead = (begins_at or began) - began
        self._lock = Lock()

    def now(self) -> datetime:
        """Return the moment that it shows, UTC."""
        return self._clock.now() + self._ahead

    def put_forward(self, moment: datetime) -> None:
        """Show `moment` from now on; what is past already changes nothing."""
        with self._lock:
            self._ahead = max(self._ahead, moment - self._clock.now())

    def seconds(self) -> float:
        """Return the same moment in seconds since 1970."""
        return self.now().timestamp()


def today() -> date:
    """Return the day on the calendar of whoever sits at this machine."""
    return SystemClock().now().astimezone().date()
