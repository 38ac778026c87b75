from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.playground.workspaces import WorkspaceError, workspace_in
from tests.test_docs import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_file_the_usual_people_are_there() -> None:
    assert [person.name for person in workspace_in(None).people] == ["alice", "bob", "carol", "mallory"]


def test_a_file_names_others() -> None:
    assert workspace_in(ROOT / "docs" / "workspace.yml").people[0].name == "dave"


def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="cannot be read"):
        workspace_in(tmp_path / "missing.yml")
