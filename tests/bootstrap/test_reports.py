from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.reports import StoreError, current
from bot.settings import from_environment
from bot.storage.access import open_store
from tests.playground.conftest import small_settings

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


def with_store(given: Settings) -> Settings:
    """Return the settings with a database that is there, and empty."""
    with open_store(given.database_url):
        return given


def in_folder(folder: Path, **environment: str) -> Settings:
    small_settings(folder)
    paths = {"ECONNECT_KNOWLEDGE_DIR": str(folder / "knowledge"), "ECONNECT_CACHE_DIR": str(folder / "cache")}
    return from_environment({**paths, "ECONNECT_DATA_DIR": str(folder / "data"), **environment}, folder)


def test_a_report_is_of_the_period_and_names_its_knowledge(tmp_path: Path) -> None:
    settings = with_store(in_folder(tmp_path))
    base, report = current(settings, NOON - timedelta(days=7), NOON)

    assert "version" in base.articles
    assert (report.period.since, report.period.until) == (NOON - timedelta(days=7), NOON)


def test_a_day_without_a_zone_is_the_support_teams(tmp_path: Path) -> None:
    settings = with_store(in_folder(tmp_path, ECONNECT_TRIAGE_CHANNEL="C0123456789"))
    _, report = current(settings, datetime.fromisoformat("2026-06-24"), NOON)

    assert report.period.since == datetime(2026, 6, 23, 22, tzinfo=UTC)


def test_without_a_database_there_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no database"):
        current(in_folder(tmp_path), NOON - timedelta(days=7), NOON)
