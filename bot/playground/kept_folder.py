"""A folder that keeps a playground: local Slack's state and the bot's database, for one playground at a time."""

from __future__ import annotations

import fcntl
import os
import shlex
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from localslack.keeping import KeptStateError, kept_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from localslack.workspace_spec import WorkspaceSpec

_SLACK: Final = "local-slack.json"
_DATABASE: Final = "econnect-bot.db"
_LOCK: Final = "playground.lock"
_WEEK: Final = "demo-week-played"
_FOR_US_ALONE: Final = 0o700


class KeptFolderError(Exception):
    """A folder that cannot keep a playground; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class KeptFolder:
    """A folder that this playground alone uses; `workspace` is the one that it was begun with, None for a new one."""

    path: Path
    workspace: WorkspaceSpec | None

    @property
    def slack_file(self) -> Path:
        """Return where local Slack's state is kept."""
        return self.path / _SLACK

    @property
    def database_url(self) -> str:
        """Return the address of the bot's database."""
        return f"sqlite:///{self.path / _DATABASE}"

    def workspace_or(self, workspace: WorkspaceSpec, default: WorkspaceSpec) -> WorkspaceSpec:
        """Return the workspace that is kept, or `workspace` where none is.

        Raises:
            KeptFolderError: `workspace` is neither the kept one nor the default: two cannot be had.
        """
        if self.workspace is None:
            return workspace
        if workspace not in {default, self.workspace}:
            remedy = (
                f"Choose another folder, or go on in it: econnect-bot playground --keep {shlex.quote(str(self.path))}"
            )
            raise KeptFolderError(f"{self.path} was begun with another workspace. {remedy}")
        return self.workspace

    def note_week(self) -> None:
        """Note that the demo's week was played here to its end."""
        (self.path / _WEEK).touch(0o600)

    def settings(self, triage_channel: str | None) -> str:
        """Return the settings by which the bot's commands look at what is kept here, for a shell."""
        team = f" ECONNECT_TRIAGE_CHANNEL={triage_channel}" if triage_channel else ""
        return f"DATABASE_URL={shlex.quote(self.database_url)}{team}"


def has_week(path: Path) -> bool:
    """Return whether the demo's week was played in the folder at `path`; it was not in a new one.

    Raises:
        KeptFolderError: It keeps a playground without it, or with a part of it.
    """
    folder = path.expanduser().absolute()
    if (folder / _WEEK).exists():
        return True
    if (folder / _SLACK).exists():
        go_on = f"econnect-bot playground --keep {shlex.quote(str(folder))}"
        remedy = f"Choose another folder, delete this one, or go on in it as it is: {go_on}"
        raise KeptFolderError(f"{folder} keeps a playground without the demo's whole week. {remedy}")
    return False


@contextmanager
def kept_folder(path: Path) -> Iterator[KeptFolder]:
    """Yield the folder at `path`, made where there is none; no other playground can use it meanwhile.

    Raises:
        KeptFolderError: It cannot be used, is in use, or holds something else.
    """
    folder = path.expanduser().absolute()
    if "?" in str(folder):
        raise KeptFolderError(f"{folder} cannot be used: a database's address has no question mark. Choose another.")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=_FOR_US_ALONE)
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise KeptFolderError(f"{folder} cannot be used: {error.strerror}. Choose another folder.") from error
    try:
        _lock(lock, folder)
        yield KeptFolder(folder, _workspace(folder))
    finally:
        os.close(lock)


def _lock(lock: int, folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        remedy = "Stop that one, or choose another folder."
        raise KeptFolderError(f"Another playground is using {folder}. {remedy}") from None


def _workspace(folder: Path) -> WorkspaceSpec | None:
    has_slack, has_database = (folder / _SLACK).exists(), (folder / _DATABASE).exists()
    if has_database and not has_slack:
        remedy = "Choose another folder."
        raise KeptFolderError(f"{folder} holds a bot's database, but no playground. {remedy}")
    try:
        return kept_workspace(folder / _SLACK)
    except KeptStateError as error:
        raise KeptFolderError(f"{error} Choose another folder, or delete this one to begin anew.") from error
