"""Git repositories for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.git_revision import run_git

if TYPE_CHECKING:
    from pathlib import Path

_AS_ALICE = ("-c", "user.name=Alice", "-c", "user.email=alice@example.com", "-c", "commit.gpgsign=false")


def new_repository(folder: Path) -> None:
    """Make `folder` an empty repository."""
    run_git(folder, "init", "--quiet", "--initial-branch=main")


def commit(folder: Path) -> None:
    """Commit all that is below `folder`."""
    run_git(folder, "add", "--all", ".")
    run_git(folder, *_AS_ALICE, "commit", "--quiet", "--no-verify", "--message=knowledge")
