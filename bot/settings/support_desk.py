"""The settings of the support team: its channel, its working hours, and what it promises."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.desk import SupportDeskConfig
from bot.domain.hours import Hours
from bot.domain.ticket import Promise
from bot.settings.holiday_calendar import read_holidays

if TYPE_CHECKING:
    from bot.domain.language import Language
    from bot.settings.environment import EnvironmentReader

_CHANNEL: Final = re.compile(r"[CG][A-Z0-9]{2,20}")
_GROUP: Final = re.compile(r"S[A-Z0-9]{2,20}")
_EMOJI: Final = re.compile(r"[A-Za-z0-9_+'-]{1,100}")
_WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_OPENING: Final = re.compile(r"((?:[01]\d|2[0-3]):[0-5]\d)\s*-\s*((?:[01]\d|2[0-3]):[0-5]\d)")


def read_support_desk(reader: EnvironmentReader) -> SupportDeskConfig | None:
    """Return the support team; None where something is wrong with it, which `reader` collects."""
    channel = reader.text("ECONNECT_TRIAGE_CHANNEL", "")
    if not _CHANNEL.fullmatch(channel):
        reader.refuse(
            "ECONNECT_TRIAGE_CHANNEL",
            "ECONNECT_TRIAGE_CHANNEL must be a channel ID, for example C0123456789: "
            "open the channel in Slack, click its name and copy the ID at the bottom.",
        )
    group = reader.text("ECONNECT_SUPPORT_GROUP", "") or None
    if group is not None and not _GROUP.fullmatch(group):
        reader.refuse(
            "ECONNECT_SUPPORT_GROUP", "ECONNECT_SUPPORT_GROUP must be a user group ID, for example S0123456789."
        )
    language: Language = "en" if reader.choice("ECONNECT_TEAM_LANGUAGE", ("NL", "EN")) == "EN" else "nl"
    hours, promise, reaction = _hours(reader), _promise(reader), _reaction(reader)
    return None if hours is None else SupportDeskConfig(channel, hours, promise, group, language, reaction)


def _reaction(reader: EnvironmentReader) -> str | None:
    name = reader.text("ECONNECT_HAND_OVER_REACTION", "ticket").strip(":")
    if not _EMOJI.fullmatch(name):
        reader.refuse(
            "ECONNECT_HAND_OVER_REACTION",
            "ECONNECT_HAND_OVER_REACTION must be an emoji name, for example ticket, or NONE.",
        )
    return None if name.upper() == "NONE" else name


def _hours(reader: EnvironmentReader) -> Hours | None:
    """Return the working hours; None where they cannot be read."""
    zone_name = reader.text("ECONNECT_TIME_ZONE", "Europe/Amsterdam")
    days = reader.text("ECONNECT_WORKING_DAYS", "mon-fri").lower()
    opening = reader.text("ECONNECT_WORKING_HOURS", "09:00-17:00")
    holidays, wrong = read_holidays(reader.text("ECONNECT_HOLIDAYS", "NL"))
    before = len(reader.problems)
    zone = _zone(zone_name)
    if zone is None:
        reader.refuse("ECONNECT_TIME_ZONE", "ECONNECT_TIME_ZONE must be a time zone, for example Europe/Amsterdam.")
    found_days = _days(days)
    if not found_days:
        reader.refuse(
            "ECONNECT_WORKING_DAYS",
            "ECONNECT_WORKING_DAYS must be days of the week, for example mon-fri or mon,tue,thu.",
        )
    times = _OPENING.fullmatch(opening)
    if times is None or times[1] >= times[2]:
        reader.refuse(
            "ECONNECT_WORKING_HOURS",
            "ECONNECT_WORKING_HOURS must be a start and an end time, for example 09:00-17:00.",
        )
    for each in wrong:
        reader.refuse("ECONNECT_HOLIDAYS", each)
    if len(reader.problems) > before or zone is None or times is None:
        return None
    return Hours(zone, found_days, time.fromisoformat(times[1]), time.fromisoformat(times[2]), holidays)


def _promise(reader: EnvironmentReader) -> Promise:
    """Return how soon the team wants to have answered and resolved, in working hours."""
    return Promise(
        timedelta(hours=reader.number("ECONNECT_RESPONSE_HOURS", 4)),
        timedelta(hours=reader.number("ECONNECT_RESOLUTION_HOURS", 16)),
    )


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _days(text: str) -> frozenset[int]:
    """Return the days of the week in `mon-fri` or `mon,wed`; none where it cannot be read."""
    found: set[int] = set()
    for part in text.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if first not in _WEEK or (last or first) not in _WEEK:
            return frozenset()
        found |= set(range(_WEEK.index(first), _WEEK.index(last or first) + 1))
    return frozenset(found)
