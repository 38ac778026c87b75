"""Working hours in Amsterdam, with its summer time and holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.hours import Hours, WorkingTimeIndex

AMSTERDAM = Hours(
    ZoneInfo("Europe/Amsterdam"), frozenset(range(5)), time(9), time(17), frozenset({date(2026, 12, 25)})
)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - its bounds are naive


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM.zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "is_open", "next_open"),
    [
        ("2026-11-25T09:00", True, "2026-11-25T09:00"),
        ("2026-11-25T16:59", True, "2026-11-25T16:59"),
        ("2026-11-25T17:00", False, "2026-11-26T09:00"),
        ("2026-11-27T18:00", False, "2026-11-30T09:00"),
        ("2026-12-24T18:00", False, "2026-12-28T09:00"),
        ("2026-03-29T01:30", False, "2026-03-30T09:00"),
    ],
)
def test_nobody_looks_at_night_at_weekends_and_on_holidays(moment: str, is_open: bool, next_open: str) -> None:  # noqa: FBT001 - a table
    assert AMSTERDAM.is_open(at(moment)) == is_open
    assert AMSTERDAM.next_open(at(moment)) == at(next_open)


@pytest.mark.parametrize(
    ("moment", "is_first"),
    [
        ("2026-11-30T09:00", True),
        ("2026-11-30T16:59", True),
        ("2026-11-30T08:59", False),
        ("2026-12-01T09:00", False),
        ("2026-11-28T12:00", False),
        ("2027-03-30T10:00", True),  # Easter Monday was the day before
        ("2027-03-29T10:00", False),
    ],
)
def test_a_week_begins_on_its_first_working_day(moment: str, *, is_first: bool) -> None:
    hours = replace(AMSTERDAM, holidays=frozenset({date(2027, 3, 29)}))

    assert hours.begins_week(at(moment)) == is_first


@pytest.mark.parametrize(
    ("moment", "hours", "after"),
    [
        ("2026-11-25T10:00", 4, "2026-11-25T14:00"),
        ("2026-11-25T15:00", 4, "2026-11-26T11:00"),
        ("2026-11-27T16:00", 1, "2026-11-27T17:00"),
        ("2026-12-24T16:00", 2, "2026-12-28T10:00"),
        ("2026-10-23T16:00", 2, "2026-10-26T10:00"),  # winter time began between
    ],
)
def test_only_working_time_counts(moment: str, hours: int, after: str) -> None:
    assert AMSTERDAM.after(at(moment), timedelta(hours=hours)) == at(after)


@given(MOMENTS, st.integers(0, 500))
def test_what_is_added_lies_between(moment: datetime, minutes: int) -> None:
    working = timedelta(minutes=minutes)
    assert AMSTERDAM.between(moment, AMSTERDAM.after(moment, working)) == working


def test_a_calendar_without_working_days_is_told() -> None:
    never = Hours(AMSTERDAM.zone, frozenset(), time(9), time(17))
    with pytest.raises(ValueError, match="no working day"):
        never.after(at("2026-11-25T10:00"), timedelta(hours=1))
    with pytest.raises(ValueError, match="no working day"):
        never.is_open(at("2026-11-25T10:00"))


def test_years_of_working_time_are_counted() -> None:
    begin = datetime(2020, 1, 1, tzinfo=UTC)
    assert AMSTERDAM.between(begin, begin + timedelta(days=3652)) > 2400 * AMSTERDAM.day_length
    assert AMSTERDAM.after(begin, 2400 * AMSTERDAM.day_length) > begin + timedelta(days=3200)


@given(MOMENTS, st.integers(0, 60 * 24 * 40), st.integers(0, 60 * 24 * 40))
def test_a_tally_counts_as_the_hours_do(begin: datetime, first: int, second: int) -> None:
    moment = begin + timedelta(minutes=first)
    later = moment + timedelta(minutes=second)
    assert WorkingTimeIndex(AMSTERDAM, begin, later).between(moment, later) == AMSTERDAM.between(moment, later)
