from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.source_files import contents_of
from tests.factories import files
from tests.full_disk import files_of_at_most
from tests.knowledge.machine_made import mount, write_left_behind

if TYPE_CHECKING:
    import pytest

    from tests.cli.conftest import CommandLine


def test_a_copy_is_made_that_says_how_to_use_it(cli: CommandLine) -> None:
    outcome = cli.run("knowledge", "copy", "mine")

    assert outcome.code == 0
    assert f"ECONNECT_KNOWLEDGE_DIR={cli.folder / 'mine'}" in outcome.out
    assert cli.run("check", "--knowledge", "mine").code == 0


def test_nothing_is_overwritten(cli: CommandLine) -> None:
    (cli.folder / "mine").mkdir()
    (cli.folder / "mine" / "letter.txt").write_text("dear")

    assert "not empty" in cli.run("knowledge", "copy", "mine").err
    assert "is inside" in cli.run("knowledge", "copy", str(cli.knowledge / "inner")).err
    assert not (cli.knowledge / "inner").exists()


def test_where_there_is_nothing_to_copy_that_is_told(cli: CommandLine) -> None:
    cli.knowledge.rename(cli.folder / "elsewhere")
    outcome = cli.run("knowledge", "copy", "mine")

    assert (outcome.code, "does not exist" in outcome.err) == (1, True)


def test_a_place_that_cannot_be_written_is_told(cli: CommandLine) -> None:
    (cli.folder / "file").write_text("")

    outcome = cli.run("knowledge", "copy", "file/inner")

    assert outcome.err == "Error: file/inner cannot be written: Not a directory.\n"


def test_a_file_that_cannot_be_copied_is_told(cli: CommandLine) -> None:
    (cli.knowledge / "gone.yml").symlink_to("nowhere.yml")
    outcome = cli.run("knowledge", "copy", "mine")

    assert (outcome.code, "Errno" in outcome.err) == (1, False)
    assert "gone.yml cannot be copied to mine: No such file or directory. Nothing was left there." in outcome.err


def test_a_link_that_leads_to_itself_is_told(cli: CommandLine) -> None:
    (cli.knowledge / "round").symlink_to("round")
    outcome = cli.run("knowledge", "copy", "mine")

    assert (outcome.code, "Errno" in outcome.err) == (1, False)
    assert "round cannot be copied to mine; is it there" in outcome.err
    assert not (cli.folder / "mine").exists()


def test_on_a_full_disk_no_half_of_a_copy_is_left(cli: CommandLine) -> None:
    (cli.folder / "empty").mkdir()
    with files_of_at_most(100):
        outcomes = [cli.run("knowledge", "copy", place) for place in ("mine", "empty")]

    for outcome, place in zip(outcomes, ("mine", "empty"), strict=True):
        assert outcome.code == 1
        assert outcome.err.endswith(f"cannot be copied to {place}: File too large. Nothing was left there.\n")
    assert not (cli.folder / "mine").exists()
    assert list((cli.folder / "empty").iterdir()) == []


def test_a_mounted_config_map_is_copied_without_what_machines_put_there(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounted = cli.folder / "mounted"
    mount(files(), mounted, "1")
    write_left_behind(mounted)

    monkeypatch.setenv("ECONNECT_KNOWLEDGE_DIR", str(mounted))

    assert cli.run("knowledge", "copy", "mine").code == 0
    assert contents_of(cli.folder / "mine") == files()
    assert not [path for path in (cli.folder / "mine").rglob("*") if path.name.startswith((".", "~", "#", "@"))]
