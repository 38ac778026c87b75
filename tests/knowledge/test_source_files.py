from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.source_files import contents_of, version_of
from tests.factories import FACTS, files

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_is_read_from_disk(tmp_path: Path) -> None:
    for path, content in files().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)

    assert contents_of(tmp_path) == files()


def test_the_version_follows_every_byte_and_nothing_else() -> None:
    before = version_of(files())

    assert version_of(dict(reversed(files().items()))) == before
    assert version_of(files(facts=FACTS + b"# a comment\n")) != before
