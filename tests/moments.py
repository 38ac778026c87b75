"""The moments that the suite is run at: a pytest plugin that plants the one which the environment names.

Days and hours at which programs about working hours, time zones and review dates go wrong. The calendar's clock is
planted for the whole process; the monotonic one and sleep stay real, and so do other processes and PostgreSQL.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import time_machine

if TYPE_CHECKING:
    import pytest

NAME: Final = "PLANTED_MOMENT"
AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")

MOMENTS: Final = {
    "minutes-after-midnight": datetime(2026, 12, 2, 0, 4, tzinfo=AMSTERDAM),
    "saturday": datetime(2027, 1, 16, 14, 30, tzinfo=AMSTERDAM),
    "christmas": datetime(2026, 12, 25, 10, 0, tzinfo=AMSTERDAM),
    "new-years-eve": datetime(2026, 12, 31, 23, 57, tzinfo=AMSTERDAM),
    "hour-that-is-skipped": datetime(2027, 3, 28, 3, 2, tzinfo=AMSTERDAM),
    "hour-that-comes-twice": datetime(2027, 10, 31, 2, 59, tzinfo=AMSTERDAM),
    "leap-day": datetime(2028, 2, 29, 23, 58, tzinfo=AMSTERDAM),
    "after-every-review": datetime(2036, 6, 3, 11, 0, tzinfo=AMSTERDAM),
}
ORDINARY: Final = datetime(2026, 11, 25, 13, tzinfo=AMSTERDAM)
_PLANTED: Final = os.environ.get(NAME)  # noqa: TID251 - how the tests are run, no setting of the bot

IN_AMSTERDAM: Final = MOMENTS[_PLANTED] if _PLANTED else ORDINARY
"""When the tests that follow a clock begin: the planted moment, or the middle of a working day."""
MOMENT: Final = IN_AMSTERDAM.astimezone(UTC)
TODAY: Final = IN_AMSTERDAM.date()


def machine_at_the_moment() -> time_machine.travel:
    """Return what sets this process's calendar clock to the moment, and its time zone to Amsterdam's."""
    return time_machine.travel(IN_AMSTERDAM, tick=True)


def pytest_configure(config: pytest.Config) -> None:
    """Plant the moment; it goes on from there as time does."""
    if _PLANTED:
        travel = machine_at_the_moment()
        travel.start()
        config.add_cleanup(travel.stop)


def pytest_report_header() -> str | None:
    """Tell which moment it is."""
    return f"planted moment: {_PLANTED}, {MOMENTS[_PLANTED]}" if _PLANTED else None


if __name__ == "__main__":
    sys.stdout.write("\n".join(MOMENTS) + "\n")
