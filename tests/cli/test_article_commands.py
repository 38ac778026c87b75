from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.moments import TODAY

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def test_new_writes_a_draft_that_passes_and_never_overwrites(cli: CommandLine) -> None:
    assert cli.run("new", "mailbox-moved").code == 0
    assert cli.run("check").code == 0

    again = cli.run("new", "mailbox-moved")
    assert again.code == 1
    assert "already exists" in again.err
    assert cli.run("new", "Bad Name").code == 1
    assert "already" in cli.run("new", "greeting").err
    assert "does not exist" in cli.run("new", "mailbox-lost", "--knowledge", "nowhere").err
    assert not (cli.folder / "nowhere").exists()


def test_reviewed_sets_the_date(cli: CommandLine) -> None:
    assert cli.run("reviewed", "greeting").code == 0
    assert cli.run("reviewed", "version").code == 0

    assert f"reviewed_on: {TODAY}\n" in (cli.knowledge / "general/greeting.yml").read_text()


def test_reviewed_tells_what_it_cannot_do(cli: CommandLine) -> None:
    assert "no article 'nothing'" in cli.run("reviewed", "nothing").err
    assert "is not an article name" in cli.run("reviewed", "../../general/greeting").err
    cli.write("general/greeting.yml", b"title: x\n")
    assert cli.run("reviewed", "greeting").code == 1


def test_schema_prints_the_published_one(cli: CommandLine) -> None:
    assert json.loads(cli.run("schema").out)["title"] == "An article of the knowledge base"
