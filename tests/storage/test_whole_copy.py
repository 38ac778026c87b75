from __future__ import annotations

import errno
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.whole_copy import copy_whole, remedy_of


def test_what_is_in_the_log_is_copied_and_an_older_copy_is_replaced(tmp_path: Path) -> None:
    source, target = tmp_path / "a.db", tmp_path / "b.db"
    with closing(sqlite3.connect(source, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE words (word)")
        for count in range(2):
            database.execute("INSERT INTO words VALUES ('x')")
            copy_whole(source, target)
            with closing(sqlite3.connect(target)) as copy:
                assert copy.execute("SELECT count(*) FROM words").fetchone() == (count + 1,)
    assert target.stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob("*.unfinished"))


def test_what_cannot_be_copied_leaves_the_older_copy_and_nothing_beside_it(tmp_path: Path) -> None:
    source, target = tmp_path / "a.db", tmp_path / "b.db"
    source.write_bytes(b"junk" * 500)
    target.write_bytes(b"older")
    with pytest.raises(sqlite3.Error):
        copy_whole(source, target)
    assert target.read_bytes() == b"older"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db", "b.db"]


def test_where_there_is_no_room_nothing_is_left(tmp_path: Path) -> None:
    source, target = tmp_path / "a.db", tmp_path / "b.db"
    with closing(sqlite3.connect(source)) as database:
        database.execute("CREATE TABLE words (word)")
        database.execute("INSERT INTO words VALUES (zeroblob(3000000))")
        database.commit()
    program = (
        "import sys; from pathlib import Path; from bot.storage.whole_copy import copy_whole;"
        "copy_whole(*map(Path, sys.argv[1:]))"
    )
    command = ["prlimit", "--fsize=1000000", sys.executable, "-c", program, str(source), str(target)]
    ended = subprocess.run(command, check=False, timeout=60, capture_output=True, text=True)  # noqa: S603 - our own
    assert "sqlite3.OperationalError" in ended.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db"]


def test_a_disk_that_takes_no_write_is_told_with_how_a_service_gets_access() -> None:
    told = remedy_of(OSError(errno.EROFS, "Read-only file system"), Path("/srv/backups"))

    assert told.startswith("Mount the disk of /srv/backups with write access")
    assert "ReadWritePaths=" in told
