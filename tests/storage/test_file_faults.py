"""A fault of a file is told as what it is: only a damaged one is to be replaced by a backup."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.storage.access import inspect_schema, open_store, upgrade
from bot.storage.backup import back_up
from bot.storage.engines import StoreError, read_url
from bot.storage.file_faults import fault_of
from bot.storage.put_aside import file_of
from tests.storage.unwritable import make_read_only

if TYPE_CHECKING:
    from pathlib import Path


def of_sqlite(code: int, words: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(words)
    error.sqlite_errorcode = code
    return error


def file_at(url: str) -> Path:
    path = file_of(read_url(url))
    assert path is not None
    return path


def test_a_file_that_takes_no_write_is_told_by_check_and_start_with_what_to_do(sqlite: str) -> None:
    upgrade(sqlite)
    make_read_only(file_at(sqlite))
    told = r"cannot be used: the user .* may not write to it\. Check the owner and permissions of"
    for use in (lambda: inspect_schema(sqlite), lambda: open_store(sqlite).__enter__()):
        with pytest.raises(StoreError, match=told) as failed:
            use()
        assert "restore" not in str(failed.value)


def test_a_database_that_takes_writes_is_left_as_it_was(url: str) -> None:
    upgrade(url)
    assert inspect_schema(url)[1] == "current"
    with open_store(url) as store:
        assert store.outbox.entries(10) == ()


def test_a_damaged_file_is_to_be_restored(sqlite: str) -> None:
    upgrade(sqlite)
    for file in file_at(sqlite).parent.iterdir():
        file.write_bytes(b"junk" * 20_000)
    with pytest.raises(StoreError, match=r"file is not a database.*restore a backup"):
        inspect_schema(sqlite)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM])
def test_a_missing_right_names_the_user_and_the_file(number: int, tmp_path: Path) -> None:
    what, remedy = fault_of(OSError(number, os.strerror(number)), tmp_path / "bot.db")
    assert re.fullmatch(r"the user \S+ may not write to it", what)
    assert remedy == f"Check the owner and permissions of {tmp_path / 'bot.db'} and of its folder."


@pytest.mark.parametrize(
    "error",
    [
        of_sqlite(sqlite3.SQLITE_FULL, "database or disk is full"),
        OSError(errno.ENOSPC, "No space left on device"),
    ],
)
def test_a_full_disk_is_told_with_what_is_free(error: Exception, tmp_path: Path) -> None:
    what, remedy = fault_of(error, tmp_path / "bot.db")
    assert what.startswith("the disk is full (")
    assert " MB are free" in what
    assert remedy == f"Make room in {tmp_path}."


def test_an_io_error_where_there_is_room_is_the_disks(tmp_path: Path) -> None:
    what, remedy = fault_of(of_sqlite(sqlite3.SQLITE_IOERR, "disk I/O error"), tmp_path / "bot.db")
    assert what.startswith("disk I/O error (")
    assert remedy.startswith(f"Check the disk of {tmp_path}")


@pytest.mark.slow
def test_a_file_that_another_program_writes_to_is_told_as_that(sqlite: str) -> None:
    upgrade(sqlite)
    with closing(sqlite3.connect(file_at(sqlite), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program is writing to it"):
            inspect_schema(sqlite)


def test_a_backup_that_finds_no_folder_says_so(sqlite: str, tmp_path: Path) -> None:
    upgrade(sqlite)
    with pytest.raises(StoreError, match=r"copy\.db could not be written: No such file or directory\. Check "):
        back_up(sqlite, tmp_path / "nowhere" / "copy.db")
