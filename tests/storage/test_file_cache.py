from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bot.storage.file_cache import MOST, FileCache

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    kept = FileCache(tmp_path / "new", "matcher")
    kept.put("a", b"content")

    assert kept.get("a") == b"content"
    assert kept.get("b") is None


def test_nothing_half_written_stays_behind(tmp_path: Path) -> None:
    FileCache(tmp_path, "matcher").put("a", b"content")

    assert [path.name for path in tmp_path.iterdir()] == ["matcher-a.bin"]


def test_a_folder_that_cannot_be_written_keeps_nothing_and_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    kept = FileCache(tmp_path / "file", "matcher")
    kept.put("a", b"content")

    assert kept.get("a") is None


def test_the_oldest_of_a_kind_go(tmp_path: Path) -> None:
    kept, other = FileCache(tmp_path, "matcher"), FileCache(tmp_path, "knowledge")
    other.put("a", b"")
    for number in range(MOST + 2):
        kept.put(str(number), b"")
        os.utime(tmp_path / f"matcher-{number}.bin", (number, number))
    kept.put("last", b"")

    assert {path.name for path in tmp_path.iterdir()} == {
        "knowledge-a.bin",
        "matcher-last.bin",
        *(f"matcher-{number}.bin" for number in range(3, MOST + 2)),
    }


def test_what_is_read_counts_as_used(tmp_path: Path) -> None:
    kept = FileCache(tmp_path, "matcher", most=2)
    for number, key in enumerate(("old", "new"), start=1):
        kept.put(key, b"")
        os.utime(tmp_path / f"matcher-{key}.bin", (number, number))
    kept.get("old")
    kept.put("last", b"")

    assert {path.name for path in tmp_path.iterdir()} == {"matcher-old.bin", "matcher-last.bin"}


def test_what_only_reads_leaves_no_mark(tmp_path: Path) -> None:
    FileCache(tmp_path, "matcher").put("a", b"")
    path = tmp_path / "matcher-a.bin"
    os.utime(path, (1, 1))
    FileCache(tmp_path, "matcher", is_read_only=True).get("a")

    assert path.stat().st_mtime == 1
