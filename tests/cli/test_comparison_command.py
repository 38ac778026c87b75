from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.clock import SystemClock
from bot.storage.access import open_store
from tests.factories import article
from tests.knowledge.repositories import commit, new_repository
from tests.storage.contract import asked

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine

BEFORE = b'- {ask: "which version do I need then", lang: en, must: answer, article: version}\n'
WITHOUT = article("The version", en=("how old is it",), nl=("hoe oud is het",))


@pytest.fixture
def repository(cli: CommandLine) -> CommandLine:
    """Return a command line whose knowledge base was committed in a repository."""
    cli.write("exact-globe/checks.yml", BEFORE)
    new_repository(cli.folder)
    commit(cli.knowledge)
    return cli


def keep(cli: CommandLine, *texts: str, days: int = 1) -> None:
    """Keep what people asked so many days ago."""
    at = SystemClock().now() - timedelta(days=days)
    with open_store(f"sqlite:///{cli.folder / 'data' / 'econnect-bot.db'}") as store, store.transaction() as kept:
        for number, text in enumerate(texts):
            kept.questions.add(replace(asked(f"{days}-{number}", at=at), text=text))


def test_an_unchanged_knowledge_base_is_told_in_one_line(repository: CommandLine) -> None:
    keep(repository, "which version do I need")
    outcome = repository.run("check", "--against", "HEAD")

    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("No reply changes against HEAD (")
    assert outcome.out.endswith("): 1 check and 1 logged question asked.\n")


def test_a_check_that_is_lost_since_a_revision_is_a_fault(repository: CommandLine) -> None:
    repository.write("exact-globe/articles/version.yml", WITHOUT)
    outcome = repository.run("check", "--against", "HEAD")

    assert outcome.code == 1
    assert ": 1 lost check, 0 won checks, 0 changed questions, of 1 check.\n" in outcome.out
    assert "exact-globe/checks.yml:1: “which version do I need then”" in outcome.out
    assert "before: answers with version “The version” (" in outcome.out
    assert "Only the checks are asked, not what people asked: There is no database" in outcome.err


def test_a_check_that_another_folder_fails_is_won(repository: CommandLine) -> None:
    other = copytree(repository.knowledge, repository.folder / "other")
    (other / "exact-globe" / "articles" / "version.yml").write_bytes(WITHOUT)
    outcome = repository.run("check", "--against", "other", "--format", "markdown")

    assert outcome.code == 0
    assert outcome.out.startswith("Against `other`: 0 lost checks, 1 won check, 0 changed questions, of 1 check.\n")
    assert "### Won checks (1)" in outcome.out


def test_what_people_asked_is_compared_too(repository: CommandLine) -> None:
    keep(repository, "is my Globe too old", "is my Globe too old")
    keep(repository, "which version do I need", days=20)
    keep(repository, "which version please", days=40)
    repository.write("exact-globe/checks.yml", b"[]\n")
    repository.write("exact-globe/articles/version.yml", WITHOUT)

    def told(*options: str) -> list[tuple[str, int]]:
        made = json.loads(repository.run("check", "--against", "HEAD", "--json", *options).out)
        return [(each["ask"], each["times"]) for each in made["changed"] if each["path"] is None]

    assert told() == [("is my Globe too old", 2), ("which version do I need", 1)]
    assert told("--questions", "7d") == [("is my Globe too old", 2)]
    assert ("which version please", 1) in told("--questions", "6w")
    assert repository.run("check", "--against", "HEAD").code == 0


@pytest.mark.parametrize("name", ["--output=x", ";rm -rf .", "no-such", "$(touch x)"])
def test_a_name_that_is_no_revision_is_wrong_usage_and_nothing_else(repository: CommandLine, name: str) -> None:
    outcome = repository.run("check", "--against", name)

    assert outcome.code == 2
    assert f"There is no revision '{name}', and no folder of that name. `git log" in outcome.err
    assert {each.name for each in repository.folder.iterdir()} == {".git", "cache", "input", "knowledge"}


def test_a_knowledge_base_in_no_repository_has_no_revisions(cli: CommandLine) -> None:
    outcome = cli.run("check", "--against", "HEAD")

    assert outcome.code == 2
    assert "Name a folder to compare with" in outcome.err


def test_errors_are_wrong_usage_in_the_other_knowledge_base_and_a_fault_in_ones_own(repository: CommandLine) -> None:
    (repository.folder / "other").mkdir()
    (repository.folder / "other" / "x.yml").write_bytes(b"")
    theirs = repository.run("check", "--against", "other")
    repository.write("exact-globe/facts.yml", b"")
    ours = repository.run("check", "--against", "HEAD")

    assert theirs.code == 2
    assert "The knowledge base in other cannot be used:\n  integration.yml: " in theirs.err
    assert theirs.err.rstrip().endswith("Name a revision or folder without errors.")
    assert ours.code == 1
    assert "The knowledge base cannot be used:\n  exact-globe/facts.yml: " in ours.err
