"""Keeps what a local Slack knows in a file, so that it goes on from there: people, channels, messages, App Homes."""

import json
import os
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from localslack.state import SlackState
from localslack.wire import Payload
from localslack.workspace import Channel, ChannelMessage, OpenView, User
from localslack.workspace_spec import ChannelSpec, GroupSpec, MessageSpec, PersonSpec, WorkspaceSpec

Understood = TypeVar("Understood")

_VERSION: Final = 1
_MINUTE: Final = 60
_FOR_US_ALONE: Final = 0o600


class KeptStateError(ValueError):
    """A file that no local Slack goes on from; the message says which, and why."""


def kept_workspace(path: Path) -> WorkspaceSpec | None:
    """Return the workspace that a file was begun with; None where there is no file.

    Raises:
        KeptStateError: The file cannot be read, or is none of this version's.
    """
    kept = _read(path)
    return None if kept is None else _understood(path, lambda: _to_spec(kept["workspace"]))


class StateKeeper:
    """Goes on from a file where there is one, and writes whatever changes to it, while it is used as a context.

    Args:
        state: Of a local Slack with the workspace of `kept_workspace`, to which nothing has happened yet.
        workspace: That workspace.
        path: The file; a folder that is there.
        warn: Called with a sentence where it cannot be written.
    """

    def __init__(
        self, state: SlackState, workspace: WorkspaceSpec, path: Path, warn: Callable[[str], object]
    ) -> None:
        self._state, self._workspace, self._path, self._warn = state, workspace, path, warn
        self._written = ""
        self._is_stopping = False
        self._thread = threading.Thread(target=self._keep_on, name="keeper", daemon=True)
        kept = _read(path)
        self.stood_at: float = 0.0 if kept is None else _understood(path, lambda: self._restore(kept))
        """What its clock showed last, in seconds since 1970; zero where there is no file."""

    def __enter__(self) -> Self:
        """Begin to keep."""
        self._write()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Write it a last time, and end."""
        with self._state.workspace.changed:
            self._is_stopping = True
            self._state.workspace.changed.notify_all()
        self._thread.join()

    def _keep_on(self) -> None:
        changed = self._state.workspace.changed
        with changed:
            while not self._is_stopping:
                text = self._text()
                if text == self._written:
                    changed.wait()
                else:
                    self._write()
            self._write()

    def _write(self) -> None:
        """Replace the file as a whole: whoever reads it meanwhile, or after a crash, finds one state or the other."""
        text = self._text()
        if text == self._written:
            return
        beside = self._path.with_suffix(".new")
        try:
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _FOR_US_ALONE), "w") as file:
                file.write(text)
            beside.replace(self._path)
        except OSError as error:
            self._warn(f"{self._path} cannot be written ({error.strerror}): what happens now is not kept.")
        self._written = text

    def _text(self) -> str:
        store, (number, last) = self._state.workspace, self._state.ids.position
        channels = store.channels()
        return json.dumps(
            {
                "version": _VERSION,
                "workspace": asdict(self._workspace),
                "at": self._state.clock() // _MINUTE * _MINUTE,
                "number": number,
                "last": last,
                "users": [asdict(user) for user in store.users()],
                "channels": [asdict(channel) for channel in channels],
                "messages": [asdict(message) for message in store.all_messages()],
                "homes": [asdict(view) for user in store.users() if (view := store.home(user.id)) is not None],
            },
            default=sorted,  # sets
        )

    def _restore(self, kept: Payload) -> float:
        store = self._state.workspace
        for user in kept["users"]:
            store.put_user(User(**user))
        for channel in kept["channels"]:
            sets = {name: frozenset(channel[name]) for name in ("members", "shared_with")}
            store.put_channel(Channel(**(channel | sets)))
        for message in store.all_messages():
            store.remove_message(message)
        for message in kept["messages"]:
            store.put_message(_to_message(message))
        for view in kept["homes"]:
            store.put_home(OpenView(**view))
        self._state.ids.go_on(int(kept["number"]), int(kept["last"]))
        return float(kept["at"])


def _to_message(kept: Payload) -> ChannelMessage:
    tuples: dict[str, Any] = {name: tuple(kept[name]) for name in ("blocks", "files", "attachments")}
    reactions = {name: tuple(users) for name, users in kept["reactions"].items()}
    author = None if kept["author"] is None else User(**kept["author"])
    return ChannelMessage(**(kept | tuples | {"reactions": reactions, "author": author}))


def _to_spec(kept: Payload) -> WorkspaceSpec:
    members = [{**each, "members": tuple(each["members"])} for each in (*kept["channels"], *kept["groups"])]
    count = len(kept["channels"])
    parts = {
        "people": tuple(PersonSpec(**each) for each in kept["people"]),
        "channels": tuple(ChannelSpec(**each) for each in members[:count]),
        "groups": tuple(GroupSpec(**each) for each in members[count:]),
        "messages": tuple(MessageSpec(**each) for each in kept["messages"]),
        "declined_scopes": frozenset(kept["declined_scopes"]),
    }
    return WorkspaceSpec(**(kept | parts))


def _read(path: Path) -> Payload | None:
    try:
        kept = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KeptStateError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise KeptStateError(f"{path} is no state of a local Slack.") from error
    if not isinstance(kept, dict) or kept.get("version") != _VERSION:
        raise KeptStateError(f"{path} is no state of this version's local Slack.")
    return kept


def _understood(path: Path, understand: Callable[[], Understood]) -> Understood:
    try:
        return understand()
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise KeptStateError(f"{path} is no state of this version's local Slack.") from error
