from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.knowledge.whole_files import write_folder, write_new, write_whole
from tests.full_disk import files_of_at_most

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = b"a line of many\n" * 2000


def no_links(*_: object) -> None:
    """Refuse a second name for a file, as exFAT and some network folders do."""
    raise OSError(errno.EPERM, "Operation not permitted")


def test_a_file_is_replaced_as_a_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    place = tmp_path / "a.yml"
    place.write_bytes(b"before")
    place.chmod(0o640)

    write_whole(place, b"after")

    assert (place.read_bytes(), place.stat().st_mode & 0o777) == (b"after", 0o640)
    assert list(tmp_path.iterdir()) == [place]


def test_a_file_that_was_not_there_is_as_open_as_any_other(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    for write in (write_whole, write_new):
        place = tmp_path / write.__name__
        write(place, b"after")
        assert (place.read_bytes(), place.stat().st_mode) == (b"after", usual.stat().st_mode)


def test_where_it_cannot_be_replaced_the_old_one_stays_alone(tmp_path: Path) -> None:
    place = tmp_path / "a.yml"
    place.mkdir()  # no file can take its place

    with pytest.raises(OSError, match="directory"):
        write_whole(place, b"after")
    assert list(tmp_path.iterdir()) == [place]


def test_on_a_full_disk_there_is_what_there_was_before(tmp_path: Path) -> None:
    place, new = tmp_path / "a.yml", tmp_path / "new.yml"
    place.write_bytes(b"before")

    for write, path in ((write_whole, place), (write_whole, new), (write_new, new)):
        with files_of_at_most(8192), pytest.raises(OSError, match="File too large"):
            write(path, LONG)

    assert place.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.parametrize("link", [os.link, no_links])
def test_a_new_file_takes_nobodys_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, link: Callable[..., None]
) -> None:
    monkeypatch.setattr(os, "link", link)
    place, leading = tmp_path / "a.yml", tmp_path / "leading.yml"
    leading.symlink_to(tmp_path / "nowhere.yml")

    write_new(place, b"first")
    for taken in (place, leading):
        with pytest.raises(FileExistsError):
            write_new(taken, b"second")

    assert place.read_bytes() == b"first"
    assert sorted(tmp_path.iterdir()) == [place, leading]


def test_a_folder_is_written_with_what_changes_elsewhere(tmp_path: Path) -> None:
    place, other = tmp_path / "new", tmp_path / "a.yml"
    other.write_bytes(b"before")

    write_folder(place, {"b.yml": b"b", "c.yml": b"c"}, {other: b"after", tmp_path / "d.yml": b"d"})

    assert {each.name: each.read_bytes() for each in place.iterdir()} == {"b.yml": b"b", "c.yml": b"c"}
    assert {each.name for each in tmp_path.iterdir()} == {"new", "a.yml", "d.yml"}
    assert other.read_bytes() == b"after"


def test_a_folder_takes_no_others_place(tmp_path: Path) -> None:
    for place in (tmp_path / "folder", tmp_path / "file", tmp_path / "link"):
        place.mkdir() if place.name == "folder" else place.symlink_to("x") if place.name == "link" else place.touch()
        with pytest.raises(FileExistsError):
            write_folder(place, {"b.yml": b"b"}, {tmp_path / "a.yml": b"after"})
    assert {each.name for each in tmp_path.iterdir()} == {"folder", "file", "link"}


def test_of_a_folder_that_cannot_be_written_nothing_is_left_and_nothing_changes_elsewhere(tmp_path: Path) -> None:
    place, first, second = tmp_path / "new", tmp_path / "a.yml", tmp_path / "b.yml"
    first.write_bytes(b"before")
    second.mkdir()  # no file can take its place
    written = {"c.yml": b"c"}

    with pytest.raises(OSError, match="directory"):
        write_folder(place, written, {first: b"after", second: b"after"})
    with files_of_at_most(8192), pytest.raises(OSError, match="File too large"):
        write_folder(place, {"c.yml": LONG}, {first: b"after"})
    with files_of_at_most(8192), pytest.raises(OSError, match="File too large"):
        write_folder(place, written, {first: b"after", tmp_path / "d.yml": LONG})
    assert first.read_bytes() == b"before"
    assert {each.name for each in tmp_path.iterdir()} == {"a.yml", "b.yml"}


@pytest.mark.parametrize("fault", [OSError(errno.EIO, "Input/output error"), KeyboardInterrupt()])
def test_where_the_folder_cannot_take_its_name_nothing_has_changed_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(Path, "rename", fail)
    other = tmp_path / "a.yml"
    other.write_bytes(b"before")

    with pytest.raises(type(fault)):
        write_folder(tmp_path / "new", {"b.yml": b"b"}, {other: b"after", tmp_path / "c.yml": b"c"})
    assert list(tmp_path.iterdir()) == [other]
    assert other.read_bytes() == b"before"
