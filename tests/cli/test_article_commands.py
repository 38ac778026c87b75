from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.knowledge.source_files import contents_of
from tests.factories import with_a_draft_of_afas
from tests.full_disk import files_of_at_most
from tests.moments import TODAY

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def test_new_writes_a_draft_that_passes_and_never_overwrites(cli: CommandLine) -> None:
    made = cli.run("new", "mailbox-moved")
    assert (made.code, made.out.splitlines()[-1]) == (0, "To take it back, delete that file.")
    assert cli.run("check").code == 0

    again = cli.run("new", "mailbox-moved")
    assert again.code == 1
    assert "already exists" in again.err
    assert cli.run("new", "Bad Name").code == 1
    assert "already" in cli.run("new", "greeting").err
    assert "does not exist" in cli.run("new", "mailbox-lost", "--knowledge", "nowhere").err
    assert not (cli.folder / "nowhere").exists()


def test_a_new_article_names_the_source_of_its_integration_and_leaves_it_open_where_there_is_none(
    cli: CommandLine,
) -> None:
    cli.run("new", "mailbox-moved")
    (cli.knowledge / "exact-globe" / "integration.yml").unlink()
    cli.run("new", "mailbox-lost")

    articles = cli.knowledge / "exact-globe" / "articles"
    assert "document: connect-exact-globe\n" in (articles / "mailbox-moved.yml").read_text()
    assert "document: …\n" in (articles / "mailbox-lost.yml").read_text()
    (cli.knowledge / "exact-globe" / "facts.yml").unlink()
    assert "has an integration.yml" in cli.run("new", "mailbox-gone").err


def test_of_several_packages_it_is_told_which_one_a_new_article_is_about(cli: CommandLine) -> None:
    for path, content in with_a_draft_of_afas().items():
        cli.write(path, content)
    first, second = cli.run("new", "mailbox-moved"), cli.run("new", "afas/mailbox-moved")

    assert "It is about the package in exact-globe. About another one: `" in first.out
    assert "new afas/mailbox-moved`" in first.out
    assert "It is about" not in second.out
    assert (cli.knowledge / "afas/articles/mailbox-moved.yml").is_file()
    assert "is the folder of a package" in cli.run("new", "afas").err
    assert cli.run("reviewed", "afas/version").code == 0


def test_what_is_told_next_names_the_knowledge_base_that_was_named(cli: CommandLine) -> None:
    for path, content in with_a_draft_of_afas().items():
        cli.write(path, content)
    cli.knowledge.rename(cli.folder / "my knowledge")
    there = " --knowledge 'my knowledge'`"
    told = cli.run("new", "mailbox-moved", "--knowledge", "my knowledge").out

    for command in ("check mailbox-moved", "preview mailbox-moved", "new afas/mailbox-moved"):
        assert f"{command}{there}" in told


def test_reviewed_sets_the_date(cli: CommandLine) -> None:
    assert cli.run("reviewed", "greeting").code == 0
    assert cli.run("reviewed", "version").code == 0

    assert f"reviewed_on: {TODAY}\n" in (cli.knowledge / "general/greeting.yml").read_text()


def test_reviewed_tells_what_it_cannot_do(cli: CommandLine) -> None:
    assert "no article 'nothing'" in cli.run("reviewed", "nothing").err
    assert cli.run("reviewed", "versio").err.endswith(". Did you mean 'version'?\n")
    assert "is not an article name" in cli.run("reviewed", "../../general/greeting").err
    cli.write("general/greeting.yml", b"title: x\n")
    assert cli.run("reviewed", "greeting").code == 1


def test_schema_prints_the_published_one(cli: CommandLine) -> None:
    assert json.loads(cli.run("schema").out)["title"] == "An article of the knowledge base"


@pytest.mark.parametrize("end", [b"\r\n", b"\r", b"\n"])
def test_a_review_changes_nothing_but_the_date(cli: CommandLine, end: bytes) -> None:
    place = cli.knowledge / "general/greeting.yml"
    before = b"\xef\xbb\xbf" + place.read_bytes().replace(b"\n", end).removesuffix(end)
    place.write_bytes(before.replace(f"reviewed_on: {TODAY}".encode(), b"reviewed_on: '2020-01-01' # Bob"))

    assert cli.run("reviewed", "greeting").code == 0
    assert place.read_bytes() == before.replace(
        f"reviewed_on: {TODAY}".encode(), f"reviewed_on: '{TODAY}' # Bob".encode()
    )


def test_a_review_of_a_link_changes_what_it_leads_to_and_keeps_its_mode(cli: CommandLine) -> None:
    place, real = cli.knowledge / "general/greeting.yml", cli.folder / "real.yml"
    place.rename(real)
    real.write_bytes(real.read_bytes().replace(str(TODAY).encode(), b"2020-01-01"))
    real.chmod(0o640)
    place.symlink_to(real)

    assert cli.run("reviewed", "greeting").code == 0
    assert place.is_symlink()
    assert str(TODAY).encode() in real.read_bytes()
    assert real.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in cli.folder.iterdir() if path.name.startswith(".")] == []


def test_a_file_that_cannot_be_edited_is_told_and_left_as_it_is(cli: CommandLine) -> None:
    place = cli.knowledge / "general/greeting.yml"
    before = contents_of(cli.knowledge)

    with files_of_at_most(100):
        reviewed, new = cli.run("reviewed", "greeting"), cli.run("new", "mailbox-moved")
    assert (reviewed.code, "cannot be written" in reviewed.err) == (1, True)
    assert (new.code, "cannot be written: File too large. Nothing was written." in new.err) == (1, True)
    assert contents_of(cli.knowledge) == before

    place.write_bytes(b"title: caf\xe9\n")
    assert "not UTF-8" in cli.run("reviewed", "greeting").err
    (cli.knowledge / "exact-globe" / "articles").rename(cli.folder / "articles")
    (cli.knowledge / "exact-globe" / "articles").write_text("a file")
    assert "is not a folder" in cli.run("new", "mailbox-moved").err
    (cli.knowledge / "exact-globe" / "articles").unlink()
    (cli.knowledge / "exact-globe" / "articles").symlink_to("/proc")
    assert "cannot be written" in cli.run("new", "mailbox-moved").err
