from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories import article

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def test_a_broken_knowledge_base_is_told_whole(cli: CommandLine) -> None:
    cli.write("exact-globe/articles/mailbox.yml", article(extra="colour: red\n"))
    cli.write("general/greeting.yml", b"")
    outcome = cli.run("ask", "hi")

    assert outcome.code == 1
    assert "mailbox.yml:14: error:" in outcome.err
    assert "greeting.yml: error:" in outcome.err


def test_a_knowledge_folder_that_is_not_there_is_told(cli: CommandLine) -> None:
    outcome = cli.run("ask", "--knowledge", "nowhere", "hi")

    assert outcome.code == 1
    assert "There is no such folder" in outcome.err
