"""The workspace that the playground shows: the default, or one of the operator's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localslack.workspace_file import WorkspaceError, read_workspace
from localslack.workspace_spec import DEFAULT_WORKSPACE

if TYPE_CHECKING:
    from pathlib import Path

    from localslack.workspace_spec import WorkspaceSpec

__all__ = ["WorkspaceError", "workspace_in"]


def workspace_in(path: Path | None) -> WorkspaceSpec:
    """Return the workspace that a file describes, the default without one.

    Raises:
        WorkspaceError: The file cannot be used.
    """
    return DEFAULT_WORKSPACE if path is None else read_workspace(path)
