from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.operations.start_log import tell_start
from bot.settings import from_environment

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from bot.settings import Settings


def settings(folder: Path, **environment: str) -> Settings:
    return from_environment(environment, folder)


def told(caplog: pytest.LogCaptureFixture, given: Settings) -> list[str]:
    with caplog.at_level(logging.INFO, logger="bot.operations.start_log"):
        tell_start(given, "k1")
    return caplog.messages


def test_the_first_line_names_what_starts_and_never_a_password(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = "postgresql://bot:canary@db.example/econnect"
    first, *others = told(caplog, settings(tmp_path, DATABASE_URL=url, REPLICAS="2"))

    assert first.startswith("starting version=")
    assert {"knowledge=k1", "replicas=2", "health=127.0.0.1:3001"} <= set(first.split())
    assert "db.example" in first
    assert "canary" not in first
    assert others == []


def test_over_http_it_says_where_it_listens(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    http = replace(settings(tmp_path, PORT="3100"), mode="http")
    assert {"host=127.0.0.1", "port=3100"} <= set(told(caplog, http)[0].split())


def test_settings_that_mean_nothing_are_warned_about(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    lines = told(caplog, settings(tmp_path, ECONNECT_TEAM_LANGAUGE="nl", ECONNECT_HAND_OVER_REACTION="ticket"))

    assert any("ECONNECT_TEAM_LANGAUGE" in line and "ECONNECT_TEAM_LANGUAGE" in line for line in lines[1:])
    assert "environment: ECONNECT_HAND_OVER_REACTION has no effect without ECONNECT_TRIAGE_CHANNEL." in lines[1:]


def test_backups_that_would_not_be_made_are_warned_about(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    lines = told(caplog, settings(tmp_path, ECONNECT_BACKUPS_KEPT="3"))
    assert lines[1:] == ["environment: ECONNECT_BACKUPS_KEPT has no effect without ECONNECT_BACKUP_DIR."]
    caplog.clear()
    of_sqlite = told(caplog, settings(tmp_path, ECONNECT_BACKUP_DIR=str(tmp_path)))
    assert len(of_sqlite) == 1
    postgresql = {"DATABASE_URL": "postgresql://bot@db.example/econnect", "ECONNECT_BACKUP_DIR": str(tmp_path)}
    caplog.clear()
    lines = told(caplog, settings(tmp_path, **postgresql))
    assert any(
        "ECONNECT_BACKUP_DIR has no effect with PostgreSQL" in line and "pg_dump" in line for line in lines[1:]
    )
