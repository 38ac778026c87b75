from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.knowledge.git_revision import GitError, RevisionError, read_revision, run_git
from bot.knowledge.source_files import MAX_BYTES, contents_of
from tests.knowledge.repositories import commit, new_repository

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = (
    "--output=x",
    "-h",
    "--all",
    ";rm -rf .",
    "$(touch x)",
    "HEAD --output=x",
    "HEAD..HEAD",
    "a\nb",
    "",
    "HEAD:k",
)


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """Return a folder in a repository, with a file that was committed."""
    folder = tmp_path / "team" / "knowledge"
    folder.mkdir(parents=True)
    new_repository(tmp_path)
    (folder / "a.yml").write_bytes(b"before\n")
    commit(tmp_path)
    return folder


def test_a_folder_is_read_as_it_was(knowledge: Path) -> None:
    (knowledge / "a.yml").write_bytes(b"after\n")
    (knowledge / "b.yml").write_bytes(b"new\n")
    name, files = read_revision(knowledge, "HEAD")

    assert files.contents == {"a.yml": b"before\n"}
    assert files.problems == ()
    assert run_git(knowledge, "rev-parse", "HEAD").decode().strip() == name
    assert (knowledge / "a.yml").read_bytes() == b"after\n"


def test_a_revision_has_the_files_that_its_checkout_has(knowledge: Path) -> None:
    for name in ("sub/c.yml", ".#d.yml", "..data/e.yml", "readme.md", "f.yaml"):
        (knowledge / name).parent.mkdir(exist_ok=True)
        (knowledge / name).write_bytes(b"x\n")
    (knowledge / "g.yml").write_bytes(b"#" * (MAX_BYTES + 100))
    (knowledge / "h.yml").symlink_to("sub/c.yml")
    commit(knowledge)

    assert read_revision(knowledge, "HEAD")[1].contents == contents_of(knowledge)


def test_a_link_that_leads_out_of_the_folder_is_a_problem(knowledge: Path) -> None:
    (knowledge / "away.yml").symlink_to("../../elsewhere.yml")
    (knowledge / "articles").symlink_to("..")
    commit(knowledge)
    problems = read_revision(knowledge, "HEAD")[1].problems

    assert [problem.path for problem in problems] == ["articles", "away.yml"]
    assert "git worktree add" in str(problems[0])


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_is_an_option_or_a_command(knowledge: Path, name: str) -> None:
    before = sorted(knowledge.parents[1].rglob("*"))
    with pytest.raises(RevisionError, match="There is no revision"):
        read_revision(knowledge, name)

    assert sorted(knowledge.parents[1].rglob("*")) == before


def test_a_folder_that_was_not_there_yet_is_told(knowledge: Path) -> None:
    (knowledge / "younger").mkdir()
    with pytest.raises(RevisionError, match="in which the folder stands"):
        read_revision(knowledge / "younger", "HEAD")


def test_a_folder_in_no_repository_is_told(tmp_path: Path) -> None:
    with pytest.raises(RevisionError, match="not a git repository"):
        read_revision(tmp_path, "HEAD")


def test_without_git_that_is_said(knowledge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(knowledge))
    with pytest.raises(RevisionError, match="git is not installed"):
        read_revision(knowledge, "HEAD")


def test_within_a_hook_the_folders_own_repository_counts(
    knowledge: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path_factory.mktemp("other")
    new_repository(other)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / "index"))

    assert read_revision(knowledge, "HEAD")[1].contents == {"a.yml": b"before\n"}


def test_what_git_says_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(GitError) as told:
        run_git(tmp_path, "no-such-command")

    assert "no-such-command" in str(told.value)
    assert "\n" not in str(told.value)
