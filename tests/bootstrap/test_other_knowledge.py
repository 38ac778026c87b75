from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.other_knowledge import KnowledgeError, RevisionError, answering_against
from tests.bootstrap.test_reports import in_folder
from tests.factories import article
from tests.knowledge.repositories import commit, new_repository

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings whose knowledge lies in a repository, and has a new article since."""
    made = in_folder(tmp_path)
    new_repository(tmp_path)
    commit(tmp_path)
    new = article("New", en=("something new",), nl=("iets nieuws",))
    (made.knowledge_dir / "exact-globe" / "articles" / "new.yml").write_bytes(new)
    return made


def test_a_revision_is_answered_from_as_it_was(settings: Settings) -> None:
    name, answering = answering_against(settings, "HEAD")

    assert name.startswith("HEAD (")
    assert "version" in answering.knowledge.articles
    assert "new" not in answering.knowledge.articles
    short = name.removeprefix("HEAD (")[:10]
    assert answering_against(settings, short)[0] == short


def test_another_folder_is_answered_from_as_it_is(settings: Settings) -> None:
    name, answering = answering_against(settings, str(settings.knowledge_dir))

    assert name == str(settings.knowledge_dir)
    assert "new" in answering.knowledge.articles


def test_a_folder_goes_before_a_revision_of_its_name(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(settings.knowledge_dir.parent)
    settings.knowledge_dir.rename("HEAD")

    assert answering_against(settings, "HEAD")[0] == "HEAD"


@pytest.mark.parametrize("name", ["no-such", "x" * 5000, ""])
def test_what_is_neither_is_told(settings: Settings, name: str) -> None:
    with pytest.raises(RevisionError, match="There is no revision"):
        answering_against(settings, name)


def test_every_problem_of_the_other_one_is_told(settings: Settings) -> None:
    (settings.knowledge_dir / "exact-globe" / "facts.yml").write_bytes(b"- x\n")
    commit(settings.knowledge_dir)

    with pytest.raises(KnowledgeError, match=r"facts\.yml"):
        answering_against(settings, "HEAD")


def test_a_file_that_cannot_be_read_is_a_problem_too(settings: Settings) -> None:
    (settings.knowledge_dir / "general" / "away.yml").symlink_to("nowhere.yml")

    with pytest.raises(KnowledgeError, match=r"away\.yml"):
        answering_against(settings, str(settings.knowledge_dir))
