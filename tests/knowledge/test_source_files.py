from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from bot.knowledge.loading import read
from bot.knowledge.source_files import MAX_BYTES, contents_of, read_folder, stamp_of, version_of
from tests.factories import FACTS, article, files
from tests.knowledge.machine_made import mount, write_left_behind

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, content in files().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path


def test_a_folder_is_read_from_disk(folder: Path) -> None:
    assert contents_of(folder) == files()


def test_the_version_follows_every_byte_and_nothing_else() -> None:
    before = version_of(files())

    assert version_of(dict(reversed(files().items()))) == before
    assert version_of(files(facts=FACTS + b"# a comment\n")) != before


def test_a_mounted_config_map_is_read_as_the_folder_that_it_is_made_of(tmp_path: Path) -> None:
    mount(files(), tmp_path, "10_00_00.1")
    assert read_folder(tmp_path).contents == files()

    before = stamp_of(tmp_path)
    mount(files(facts=FACTS.replace(b"413", b"414")), tmp_path, "10_00_01.2")
    assert contents_of(tmp_path)["exact-globe/facts.yml"].startswith(b"minimum_update: 414")
    assert stamp_of(tmp_path) != before


def test_a_swap_to_files_of_the_same_times_and_sizes_is_seen(tmp_path: Path) -> None:
    stamps = []
    for revision in ("1", "2"):
        mount(files(), tmp_path, revision)
        for path in contents_of(tmp_path):
            os.utime(tmp_path / path, (0, 0))
        stamps.append(stamp_of(tmp_path))

    assert stamps[0] != stamps[1]


def test_what_editors_and_systems_leave_behind_is_not_looked_at(folder: Path) -> None:
    before = stamp_of(folder)
    for place in (folder, folder / "exact-globe", folder / "exact-globe" / "articles", folder / "general"):
        write_left_behind(place)

    assert read_folder(folder).contents == files()
    assert read_folder(folder).problems == ()
    assert stamp_of(folder) == before


def test_the_folder_may_be_a_link_and_hold_one_to_itself(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (folder / "general" / "again").symlink_to(folder)
    current = tmp_path_factory.mktemp("git-sync") / "current"
    current.symlink_to(folder)

    assert contents_of(current) == files()


@pytest.mark.parametrize(
    ("name", "ending"),
    [("late.yaml", ".yaml"), ("loud.YML", ".YML"), ("Loud.Yaml", ".Yaml"), ("hidden.yml.txt", ".yml.txt")],
)
def test_a_file_whose_name_ends_otherwise_is_told(folder: Path, name: str, ending: str) -> None:
    (folder / "general" / name).write_bytes(article())

    _, problems = read(contents_of(folder))

    assert [(problem.path, problem.message) for problem in problems] == [
        (f"general/{name}", f"The file name ends in {ending}, so the file is not read")
    ]
    assert problems[0].remedy == f"Rename it to {name.split('.', maxsplit=1)[0]}.yml."


def test_what_is_no_file_is_told_and_not_waited_for(folder: Path) -> None:
    (folder / "general" / "folder.yml").mkdir()
    os.mkfifo(folder / "general" / "pipe.yml")
    (folder / "general" / "endless.yml").symlink_to("/dev/zero")
    (folder / "general" / "nowhere.yml").symlink_to("gone.yml")

    told = {problem.path: problem.message for problem in read_folder(folder).problems}

    assert told == {
        "general/folder.yml": "This is not a file",
        "general/pipe.yml": "This is not a file",
        "general/endless.yml": "This is not a file",
        "general/nowhere.yml": "This link leads to no file",
    }


def test_of_a_huge_file_no_more_is_read_than_shows_that_it_is_too_large(folder: Path) -> None:
    with (folder / "general" / "huge.yml").open("wb") as file:
        file.truncate(100 * 1024 * 1024)

    assert len(contents_of(folder)["general/huge.yml"]) == MAX_BYTES + 1


def test_a_file_that_the_system_does_not_give_is_told(folder: Path) -> None:
    (folder / "general" / "greeting.yml").unlink()
    (folder / "general" / "greeting.yml").symlink_to("greeting.yml")

    (problem,) = read_folder(folder).problems

    assert problem.path == "general/greeting.yml"
    assert problem.message.startswith("The file cannot be read: ")
