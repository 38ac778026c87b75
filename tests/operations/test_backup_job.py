from __future__ import annotations

import errno
import logging
from datetime import timedelta
from math import inf
from typing import TYPE_CHECKING

import pytest

from bot.operations.backup_job import BackupJob, examine_backups
from bot.services.supervising import RoundFailedError
from bot.storage.access import open_store
from bot.storage.daily_backups import DailyBackups, daily_backups
from tests.clocks import HandClock

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def backups(tmp_path: Path) -> DailyBackups:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    with open_store(url):
        found = daily_backups(url, tmp_path / "backups", 2)
    assert found is not None
    return found


def verdicts(backups: DailyBackups, clock: HandClock) -> list[tuple[str, bool]]:
    return [(each.verdict, str(backups.folder) in each.message) for each in examine_backups(backups, clock.now())]


def test_the_age_of_the_newest_backup_is_known_after_a_start_as_well(backups: DailyBackups) -> None:
    clock = HandClock()
    job = BackupJob(backups, clock)
    assert job.age_seconds() == inf
    job.run()
    clock.pass_time(hours=3)
    assert job.age_seconds() == timedelta(hours=3).total_seconds()
    started_anew = BackupJob(backups, clock)
    started_anew.run()
    assert started_anew.age_seconds() == timedelta(hours=3).total_seconds()
    assert len(backups.made()) == 1


def test_a_backup_that_fails_fails_its_round_with_what_to_do_and_made_as_soon_as_it_can_be(
    backups: DailyBackups, caplog: pytest.LogCaptureFixture
) -> None:
    backups.folder.write_text("a file in its place")
    clock = HandClock()
    job = BackupJob(backups, clock)
    with pytest.raises(RoundFailedError, match="The database could not be backed up") as failed:
        job.run()
    assert job.age_seconds() == inf
    assert str(failed.value).endswith("let the bot's user write there. It is tried again in an hour.")

    backups.folder.unlink()
    with caplog.at_level(logging.INFO):
        job.run()
    assert job.age_seconds() == 0
    assert "Backed up to" in caplog.text


def test_doctor_tells_how_the_backups_stand(backups: DailyBackups) -> None:
    clock = HandClock()
    assert verdicts(backups, clock) == [("ok", True)]
    assert not backups.folder.exists()
    BackupJob(backups, clock).run()
    assert verdicts(backups, clock) == [("ok", True)]
    clock.pass_time(days=3)
    assert verdicts(backups, clock) == [("warning", True)]
    for file in backups.folder.iterdir():
        file.unlink()
    backups.folder.rmdir()
    backups.folder.write_text("a file in its place")
    assert verdicts(backups, clock) == [("problem", True)]


class OnReadOnlyDisk(DailyBackups):
    def probe(self) -> None:
        raise OSError(errno.EROFS, "Read-only file system")


def test_doctor_tells_how_to_open_a_read_only_disk(backups: DailyBackups) -> None:
    on_read_only = OnReadOnlyDisk(backups.database, backups.folder, backups.most)
    (found,) = examine_backups(on_read_only, HandClock().now())

    assert found.verdict == "problem"
    assert found.remedy.startswith(f"Mount the disk of {backups.folder} with write access")
