from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.report import Period

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOUR = timedelta(hours=1)


def test_the_day_of_a_moment_is_the_zones() -> None:
    moment = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)

    assert Period(moment, moment).day_of(moment) == date(2026, 11, 23)
    assert Period(moment, moment, AMSTERDAM).day_of(moment) == date(2026, 11, 24)


def test_offsets_are_told_with_the_second_from_which_they_hold() -> None:
    begin, end = datetime(2026, 1, 1, 0, 0, 0, 123, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)

    assert Period(begin, end, AMSTERDAM).offsets() == (
        (begin, HOUR),
        (datetime(2026, 3, 29, 1, tzinfo=UTC), 2 * HOUR),
        (datetime(2026, 10, 25, 1, tzinfo=UTC), HOUR),
    )
    assert Period(begin, end).offsets() == ((begin, timedelta()),)
    assert Period(end, begin, AMSTERDAM).offsets() == ((end, HOUR),)
