"""What `setup` knows of the settings, without a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.settings import reader_of
from bot.settings.kept_settings import KeptSettings, desk_problems

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TOKEN = {"SLACK_APP_TOKEN": "xapp-1"}
SECRET = {"SLACK_SIGNING_SECRET": "abc"}


def of(environment: Mapping[str, str], folder: Path) -> KeptSettings:
    return KeptSettings(reader=reader_of(environment, folder))


@pytest.mark.parametrize(
    ("environment", "is_http"),
    [
        ({}, False),
        (TOKEN, False),
        (SECRET, True),
        ({"SLACK_SIGNING_SECRET_FILE": "/x"}, True),
        (TOKEN | SECRET, False),
        (SECRET | {"SLACK_APP_TOKEN_FILE": "/x"}, False),
        (TOKEN | {"ECONNECT_MODE": "HTTP"}, True),
        (SECRET | {"ECONNECT_MODE": "socket"}, False),
    ],
)
def test_over_which_way_slack_delivers(environment: Mapping[str, str], tmp_path: Path, *, is_http: bool) -> None:
    assert of(environment, tmp_path).is_http() == is_http


def test_what_env_cannot_change_says_why(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=1\nSLACK_BOT_TOKEN_FILE=/x\n", encoding="utf-8")
    kept = of({"HOST": "127.0.0.1", "LOG_LEVEL": ""}, tmp_path)
    assert kept.why_fixed("PORT") is None
    assert kept.why_fixed("DATABASE_URL") is None
    assert "set in the environment" in str(kept.why_fixed("HOST"))
    assert "set to nothing in the environment" in str(kept.why_fixed("LOG_LEVEL"))
    assert "file that SLACK_BOT_TOKEN_FILE names" in str(kept.why_fixed("SLACK_BOT_TOKEN"))


def test_what_has_another_value_than_before_is_told_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    changed: list[str] = []
    kept = KeptSettings(on_change=changed.append)
    for value in ("xoxb-1", "xoxb-1", "xoxb-2"):
        kept.put("SLACK_BOT_TOKEN", value)
    kept.put("ECONNECT_SUPPORT_CONTACT", "")
    assert changed == ["SLACK_BOT_TOKEN", "SLACK_BOT_TOKEN"]


def test_who_could_read_it_before_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").touch()
    (tmp_path / ".env").chmod(0o644)
    modes: list[int] = []
    kept = KeptSettings(on_closing=modes.append)
    for value in ("xoxb-1", "xoxb-2"):
        kept.put("SLACK_BOT_TOKEN", value)
    assert modes == [0o644]


def test_what_the_environment_alone_says_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=1\nHOST=127.0.0.1\nLOG_LEVEL=DEBUG\n", encoding="utf-8")
    environment = {"PORT": "1", "HOST": "127.0.0.2", "LOG_FORMAT": " ", "SLACK_BOT_TOKEN_FILE": "/x", "PATH": "/bin"}
    assert of(environment, tmp_path).only_in_environment() == ("SLACK_BOT_TOKEN_FILE", "HOST")


def test_what_is_put_holds_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kept = KeptSettings()
    kept.put("SLACK_BOT_TOKEN", "xoxb-1")
    kept.put("SLACK_API_URL", "http://127.0.0.1:1/api")
    assert (kept.value("SLACK_BOT_TOKEN"), kept.secret("SLACK_BOT_TOKEN")) == ("xoxb-1", "xoxb-1")
    assert kept.api_url() == "http://127.0.0.1:1/api/"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ECONNECT_WORKING_HOURS", "9-17"),
        ("ECONNECT_WORKING_DAYS", "weekdays"),
        ("ECONNECT_TIME_ZONE", "Amsterdam"),
        ("ECONNECT_TEAM_LANGUAGE", "dutch"),
        ("ECONNECT_TRIAGE_CHANNEL", "support-triage"),
    ],
)
def test_what_would_be_wrong_is_told_with_the_setting(name: str, value: str) -> None:
    (problem,) = desk_problems(name, value)
    assert problem.startswith(name)


@pytest.mark.parametrize(
    ("name", "value"), [("ECONNECT_WORKING_HOURS", "08:30-17:00"), ("ECONNECT_TEAM_LANGUAGE", "EN")]
)
def test_what_is_right_has_no_problem(name: str, value: str) -> None:
    assert desk_problems(name, value) == []
