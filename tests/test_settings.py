from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from bot.domain.ticket import Promise
from bot.settings import Settings, SettingsError, from_environment, read_settings
from bot.settings.environment import KNOWN_SETTINGS, EnvironmentReader

BOT, APP, SECRET = "xoxb-1", "xapp-1", "0123abcd"


def settings(tmp_path: Path, **environment: str) -> Settings:
    return from_environment(environment, tmp_path)


def problems(tmp_path: Path, **environment: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as caught:
        settings(tmp_path, **environment)
    return caught.value.problems


@pytest.mark.parametrize(
    ("environment", "mode"),
    [
        ({}, "chat"),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}, "socket"),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "SLACK_SIGNING_SECRET": SECRET}, "socket"),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": SECRET}, "http"),
        (
            {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "SLACK_SIGNING_SECRET": SECRET, "ECONNECT_MODE": "http"},
            "http",
        ),
    ],
)
def test_the_tokens_decide_how_the_bot_runs(tmp_path: Path, environment: dict[str, str], mode: str) -> None:
    assert settings(tmp_path, **environment).mode == mode


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"SLACK_APP_TOKEN": APP}, ["SLACK_BOT_TOKEN is missing"]),
        ({"SLACK_SIGNING_SECRET": SECRET}, ["SLACK_BOT_TOKEN is missing"]),
        ({"SLACK_BOT_TOKEN": BOT}, ["SLACK_APP_TOKEN is missing", "For HTTP instead of Socket Mode"]),
        ({"SLACK_BOT_TOKEN": BOT, "ECONNECT_MODE": "http"}, ["SLACK_SIGNING_SECRET is missing"]),
        ({"SLACK_BOT_TOKEN": BOT, "ECONNECT_MODE": "socket"}, ["SLACK_APP_TOKEN is missing"]),
        ({"ECONNECT_MODE": "http"}, ["ECONNECT_MODE=http needs SLACK_BOT_TOKEN"]),
        ({"ECONNECT_MODE": "magic"}, ["must be socket or http", "ECONNECT_MODE=magic needs"]),
        ({"SLACK_BOT_TOKEN": "oops", "SLACK_APP_TOKEN": APP}, ["SLACK_BOT_TOKEN must start with xoxb-"]),
        ({"PORT": "high"}, ["PORT must be a port"]),
        ({"HEALTH_PORT": "70000"}, ["HEALTH_PORT must be a port"]),
        ({"PORT": "1" * 5000}, ["PORT must be a port"]),
        (
            {"ECONNECT_KNOWLEDGE_DIR": "~nosuchuser/k"},
            ["ECONNECT_KNOWLEDGE_DIR starts with the home folder of an unknown user"],
        ),
        ({"ECONNECT_CACHE_DIR": "~nosuchuser"}, ["ECONNECT_CACHE_DIR starts with"]),
        ({"SLACK_API_URL": "slack.com/api"}, ["SLACK_API_URL must be a web address"]),
        ({"SLACK_API_URL": "ftp://slack.com/api"}, ["SLACK_API_URL must be a web address"]),
        ({"SLACK_API_URL": "https:///api"}, ["SLACK_API_URL must be a web address"]),
        ({"SLACK_API_URL": "https://[slack/api"}, ["SLACK_API_URL must be a web address"]),
        ({"SLACK_API_URL": "http://127.0.0.1:high/api"}, ["SLACK_API_URL must be a web address"]),
        ({"LOG_LEVEL": "loud"}, ["LOG_LEVEL must be one of"]),
        ({"PORT": "x", "LOG_LEVEL": "y"}, ["PORT must", "LOG_LEVEL must"]),
    ],
)
def test_all_that_cannot_work_is_told_at_once(tmp_path: Path, environment: dict[str, str], told: list[str]) -> None:
    found = problems(tmp_path, **environment)

    assert len(found) == len(told)
    assert all(part in problem for part, problem in zip(told, found, strict=True))


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=4000\nHEALTH_PORT=4001\nEMPTY\n")

    read = settings(tmp_path, PORT="5000")

    assert (read.port, read.health_port) == (5000, 4001)


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(BOT + "\n")

    read = settings(tmp_path, SLACK_BOT_TOKEN_FILE=str(tmp_path / "token"), SLACK_APP_TOKEN=APP)

    assert read.bot_token == BOT


