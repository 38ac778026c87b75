from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from bot.cli.knowledge_file import replace_unchanged
from tests.full_disk import files_of_at_most

if TYPE_CHECKING:
    from pathlib import Path


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


def test_on_a_full_disk_what_is_said_to_be_unwritten_is(tmp_path: Path) -> None:
    place, new = tmp_path / "a.yml", tmp_path / "new.yml"
    place.write_bytes(b"before")

    for path, before in ((place, b"before"), (new, None)):
        with files_of_at_most(8192), pytest.raises(click.ClickException, match="It stays as it is"):
            replace_unchanged(path, before, b"a line of many\n" * 2000)

    assert place.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [place]
