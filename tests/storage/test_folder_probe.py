from __future__ import annotations

from pathlib import Path

import pytest

from bot.storage.folder_probe import refuse_a_file, try_to_write


def test_a_folder_that_could_be_made_is_not_made(tmp_path: Path) -> None:
    try_to_write(tmp_path)
    try_to_write(tmp_path / "new" / "folder")

    assert list(tmp_path.iterdir()) == []


def test_where_no_folder_can_be_made_it_is_refused() -> None:
    with pytest.raises(OSError, match="/proc"):
        try_to_write(Path("/proc/nothing/folder"))


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    for look in (refuse_a_file, try_to_write):
        with pytest.raises(NotADirectoryError, match="file is a file, not a folder"):
            look(tmp_path / "file")
    with pytest.raises(NotADirectoryError):
        try_to_write(tmp_path / "file" / "below")
