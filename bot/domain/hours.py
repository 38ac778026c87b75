"""Working hours: when somebody of the support team will look, and how much working time has passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from zoneinfo import ZoneInfo

_LONGEST: Final = 366 * 2
"""Days that are looked ahead: a calendar without a working day in them has none."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When the support team works.

    Attributes:
        days: the days of the week, 0 for Monday.
        opens: a time of the day in `zone`; `closes` is a later one of the same day.
        holidays: days on which nobody works.
    """

    zone: ZoneInfo
    days: frozenset[int]
    opens: time
    closes: time
    holidays: Container[date] = frozenset()

    def is_open(self, moment: datetime) -> bool:
        """Whether the team works at `moment`."""
        return self.opened_at(moment) is not None

    def opened_at(self, moment: datetime) -> datetime | None:
        """When the working day began that `moment` is in, UTC; None where nobody works then."""
        start, end = next(self._windows(moment))
        return start if start <= moment < end else None

    def next_open(self, moment: datetime) -> datetime:
        """`moment` itself where the team works then, else when it begins again; UTC."""
        start, _ = next(self._windows(moment))
        return max(start, moment)

    def after(self, moment: datetime, working: timedelta) -> datetime:
        """When that much working time has passed since `moment`; UTC."""
        left = working
        for start, end in self._windows(moment):
            begin = max(start, moment)
            if begin + left <= end:
                return begin + left
            left -= end - begin
        raise ValueError("There is no working day")

    def between(self, moment: datetime, later: datetime) -> timedelta:
        """How much working time lies between the two."""
        passed = timedelta()
        for start, end in self._windows(moment):
            if start >= later:
                break
            passed += min(end, later) - max(start, moment)
        return passed

    @property
    def day_length(self) -> timedelta:
        """The working time of one day."""
        return datetime.combine(date.min, self.closes) - datetime.combine(date.min, self.opens)

    def _windows(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Beginning and end of the working days, from the first that has not ended at `moment`; UTC."""
        day = moment.astimezone(self.zone).date()
        for number in range(_LONGEST):
            here = day + timedelta(days=number)
            if here.weekday() in self.days and here not in self.holidays:
                start, end = self._at(here, self.opens), self._at(here, self.closes)
                if end > moment:
                    yield start, end
        raise ValueError("There is no working day")

    def _at(self, day: date, clock_time: time) -> datetime:
        return datetime.combine(day, clock_time, self.zone).astimezone(UTC)
