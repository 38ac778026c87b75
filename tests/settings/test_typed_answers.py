"""What people type for language, days, hours and time zone, and the settings that it means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings.kept_settings import desk_problems
from bot.settings.typed_answers import as_setting, hint_for

MEANT = {
    "ECONNECT_TEAM_LANGUAGE": {
        "nl": ["nl", "NL", " Nl ", "Dutch", "nederlands", "NEDERLANDS", "Netherlands", "nl-NL", "nld", "Nederlands."],
        "en": ["en", "EN", "English", "engels", "en-GB", "eng"],
    },
    "ECONNECT_WORKING_HOURS": {
        "09:00-17:00": [
            "09:00-17:00",
            "9-17",
            "9:00-17:00",
            "9-17u",
            "09:00 – 17:00",
            "9.00-17.00",
            "9u-17u",
            "9 tot 17 uur",
            "van 9 tot 17",
            "from 9 to 17",
            "9h-17h",
            "0900-1700",
            "9am-5pm",
            "9 AM - 5 PM",
            "9:00 a.m. to 5:00 p.m.",
            "09:00 t/m 17:00",
            "9 17",
            "9:00 uur tot 17:00 uur",
        ],
        "08:30-17:15": ["8:30-17:15", "8.30 – 17.15", "08u30-17u15", "8h30 - 17h15", "8:30am-5:15pm"],
        "13:00-17:00": ["1-5pm", "1 - 5 p.m.", "1pm-5pm"],
        "12:00-18:30": ["12-6:30pm", "12:00 to 6:30 PM"],
        "09:00-11:00": ["9-11am", "9am-11"],
        "00:00-12:00": ["12am-12pm", "0-12"],
        "00:00-23:59": ["0-24", "00:00-24:00"],
    },
    "ECONNECT_WORKING_DAYS": {
        "mon-fri": [
            "mon-fri",
            "Mon–Fri",
            "monday to friday",
            "Monday - Friday",
            "ma-vr",
            "ma t/m vr",
            "maandag tot en met vrijdag",
            "van ma tot vr",
            "weekdays",
            "Werkdagen",
            "mo-fr",
            "mon,tue,wed,thu,fri",
        ],
        "mon,tue,thu": ["mon,tue,thu", "ma di do", "ma, di en do", "Monday, Tuesday and Thursday", "mon tue thu"],
        "mon-sun": ["mon-sun", "every day", "elke dag", "alle dagen", "7 days", "ma-zo"],
        "mon-thu,sun": ["sun-thu", "zo t/m do", "mon-thu sun"],
        "sat,sun": ["weekend", "za, zo", "sat-sun"],
        "wed": ["woensdag", "Wednesday", "wo"],
    },
    "ECONNECT_TIME_ZONE": {
        "Europe/Amsterdam": ["Europe/Amsterdam", "europe/amsterdam", "Amsterdam", "Europe / Amsterdam", "amsterdam"],
        "Europe/Brussels": ["Brussels"],
        "America/New_York": ["new york", "New_York"],
        "UTC": ["UTC", "utc"],
        "Japan": ["japan"],
    },
}
UNREADABLE = {
    "ECONNECT_TEAM_LANGUAGE": ["", "french", "nl or en", "both", "dutchess"],
    "ECONNECT_WORKING_HOURS": [
        "",
        "9",
        "17-9",
        "9-5",
        "25-26",
        "9:70-17",
        "office hours",
        "9-12, 13-17",
        "17-9u",
        "9-9",
        "9-5pm",
        "13-5pm",
        "1pm-5",
    ],
    "ECONNECT_WORKING_DAYS": ["", "-", "someday", "mon-", "mon-xyz", "monkey", "5"],
    "ECONNECT_TIME_ZONE": [
        "",
        "Amersfoort",
        "/",
        "../etc/passwd",
        "Europe",
        "\x00",
        "GMT+1",
        "east",
        "cet",
        "EST",
        "GMT",
        "est5edt",
    ],
}


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        (name, typed, value)
        for name, values in MEANT.items()
        for value, all_typed in values.items()
        for typed in all_typed
    ],
)
def test_what_is_meant_is_read_however_it_is_typed(name: str, typed: str, value: str) -> None:
    assert as_setting(name, typed) == value
    assert as_setting(name, value) == value
    assert desk_problems(name, value) == []


@pytest.mark.parametrize(("name", "typed"), [(name, typed) for name, many in UNREADABLE.items() for typed in many])
def test_what_cannot_be_read_is_not_guessed(name: str, typed: str) -> None:
    assert as_setting(name, typed) is None


def test_who_is_not_understood_is_told_what_to_type() -> None:
    assert hint_for("ECONNECT_TEAM_LANGUAGE") == "Type nl or en."
    for name in MEANT:
        assert hint_for(name).startswith("Type ")
        assert "ECONNECT" not in hint_for(name)


@pytest.mark.parametrize("name", MEANT)
@given(typed=st.text() | st.from_regex(r"[0-9a-z:.\-, ]{1,20}", fullmatch=True))
def test_whatever_is_typed_is_read_as_what_the_settings_take_or_not_at_all(name: str, typed: str) -> None:
    value = as_setting(name, typed)
    assert value is None or desk_problems(name, value) == []
