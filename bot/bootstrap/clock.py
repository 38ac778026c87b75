"""The machine's clock: the one place that reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial


class SystemClock:
    """The machine's clock."""

    now = staticmethod(partial(datetime.now, UTC))  # noqa: TID251 - the one place


def today() -> date:
    """Return the day on the calendar of whoever sits at this machine."""
    return SystemClock().now().astimezone().date()
