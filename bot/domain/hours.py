"""Working hours: when somebody of the support team will look, and how much working time has passed."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from zoneinfo import ZoneInfo

_LONGEST: Final = 366 * 2
"""Days in a row that are looked through: a calendar without a working day in them has none."""


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
        """Return whether the team works at `moment`."""
        return self.opened_at(moment) is not None

    def opened_at(self, moment: datetime) -> datetime | None:
        """Return when the working day began that `moment` is in, UTC; None where nobody works then."""
        start, end = next(self.days_from(moment))
        return start if start <= moment < end else None

    def begins_week(self, moment: datetime) -> bool:
        """Return whether the working day that `moment` is in is the first of its week, which begins on Monday."""
        day = moment.astimezone(self.zone).date()
        monday = self._at(day - timedelta(days=day.weekday()), time())
        return self.opened_at(moment) == next(self.days_from(monday))[0]

    def next_open(self, moment: datetime) -> datetime:
        """Return `moment` itself where the team works then, else when it begins again; UTC."""
        start, _ = next(self.days_from(moment))
        return max(start, moment)

    def after(self, moment: datetime, working: timedelta) -> datetime:
        """Return when that much working time has passed since `moment`; UTC."""
        days, left = self.days_from(moment), working
        start, end = next(days)
        while (begin := max(start, moment)) + left > end:
            left -= end - begin
            start, end = next(days)
        return begin + left

    def between(self, moment: datetime, later: datetime) -> timedelta:
        """Return how much working time lies between the two."""
        days, passed = self.days_from(moment), timedelta()
        start, end = next(days)
        while start < later:
            passed += min(end, later) - max(start, moment)
            start, end = next(days)
        return passed

    @property
    def day_length(self) -> timedelta:
        """The working time of one day."""
        return datetime.combine(date.min, self.closes) - datetime.combine(date.min, self.opens)

    def days_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield beginning and end of each working day from the first that has not ended at `moment`, UTC; for ever.

        Raises:
            ValueError: there is no working day for two years.
        """
        day = moment.astimezone(self.zone).date()
        idle = 0
        while idle < _LONGEST:
            idle += 1
            if day.weekday() in self.days and day not in self.holidays:
                start, end = self._at(day, self.opens), self._at(day, self.closes)
                if end > moment:
                    idle = 0
                    yield start, end
            day += timedelta(days=1)
        raise ValueError("There is no working day")

    def _at(self, day: date, clock_time: time) -> datetime:
        return datetime.combine(day, clock_time, self.zone).astimezone(UTC)


class WorkingTimeIndex:
    """Working time between any two moments of a span, for very many of them: each day is looked at once.

    Args:
        begin: nothing is asked of before; nothing is asked of after `end`.
    """

    def __init__(self, hours: Hours, begin: datetime, end: datetime) -> None:
        self._starts: list[datetime] = []
        self._ends: list[datetime] = []
        self._before: list[timedelta] = []
        days, passed = hours.days_from(begin), timedelta()
        start, close = next(days)
        while start <= end:
            self._starts.append(start)
            self._ends.append(close)
            self._before.append(passed)
            passed += close - start
            start, close = next(days)

    def between(self, moment: datetime, later: datetime) -> timedelta:
        """Return how much working time lies between the two."""
        return self._until(later) - self._until(moment)

    def _until(self, moment: datetime) -> timedelta:
        day = bisect_right(self._starts, moment) - 1
        if day < 0:
            return timedelta()
        return self._before[day] + min(moment, self._ends[day]) - self._starts[day]
