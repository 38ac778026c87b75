"""A database that is damaged, and its backup put in its place: the bot goes on from there, and doubles nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.storage.access import inspect_schema
from bot.storage.backup import back_up, restore, verify
from bot.storage.engines import StoreError
from tests.faults.processes import Site, acked, answers
from tests.faults.test_matrix import asks, wait_for_answer
from tests.slack.running import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from localslack import LocalSlack

pytestmark = pytest.mark.slow  # real processes, killed


@pytest.fixture
def own_site(slack: LocalSlack, sqlite_url: str, tmp_path: Path, cache: Path) -> Iterator[Site]:
    site = Site(slack, sqlite_url, tmp_path, cache)
    yield site
    site.end()


def damage(url: str, folder: Path) -> None:
    """Do to the database, and to the log that it could be read from again, what a failing disk does."""
    for file in folder.glob("bot.db*"):
        file.write_bytes(b"junk" * 20_000)
    with pytest.raises(StoreError, match="restore a backup with: econnect-bot db restore FILE"):
        inspect_schema(url)


@pytest.mark.parametrize("on_the_way", ["timeout", "reset-after"])
def test_after_a_restore_what_waited_is_said_once_and_people_are_answered(
    own_site: Site, sqlite_url: str, tmp_path: Path, on_the_way: str
) -> None:
    """Nobody knows at the backup whether the second answer is there already: the restored bot looks."""
    site, slack, copy = own_site, own_site.slack, tmp_path / "copy.db"
    bot = site.start()
    before = asks(slack)
    wait_for_answer(slack, before)
    until(bot.has_sent_everything)
    slack.faults.for_calls("chat.postMessage", *[on_the_way] * 90)
    for look in ("conversations.history", "conversations.replies"):
        slack.faults.for_calls(look, *["500"] * 90)
    waiting = asks(slack, "person1")
    slack.wait_for(lambda: slack.calls("chat.postMessage")[1:], 30)
    back_up(sqlite_url, copy)
    assert waiting.ts in acked(slack)
    assert verify(copy).counts["messages in the outbox"] == 1

    bot.kill()
    damage(sqlite_url, tmp_path)
    slack.faults.clear()
    restore(sqlite_url, copy)
    bot = site.start()
    wait_for_answer(slack, waiting)
    later = asks(slack, "person2")
    wait_for_answer(slack, later)
    until(bot.has_sent_everything, 30)

    assert [len(answers(slack, question)) for question in (before, waiting, later)] == [1, 1, 1]


def test_a_running_bot_makes_its_backup_and_a_restore_of_that_one_is_read(
    own_site: Site, sqlite_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    bot = own_site.start(ECONNECT_BACKUP_DIR=str(folder))
    until(lambda: "Backed up to" in own_site.logs())
    (made,) = folder.iterdir()
    assert "econnect_backup_age_seconds " in bot.ask("/metrics")[1]
    assert "econnect_backup_age_seconds +Inf" not in bot.ask("/metrics")[1]
    bot.kill()
    damage(sqlite_url, tmp_path)
    restore(sqlite_url, made)
    own_site.start(ECONNECT_BACKUP_DIR=str(folder))
    wait_for_answer(own_site.slack, asks(own_site.slack))
    assert list(folder.iterdir()) == [made]


def test_a_bot_that_cannot_be_backed_up_answers_all_the_same(own_site: Site, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("no folder")
    bot = own_site.start(ECONNECT_BACKUP_DIR=str(tmp_path / "backups"))
    until(lambda: "The database could not be backed up" in own_site.logs())
    wait_for_answer(own_site.slack, asks(own_site.slack))
    assert bot.is_ready()
    assert "econnect_backup_age_seconds +Inf" in bot.ask("/metrics")[1]
