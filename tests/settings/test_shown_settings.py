"""Every setting, for people to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.settings import reader_of
from bot.settings.environment import DESK_SETTINGS, KNOWN_SETTINGS
from bot.settings.shown_settings import ShownSetting, show_settings

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "xoxb-1-very-secret"
TOKENS = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_APP_TOKEN": "xapp-1-very-secret"}


def shown(tmp_path: Path, **environment: str) -> dict[str, ShownSetting]:
    settings, _ = show_settings(reader_of(environment, tmp_path))
    return {setting.name: setting for setting in settings}


def test_each_says_where_its_value_comes_from(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=4000\nHOST=0.0.0.0\n", encoding="utf-8")
    found = shown(tmp_path, HOST="127.0.0.2", ECONNECT_DATA_DIR=str(tmp_path))

    assert found["HOST"] == ShownSetting("HOST", "127.0.0.2", "environment")
    assert found["PORT"] == ShownSetting("PORT", "4000", str(tmp_path / ".env"))
    assert found["HEALTH_PORT"] == ShownSetting("HEALTH_PORT", "3001", "default")
    assert found["DATABASE_URL"].value == f"sqlite:///{tmp_path / 'econnect-bot.db'}"
    assert found["ECONNECT_KNOWLEDGE_DIR"].value.endswith("knowledge")
    assert found["SLACK_BOT_TOKEN"] == ShownSetting("SLACK_BOT_TOKEN", "", "default")


@pytest.mark.parametrize("channel", ["", "C0123456789"])
def test_none_is_left_out_and_a_teams_say_that_they_need_a_team(tmp_path: Path, channel: str) -> None:
    found = shown(tmp_path, ECONNECT_TRIAGE_CHANNEL=channel)
    assert found.keys() >= KNOWN_SETTINGS
    assert not any(name.endswith("_FILE") for name in found)
    sources = {found[name].source for name in DESK_SETTINGS}
    assert sources == ({"default"} if channel else {"says nothing without ECONNECT_TRIAGE_CHANNEL"})
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
    settings, problems = show_settings(reader_of({"PORT": "high", "ECONNECT_TIMEZONE": "x", **TOKENS}, tmp_path))
    assert len(settings) > len(KNOWN_SETTINGS)
    assert ["PORT must be a port" in problems[0], "did you mean ECONNECT_TIME_ZONE" in problems[1]] == [True, True]
    assert show_settings(reader_of(TOKENS, tmp_path))[1] == ()
