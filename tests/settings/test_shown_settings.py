"""Every setting, for people to read."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from bot.settings import reader_of
from bot.settings.definitions import KNOWN_SETTINGS, SETTINGS
from bot.settings.shown_settings import ShownSetting, show_settings

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "xoxb-1-very-secret"
TOKENS = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_APP_TOKEN": "xapp-1-very-secret"}


def shown(tmp_path: Path, **environment: str) -> dict[str, ShownSetting]:
    return {setting.name: setting for setting in show_settings(reader_of(environment, tmp_path)).settings}


def test_each_says_where_its_value_comes_from(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("# ours\n\nPORT=4000\nHOST=0.0.0.0\n", encoding="utf-8")
    found = shown(tmp_path, HOST="127.0.0.2", ECONNECT_DATA_DIR=str(tmp_path))
    told = {name: (setting.value, setting.source) for name, setting in found.items()}

    assert told["HOST"] == ("127.0.0.2", "environment")
    assert told["PORT"] == ("4000", f"{tmp_path / '.env'}:3")
    assert told["HEALTH_PORT"] == ("3001", "default")
    assert told["DATABASE_URL"][0] == f"sqlite:///{tmp_path / 'econnect-bot.db'}"
    assert told["ECONNECT_KNOWLEDGE_DIR"][0].endswith("knowledge")
    assert told["SLACK_BOT_TOKEN"] == ("", "default")


def test_each_is_told_with_its_meaning_group_by_group(tmp_path: Path) -> None:
    found = list(shown(tmp_path).values())
    assert [(each.name, each.group, each.meaning) for each in found] == [
        (name, definition.group, definition.meaning) for name, definition in SETTINGS.items()
    ]
    groups = [each.group for each in found]
    assert [group for group, _ in groupby(groups)] == list(dict.fromkeys(groups))


def test_all_that_is_read_is_shown_and_nothing_else(tmp_path: Path) -> None:
    reader = reader_of({"ECONNECT_TRIAGE_CHANNEL": "C0123456789"}, tmp_path)
    show_settings(reader)
    files = {f"{name}_FILE" for name in reader.secrets}
    assert reader.defaults.keys() - files == SETTINGS.keys()


@pytest.mark.parametrize("channel", ["", "C0123456789"])
def test_a_teams_settings_say_that_they_need_a_team(tmp_path: Path, channel: str) -> None:
    found = shown(tmp_path, ECONNECT_TRIAGE_CHANNEL=channel)
    sources = {found[name].source for name, each in SETTINGS.items() if each.needs == "ECONNECT_TRIAGE_CHANNEL"}
    assert sources == ({"default"} if channel else {"needs ECONNECT_TRIAGE_CHANNEL"})
    assert found["ECONNECT_WORKING_HOURS"].value == ("09:00-17:00" if channel else "")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("SLACK_BOT_TOKEN", TOKEN, "xoxb-… (18 characters)"),
        ("SLACK_BOT_TOKEN", "very-secret", "… (11 characters)"),
        ("SLACK_SIGNING_SECRET", "0123very-secret", "… (15 characters)"),
        (
            "DATABASE_URL",
            "postgresql://bot:very-secret@db:5432/bot?password=very-secret",
            "postgresql://bot:***@db:5432/bot",
        ),
        ("DATABASE_URL", "postgresql://very-secret@db/bot", "postgresql://very-secret:***@db/bot"),
        ("DATABASE_URL", "postgresql://bot:very@secret:very-secret@db/bot", "postgresql://bot:***@db/bot"),
        ("DATABASE_URL", "sqlite:////var/bot.db", "sqlite:////var/bot.db"),
        ("SLACK_API_URL", "https://user:very-secret@proxy/api/", "https://user:***@proxy/api/"),
    ],
)
def test_nothing_of_a_secret_is_shown(tmp_path: Path, name: str, value: str, told: str) -> None:
    assert shown(tmp_path, **{name: value})[name].value == told


def test_a_secret_in_a_file_is_told_with_the_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN, encoding="utf-8")
    found = shown(tmp_path, SLACK_BOT_TOKEN_FILE=str(tmp_path / "token"))["SLACK_BOT_TOKEN"]
    assert found.value == "(secret)"
    assert found.source == f"the file that SLACK_BOT_TOKEN_FILE names: {tmp_path / 'token'}"


def test_problems_and_names_that_are_none_are_told_and_the_rest_is_shown(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=INFO\nno setting\nECONNECT_BACKUPS_KEPT=3\n", encoding="utf-8")
    found = show_settings(reader_of({"PORT": "high", "ECONNECT_TIMEZONE": "x", **TOKENS}, tmp_path))
    assert len(found.settings) > len(KNOWN_SETTINGS)
    file = tmp_path / ".env"
    assert [str(problem) for problem in found.problems] == [
        "environment: PORT must be a port from 0 to 65535, for example 3000.",
        f"{file}:2: this line is ignored, since it cannot be read; a setting is written as NAME=value.",
        "environment: ECONNECT_TIMEZONE is not a setting of the bot; did you mean ECONNECT_TIME_ZONE?",
    ]
    assert [str(warning) for warning in found.warnings] == [
        f"{file}:3: ECONNECT_BACKUPS_KEPT has no effect without ECONNECT_BACKUP_DIR."
    ]
    assert show_settings(reader_of(TOKENS, tmp_path / "nowhere")).problems == ()
