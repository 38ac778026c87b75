"""Days on which the support team does not work: countries' public holidays, and days that are added or taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from holidays import country_holidays

_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_DAY: Final = re.compile(r"([+-])(\d{4}-\d{2}-\d{2})", re.ASCII)
_EXAMPLES: Final = "for example NL, or NONE, or NL,-2026-04-03,+2026-12-24"

_WORKED: Final = {"NL": frozenset({"Good Friday"})}
"""What the library counts among a country's public holidays, and most people there work on."""


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """Holidays of every year; asking changes nothing, so that threads may ask at once."""

    countries: tuple[str, ...] = ()
    added: frozenset[date] = frozenset()
    removed: frozenset[date] = frozenset()

    def __contains__(self, day: object) -> bool:
        """Return whether nobody works on that day."""
        if not isinstance(day, date) or day in self.removed:
            return False
        return day in self.added or any(day in _public_days(country, day.year) for country in self.countries)


def read_holidays(text: str) -> tuple[HolidayCalendar, tuple[str, ...]]:
    """Return the calendar that `text` tells, such as `NL,-2026-04-03,+2026-12-24`, and what is wrong with it."""
    countries: list[str] = []
    days: dict[str, set[date]] = {"+": set(), "-": set()}
    problems: list[str] = []
    parts = [each.strip() for each in text.upper().split(",")]
    for part in parts:
        found = _DAY.fullmatch(part)
        day = None if found is None else _day(found[2])
        if found is not None and day is not None:
            days[found[1]].add(day)
        elif _is_country(part):
            countries.append(part)
        elif part != "NONE":
            problems.append(_problem(part))
    both = sorted(days["+"] & days["-"])
    problems += [f"ECONNECT_HOLIDAYS both adds {day} and takes it out: leave out one of them." for day in both]
    if "NONE" in parts and countries:
        problems.append(f"ECONNECT_HOLIDAYS holds both {', '.join(countries)} and NONE: leave out one of them.")
    return HolidayCalendar(tuple(countries), frozenset(days["+"]), frozenset(days["-"])), tuple(problems)


def _problem(part: str) -> str:
    if _day(part) is not None:
        return f"ECONNECT_HOLIDAYS: put + before {part} to add it as a holiday, or - to make it an ordinary day."
    if part[:1] in {"+", "-"}:
        return f"ECONNECT_HOLIDAYS: {part} is no day; days are written like +2026-12-24 or -2026-04-03."
    return f"ECONNECT_HOLIDAYS: {part or 'an empty part'} is no two-letter country code and no day; {_EXAMPLES}."


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2026-12-24") else None
    except ValueError:
        return None


def _is_country(part: str) -> bool:
    try:
        return _COUNTRY.fullmatch(part) is not None and country_holidays(part) is not None
    except NotImplementedError:
        return False


@cache
def _public_days(country: str, year: int) -> frozenset[date]:
    """Return a country's public holidays of one year, from an object of its own: the library's fill themselves."""
    found = country_holidays(country, years=year, language="en_US")
    worked = _WORKED.get(country, frozenset())
    return frozenset(day for day, name in found.items() if day.year == year and name not in worked)
