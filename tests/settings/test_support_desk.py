from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.ticket import Promise
from bot.settings import SettingsError, from_environment

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_triage_channel_there_is_no_support_team(tmp_path: Path) -> None:
    assert from_environment({"ECONNECT_WORKING_DAYS": "nonsense"}, tmp_path).desk is None


def test_a_support_team_works_as_people_in_the_netherlands_do_unless_told(tmp_path: Path) -> None:
    desk = from_environment({"ECONNECT_TRIAGE_CHANNEL": "C0123456789"}, tmp_path).desk
    assert desk is not None
    assert (desk.channel, desk.group, desk.language, desk.reaction) == ("C0123456789", None, "nl", "ticket")
    assert (desk.hours.days, desk.hours.opens, desk.hours.closes) == (frozenset(range(5)), time(9), time(17))
    assert date(2026, 4, 27) in desk.hours.holidays  # the King's birthday
    assert desk.promise == Promise(timedelta(hours=4), timedelta(hours=16))


def test_a_support_team_works_as_it_is_told(tmp_path: Path) -> None:
    told = {
        "ECONNECT_TRIAGE_CHANNEL": "G0123",
        "ECONNECT_SUPPORT_GROUP": "S0123",
        "ECONNECT_TEAM_LANGUAGE": "en",
        "ECONNECT_WORKING_DAYS": "mon, wed-thu,sat",
        "ECONNECT_WORKING_HOURS": "08:30 - 22:15",
        "ECONNECT_TIME_ZONE": "America/New_York",
        "ECONNECT_HOLIDAYS": "none",
        "ECONNECT_RESPONSE_HOURS": "1",
        "ECONNECT_RESOLUTION_HOURS": "8",
        "ECONNECT_HAND_OVER_REACTION": ":sos:",
    }
    desk = from_environment(told, tmp_path).desk
    assert desk is not None
    assert (desk.group, desk.language, desk.reaction, str(desk.hours.zone)) == (
        "S0123",
        "en",
        "sos",
        "America/New_York",
    )
    assert (desk.hours.days, desk.hours.opens, desk.hours.closes) == (
        frozenset({0, 2, 3, 5}),
        time(8, 30),
        time(22, 15),
    )
    assert date(2026, 12, 25) not in desk.hours.holidays
    assert desk.promise == Promise(timedelta(hours=1), timedelta(hours=8))
    assert from_environment(told | {"ECONNECT_HAND_OVER_REACTION": "NONE"}, tmp_path).desk.reaction is None  # type: ignore[union-attr] # there is one


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("ECONNECT_TRIAGE_CHANNEL", "#support", "must be a channel ID, for example C0123456789"),
        ("ECONNECT_SUPPORT_GROUP", "@support", "must be a user group ID, for example S0123456789"),
        ("ECONNECT_TEAM_LANGUAGE", "de", "ECONNECT_TEAM_LANGUAGE"),
        ("ECONNECT_WORKING_DAYS", "fri-mon", "for example mon-fri"),
        ("ECONNECT_WORKING_DAYS", "maandag", "for example mon-fri"),
        ("ECONNECT_WORKING_HOURS", "17:00-09:00", "for example 09:00-17:00"),
        ("ECONNECT_WORKING_HOURS", "9-17", "for example 09:00-17:00"),
        ("ECONNECT_TIME_ZONE", "Amsterdam", "for example Europe/Amsterdam"),
        ("ECONNECT_TIME_ZONE", "../etc/passwd", "for example Europe/Amsterdam"),
        ("ECONNECT_HOLIDAYS", "XX", "for example NL, or NONE"),
        ("ECONNECT_RESPONSE_HOURS", "soon", "ECONNECT_RESPONSE_HOURS"),
        ("ECONNECT_HAND_OVER_REACTION", "a b", "for example ticket, or NONE"),
    ],
)
def test_a_setting_of_the_support_team_that_cannot_work_is_told_with_an_example(
    tmp_path: Path, name: str, value: str, told: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        from_environment({"ECONNECT_TRIAGE_CHANNEL": "C0123456789", name: value}, tmp_path)
    assert len(refused.value.problems) == 1
    assert told in refused.value.problems[0].message
