from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.bootstrap.clock import SystemClock
from bot.playground.bots_database import KEPT_SECONDS, BotsDatabase
from bot.storage.access import open_store
from tests.playground.conftest import small_settings
from tests.storage.contract import asked

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings

WEEK = timedelta(days=7)


def with_question(settings: Settings, trace_id: str) -> None:
    with open_store(settings.database_url) as store, store.transaction() as kept:
        question = asked(trace_id, at=SystemClock().now() - timedelta(days=1))
        kept.questions.add(replace(question, kind="hand_over", article=None))


def test_it_is_read_again_after_a_while_and_not_each_time(tmp_path: Path) -> None:
    settings = replace(small_settings(tmp_path), database_url=f"sqlite:///{tmp_path / 'bot.db'}")
    with_question(settings, "t1")
    passed = [0.0]
    database = BotsDatabase(settings, lambda: passed[0])

    def count() -> int:
        lately = database.lately(WEEK)
        assert lately is not None
        return len(lately.unanswered)

    assert count() == 1
    with_question(settings, "t2")
    passed[0] = KEPT_SECONDS - 1
    assert count() == 1
    passed[0] = KEPT_SECONDS
    assert count() == 2


def test_without_a_database_there_is_nothing_to_tell(tmp_path: Path) -> None:
    settings = replace(small_settings(tmp_path), database_url=f"sqlite:///{tmp_path / 'bot.db'}")

    assert BotsDatabase(settings).lately(WEEK) is None
    assert not (tmp_path / "bot.db").exists()
