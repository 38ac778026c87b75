from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.reports import StoreError, current, questions_since, taught, texts_asked
from bot.domain.feedback import Label
from bot.domain.teaching import Taught
from bot.settings import from_environment
from bot.storage.access import open_store
from tests.playground.conftest import small_settings
from tests.storage.contract import asked

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
    with pytest.raises(StoreError, match=r"There is no database .* A playground keeps none, unless .*--keep FOLDER"):
        current(in_folder(tmp_path), NOON - timedelta(days=7), NOON)


def test_what_was_asked_lately_is_read_from_the_database(tmp_path: Path) -> None:
    settings = in_folder(tmp_path)
    with open_store(settings.database_url) as store, store.transaction() as transaction:
        transaction.questions.add(asked("t1", at=NOON - timedelta(days=1)))
        transaction.questions.add(replace(asked("t2", at=NOON - timedelta(days=31)), text="long ago"))

    assert texts_asked(settings, NOON - timedelta(days=30), NOON) == ("which version",)


def test_without_a_database_nothing_was_asked_that_could_be_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no database"):
        texts_asked(in_folder(tmp_path), NOON - timedelta(days=7), NOON)


def test_what_was_asked_is_told_from_the_same_moment_on(tmp_path: Path) -> None:
    settings = in_folder(tmp_path, ECONNECT_TRIAGE_CHANNEL="C0123456789")
    midnight = datetime(2026, 6, 23, 22, tzinfo=UTC)  # in Amsterdam
    with open_store(settings.database_url) as store, store.transaction() as transaction:
        for number, moment in enumerate((midnight - timedelta(seconds=1), midnight, NOON)):
            transaction.questions.add(asked(f"t{number}", at=moment))

    found = questions_since(settings, datetime.fromisoformat("2026-06-24"), NOON)
    assert [each.trace_id for each in found] == ["t1"]


def test_what_people_taught_is_read_with_what_had_no_answer(tmp_path: Path) -> None:
    settings, yesterday = in_folder(tmp_path), NOON - timedelta(days=1)
    with open_store(settings.database_url) as store, store.transaction() as transaction:
        transaction.questions.add(replace(asked("t1", at=yesterday), kind="hand_over", article=None))
        transaction.feedback.label(Label("T1", "UALICE", "t2", "uitleg", None, yesterday))

    said, figures = taught(settings, NOON - timedelta(days=30), NOON)
    assert said == (Taught("uitleg", None, "UALICE", is_by_team=False, taught_at=yesterday),)
    assert [each.text for each in figures.unanswered] == ["which version"]
