from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from bot.cli.knowledge_file import replace_file, replace_unchanged

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_replaced_as_a_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    place = tmp_path / "a.yml"
    place.write_bytes(b"before")
    place.chmod(0o640)

    replace_file(place, b"after")

    assert (place.read_bytes(), place.stat().st_mode & 0o777) == (b"after", 0o640)
    assert list(tmp_path.iterdir()) == [place]


def test_where_it_cannot_be_replaced_the_old_one_stays_alone(tmp_path: Path) -> None:
    place = tmp_path / "a.yml"
    place.mkdir()  # no file can take its place

    with pytest.raises(OSError, match="directory"):
        replace_file(place, b"after")
    assert list(tmp_path.iterdir()) == [place]


def test_what_somebody_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    place = tmp_path / "a.yml"
    place.write_bytes(b"somebody else's")

    with pytest.raises(click.ClickException, match="was changed meanwhile"):
        replace_unchanged(place, b"before", b"after")
    assert place.read_bytes() == b"somebody else's"


def test_a_file_that_went_meanwhile_is_told(tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="cannot be written: No such file"):
        replace_unchanged(tmp_path / "a.yml", b"before", b"after")


def test_a_file_that_was_not_there_is_written_unless_it_came_meanwhile(tmp_path: Path) -> None:
    place = tmp_path / "a.yml"

    replace_unchanged(place, None, b"after")
    assert place.read_bytes() == b"after"
    with pytest.raises(click.ClickException, match="was changed meanwhile"):
        replace_unchanged(place, None, b"again")
    assert place.read_bytes() == b"after"
