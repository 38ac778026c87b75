"""What people type for the support team's language, days, hours and time zone → the settings that it means."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final
from zoneinfo import available_timezones

if TYPE_CHECKING:
    from collections.abc import Callable

_LANGUAGES: Final = {
    "nl": frozenset({"nl", "nld", "dutch", "nederlands", "netherlands", "nederland"}),
    "en": frozenset({"en", "eng", "english", "engels"}),
}
_WITH_COUNTRY: Final = re.compile(r"([a-z]{2})[-_][a-z]{2}")
_WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_NAMES: Final = (
    ("monday", "maandag"),
    ("tuesday", "dinsdag"),
    ("wednesday", "woensdag"),
    ("thursday", "donderdag"),
    ("friday", "vrijdag"),
    ("saturday", "zaterdag"),
    ("sunday", "zondag"),
)
_GROUPS: Final = {
    "mon-fri": re.compile(r"(?:the )?week ?days?|working days|workdays|(?:door de )?weekdagen|(?:alle )?werkdagen"),
    "mon-sun": re.compile(r"every ?day|all days|daily|elke dag|alle dagen|7 (?:days|dagen)"),
    "sat-sun": re.compile(r"(?:the |het )?weekends?"),
}
_SHORTEST_DAY: Final = 2
_SHORTEST_RANGE: Final = 3
_UNTIL: Final = r"(?:[-\u2013\u2014]|\b(?:tot en met|t/m|tot|to|until|till|through)\b)"
_TIME: Final = r"(\d{1,2})(?:\s*[:.uh]\s*(\d{2})|(\d{2}))?\s*(?:uur|u|h|hours|hrs)?\s*([ap]\.?m\.?)?"
_OPENING: Final = re.compile(rf"(?:van |from )?{_TIME}(?:\s*{_UNTIL}\s*|\s+){_TIME}")
_AREAS: Final = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
"""Where zones are named for cities. Etc/GMT+1 is not what people mean by GMT+1: its sign is the other way round."""
_NOON, _DAY_HOURS, _HOUR_MINUTES = 12, 24, 60


def as_setting(name: str, typed: str) -> str | None:
    """Return the value of the setting `name` that was meant; None where that cannot be told for sure."""
    read, _ = _READERS[name]
    return read(" ".join(typed.lower().split()).rstrip("."))


def hint_for(name: str) -> str:
    """Return what to type for the setting `name`, for somebody who was not understood."""
    return _READERS[name][1]


def _language(text: str) -> str | None:
    country = _WITH_COUNTRY.fullmatch(text)
    word = country[1] if country else text
    return next((language for language, names in _LANGUAGES.items() if word in names), None)


def _days(text: str) -> str | None:
    text = next((days for days, words in _GROUPS.items() if words.fullmatch(text)), text)
    text = re.sub(rf"\s*{_UNTIL}\s*", "-", re.sub(r"^(?:van|from) ", "", text))
    parts = [part for part in re.split(r"[,;&/ ]+|\b(?:and|en)\b", text) if part]
    days = [_days_in(part) for part in parts]
    if not parts or not all(days):
        return None
    return _told({day for each in days for day in each})


def _days_in(part: str) -> list[int]:
    """Return the days of `mon` or `mon-fri`, also over the end of the week; none where it cannot be read."""
    first, dash, last = part.partition("-")
    start, end = _day(first), _day(last if dash else first)
    if start is None or end is None:
        return []
    return [day % len(_WEEK) for day in range(start, end + 1 if start <= end else end + 1 + len(_WEEK))]


def _day(word: str) -> int | None:
    """Return the day of the week that a word is, or begins."""
    word = word.rstrip(".")
    if len(word) < _SHORTEST_DAY:
        return None
    return next((day for day, names in enumerate(_DAY_NAMES) if any(name.startswith(word) for name in names)), None)


def _told(days: set[int]) -> str:
    """Return days as the setting has them: three or more in a row as a range."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(
        f"{_WEEK[run[0]]}-{_WEEK[run[-1]]}" if len(run) >= _SHORTEST_RANGE else ",".join(_WEEK[day] for day in run)
        for run in runs
    )


def _hours(text: str) -> str | None:
    found = _OPENING.fullmatch(text)
    if found is None:
        return None
    hour, minute, joined_minute, half = found.groups()[:4]
    start = _time(hour, minute, joined_minute, half or found[8])  # "1-5pm" is in the afternoon
    end = _time(*found.groups()[4:])
    return None if start is None or end is None or start >= end else f"{start}-{end}"


def _time(hour: str, minute: str | None, joined_minute: str | None, half: str | None) -> str | None:
    """Return a time as 09:00; the end of the day as its last minute."""
    hours, minutes = int(hour), int(minute or joined_minute or 0)
    if half is not None:
        if not 1 <= hours <= _NOON:
            return None
        hours = hours % _NOON + (_NOON if half.startswith("p") else 0)
    if (hours, minutes) == (_DAY_HOURS, 0):
        return "23:59"
    return f"{hours:02}:{minutes:02}" if hours < _DAY_HOURS and minutes < _HOUR_MINUTES else None


def _zone(text: str) -> str | None:
    wanted = re.sub(r" ?/ ?", "/", text).replace(" ", "_")
    whole = [zone for zone in _zones() if zone.lower() == wanted and not _is_abbreviation(zone)]
    cities = [zone for zone in _zones() if zone.startswith(_AREAS) and zone.lower().rpartition("/")[2] == wanted]
    found = whole or cities
    return found[0] if len(found) == 1 else None


def _is_abbreviation(zone: str) -> bool:
    """Return whether `zone` is one such as EST, which leaves open what the clocks do in summer."""
    return zone.isupper() and zone != "UTC"


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


_READERS: Final[dict[str, tuple[Callable[[str], str | None], str]]] = {
    "ECONNECT_TEAM_LANGUAGE": (_language, "Type nl or en."),
    "ECONNECT_WORKING_DAYS": (_days, "Type the days, such as mon-fri, or mon,tue,thu."),
    "ECONNECT_WORKING_HOURS": (
        _hours,
        "Type the start and the end on a 24-hour clock, such as 9-17 or 08:30-17:00.",
    ),
    "ECONNECT_TIME_ZONE": (
        _zone,
        "Type a time zone such as Europe/Amsterdam, or its city: CET or EST is not clear enough.",
    ),
}
