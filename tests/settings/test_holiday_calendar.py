from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from holidays import country_holidays

from bot.settings.holiday_calendar import HolidayCalendar, read_holidays


def read(text: str) -> HolidayCalendar:
    calendar, problems = read_holidays(text)
    assert problems == ()
    return calendar


@pytest.mark.parametrize("year", [2024, 2026, 2030])
def test_good_friday_is_an_ordinary_day_in_the_netherlands_and_every_other_public_holiday_is_none(year: int) -> None:
    calendar = read("NL")
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    named = country_holidays("NL", years=year, categories="public", language="en_US")

    assert {day for day in days if day in calendar} == {day for day in named if named[day] != "Good Friday"}


def test_good_friday_stays_a_holiday_where_nobody_works() -> None:
    assert date(2026, 4, 3) in read("DE")
    assert date(2026, 4, 3) not in read("BE")


def test_days_are_taken_out_and_added() -> None:
    calendar = read("nl, -2026-04-06 ,+2026-12-24")

    assert date(2026, 4, 6) not in calendar
    assert date(2027, 3, 29) in calendar  # Easter Monday of another year
    assert date(2026, 12, 24) in calendar
    assert date(2027, 12, 24) not in calendar


def test_several_countries_and_none() -> None:
    assert date(2026, 7, 21) in read("NL,BE")  # Belgium's national day
    assert date(2026, 4, 27) in read("NL,BE")
    assert date(2026, 12, 25) not in read("none")
    assert date(2026, 12, 24) in read("NONE,+2026-12-24")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("XX", "XX is no two-letter country code and no day; for example NL, or NONE"),
        ("NL,,BE", "an empty part is no two-letter"),
        ("NL,2026-12-24", "put + before 2026-12-24"),
        ("NL,+2026-02-30", "+2026-02-30 is no day"),
        ("NL,-3-4-2026", "-3-4-2026 is no day; days are written like +2026-12-24"),
        ("NL;BE", "NL;BE is no two-letter"),
        ("NL,–2026-04-03", "–2026-04-03 is no two-letter"),
        ("NL,+٢٠٢٦-12-24", "is no day"),
        ("NL,+2026-04-03,-2026-04-03", "both adds 2026-04-03 and takes it out"),
        ("NL,NONE", "both NL and NONE: leave out one of them"),
        ("NL, NONE", "both NL and NONE"),
        (" none ,nl, be", "both NL, BE and NONE"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_remedy(text: str, told: str) -> None:
    _, (problem,) = read_holidays(text)

    assert problem.startswith("ECONNECT_HOLIDAYS")
    assert told in problem


def test_many_threads_may_ask_for_years_that_nobody_asked_for_before() -> None:
    calendar, years = read("NL,BE,DE"), range(2040, 2080)
    with ThreadPoolExecutor(16) as pool:
        asked = list(pool.map(lambda year: date(year, 12, 25) in calendar, [*years] * 4))

    assert all(asked)
    assert "2026-12-25" not in calendar