def test_a_secret_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in problems(tmp_path, SLACK_BOT_TOKEN_FILE=str(tmp_path / "none"))[0]


def test_files_that_are_not_utf_8_are_told_and_not_shown(tmp_path: Path) -> None:
    (tmp_path / "token").write_bytes(b"xoxb-\xff")
    (tmp_path / ".env").write_bytes(b"SECRET=\xff")

    assert problems(tmp_path, SLACK_BOT_TOKEN_FILE=str(tmp_path / "token"), PORT="x")[:2] == (
        ".env cannot be read: it is not UTF-8 text.",
        "SLACK_BOT_TOKEN_FILE names a file that cannot be read: it is not UTF-8 text.",
    )


def test_no_secret_shows_in_the_repr(tmp_path: Path) -> None:
    read = settings(tmp_path, SLACK_BOT_TOKEN=BOT, SLACK_APP_TOKEN=APP, SLACK_SIGNING_SECRET=SECRET)

    assert not any(secret in repr(read) for secret in (BOT, APP, SECRET))


def test_two_signing_secrets_hold_during_a_rotation(tmp_path: Path) -> None:
    read = settings(tmp_path, SLACK_BOT_TOKEN=BOT, SLACK_SIGNING_SECRET=SECRET, SLACK_SIGNING_SECRET_PREVIOUS="old")

    assert read.signing_secrets == (SECRET, "old")


def test_folders_have_sensible_defaults(tmp_path: Path) -> None:
    read = settings(tmp_path)

    assert (read.knowledge_dir / "synonyms.yml").is_file()
    assert "econnect-bot" in read.cache_dir.parts
    assert settings(tmp_path, ECONNECT_KNOWLEDGE_DIR="~/k").knowledge_dir == Path.home() / "k"


def test_slacks_address_always_ends_in_a_slash(tmp_path: Path) -> None:
    assert settings(tmp_path, SLACK_API_URL="http://127.0.0.1:9/api").slack_api_url == "http://127.0.0.1:9/api/"


def test_tokens_are_as_if_they_were_not_there_where_they_are_ignored(tmp_path: Path) -> None:
    given = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN_FILE": "/nowhere", "ECONNECT_MODE": "http", "PORT": "4000"}
    settings = from_environment(given, tmp_path, ignores_tokens=True)

    assert (settings.mode, settings.bot_token, settings.port) == ("chat", "", 4000)


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
    assert told in refused.value.problems[0]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ECONNECT_TRIAGE_CHANEL", "ECONNECT_TRIAGE_CHANNEL"),
        ("ECONNECT_SUPPORT_CONTRACT", "ECONNECT_SUPPORT_CONTACT"),
        ("ECONNECT_KNOWLEDGE", "ECONNECT_KNOWLEDGE_DIR"),
        ("econnect_triage_channel", "ECONNECT_TRIAGE_CHANNEL"),
        ("ECONNECT_COFFEE", None),
    ],
)
def test_a_setting_that_is_not_known_is_told_with_the_nearest_one(
    tmp_path: Path, name: str, told: str | None
) -> None:
    (tmp_path / ".env").write_text(f"{name}=x\n", encoding="utf-8")
    (unknown,) = settings(tmp_path).unknown

    assert unknown.startswith(f"{name} is not a setting of the bot")
    assert ("did you mean" in unknown) == (told is not None)
    assert told is None or f"{told}?" in unknown


def test_the_known_names_are_those_that_are_read_and_what_the_tests_go_by_is_nobodys_mistake() -> None:
    read = set()

    class Listening(dict[str, str]):
        def get(self, name: str, default: str = "") -> str:  # type: ignore[override] # strings alone stand here
            read.add(name)
            return super().get(name, default)

    values = Listening(ECONNECT_TRIAGE_CHANNEL="C0TRIAGE1", ECONNECT_SHARED_DIR="/shared")
    reader = EnvironmentReader()
    reader.values = values
    assert read_settings(reader).unknown == ()
    assert {name for name in read if name.startswith("ECONNECT_")} == KNOWN_SETTINGS
