"""Reads a workspace from a YAML file: its people, channels, user groups and first messages.

people:
  alice: {real_name: Alice Requester}
  mallory: {real_name: Mallory Guest, guest: true}
channels:
  general: {members: [alice, mallory]}
  triage: {members: [alice], private: true, bot: false}
groups:
  support: [alice]
messages:
  - {channel: general, who: alice, text: Hello}
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import yaml

from localslack.installation import Installation
from localslack.workspace_building import group_id, team_id
from localslack.workspace_spec import ChannelSpec, GroupSpec, MessageSpec, PersonSpec, WorkspaceSpec

LONGEST: Final = 1_000_000
"""Characters: hundreds of people and thousands of messages."""

_PARTS: Final = ("people", "channels", "groups", "messages", "declined_scopes")
_PERSON_FLAGS: Final = ("guest", "single_channel_guest", "deactivated", "enterprise")
_PERSON: Final = ("real_name", "team", *_PERSON_FLAGS)
_CHANNEL: Final = ("members", "private", "bot", "archived", "group_dm")
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_NAME_RULE: Final = "write it in lower case, digits, hyphens, underscores and dots"
_FLAGS: Final = {"true": True, "false": False}


class WorkspaceError(ValueError):
    """A workspace file that cannot be used; the message names every fault with its line."""


def read_workspace(path: Path) -> WorkspaceSpec:
    """Return the workspace that a file describes.

    Raises:
        WorkspaceError: It cannot be read, or something in it is wrong.
    """
    try:
        with path.open(encoding="utf-8") as file:  # which may be a device without an end
            text = file.read(LONGEST + 1)
    except UnicodeDecodeError as error:
        raise WorkspaceError(f"{path} is not UTF-8 text") from error
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be read: {error.strerror}") from error
    reader = _Reader()
    workspace = reader.workspace(text)
    if reader.faults:
        raise WorkspaceError("\n".join(f"{path}:{line}: {fault}" for line, fault in sorted(reader.faults)))
    return workspace


class _Reader:
    """Reads node after node, and collects what is wrong as (line, fault)."""

    def __init__(self) -> None:
        self.faults: list[tuple[int, str]] = []

    def workspace(self, text: str) -> WorkspaceSpec:
        """Return the workspace; of use only where no fault was found."""
        root = self._root(text)
        parts = {} if root is None else self._table(root, "the file", _PARTS, required=("people", "channels"))
        people = self._entries(parts.get("people"), "people")
        if root is not None and "people" in parts and not people:
            self._add_fault(root, "people is empty; add at least one person")
        channels = self._entries(parts.get("channels"), "channels")
        groups = self._entries(parts.get("groups"), "groups")
        self._check_ids(groups)
        rooms = {name: self._channel(name, node, people) for name, node in channels.items()}
        return WorkspaceSpec(
            tuple(self._person(name, node) for name, node in people.items()),
            tuple(rooms.values()),
            tuple(GroupSpec(name, self._members(node, f"groups.{name}", people)) for name, node in groups.items()),
            tuple(self._message(node, rooms, people) for node in self._items(parts.get("messages"), "messages")),
            declined_scopes=frozenset(
                self._text(node, "declined_scopes", "")
                for node in self._items(parts.get("declined_scopes"), "declined_scopes")
            ),
        )

    def _root(self, text: str) -> yaml.Node | None:
        """Return the file's node; None, and a fault, where there is none that is safe to walk."""
        if len(text) > LONGEST:
            self.faults.append((1, f"the file is longer than {LONGEST} characters; shorten it"))
            return None
        try:
            for event in yaml.parse(text, Loader=yaml.CSafeLoader):
                if isinstance(event, yaml.AliasEvent):
                    line = event.start_mark.line + 1 if event.start_mark else 1
                    self.faults.append((line, f"*{event.anchor} is an alias; write it in full"))
                    return None
            root: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
        except (yaml.YAMLError, RecursionError) as error:
            self.faults.append(_syntax(error))
            return None
        if root is None:
            self.faults.append((1, "the file is empty; it needs people and channels"))
        return root

    def _person(self, name: str, node: yaml.Node) -> PersonSpec:
        place = f"people.{name}"
        fields = self._table(node, place, _PERSON)
        flags = {flag: self._flag(fields.get(flag), f"{place}.{flag}", default=False) for flag in _PERSON_FLAGS}
        return PersonSpec(
            name,
            self._text(fields.get("real_name"), f"{place}.real_name", name),
            is_guest=flags["guest"],
            is_single_channel_guest=flags["single_channel_guest"],
            is_deactivated=flags["deactivated"],
            is_enterprise=flags["enterprise"],
            team=self._team(fields.get("team"), f"{place}.team"),
        )

    def _check_ids(self, groups: Mapping[str, yaml.Node]) -> None:
        """Add a fault for each user group whose id would be another's: ids leave hyphens, dots and the like out."""
        names: dict[str, str] = {}
        for name, node in groups.items():
            if (other := names.setdefault(group_id(name), name)) != name:
                self._add_fault(node, f"“{name}” and “{other}” are too much alike in groups; rename one")

    def _team(self, node: yaml.Node | None, place: str) -> str | None:
        team = self._text(node, place, "")
        if node is not None and team and not _NAME.fullmatch(team):
            self._add_fault(node, f"“{team}” is not a valid name in {place}; {_NAME_RULE}")
        elif node is not None and team_id(team) == Installation().team_id:
            self._add_fault(node, f"{place} names the app's own workspace; leave it out, or choose another name")
        return team or None

    def _channel(self, name: str, node: yaml.Node, people: Mapping[str, yaml.Node]) -> ChannelSpec:
        place = f"channels.{name}"
        fields = self._table(node, place, _CHANNEL, required=("members",))
        return ChannelSpec(
            name,
            self._members(fields.get("members"), f"{place}.members", people),
            is_private=self._flag(fields.get("private"), f"{place}.private", default=False),
            has_bot=self._flag(fields.get("bot"), f"{place}.bot", default=True),
            is_group_dm=self._flag(fields.get("group_dm"), f"{place}.group_dm", default=False),
            is_archived=self._flag(fields.get("archived"), f"{place}.archived", default=False),
        )

    def _message(
        self, node: yaml.Node, channels: Mapping[str, ChannelSpec], people: Mapping[str, yaml.Node]
    ) -> MessageSpec:
        names = ("channel", "who", "text")
        fields = self._table(node, "a message", names, required=names)
        channel = self._known(fields.get("channel"), "a message's channel", channels)
        who = self._known(fields.get("who"), "a message's who", people)
        if channel in channels and who in people and who not in channels[channel].members:
            self._add_fault(node, f"{who} is not in {channel}, and cannot have written there")
        return MessageSpec(channel, who, self._text(fields.get("text"), "a message's text", ""))

    def _members(self, node: yaml.Node | None, place: str, people: Mapping[str, yaml.Node]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._known(item, place, people) for item in self._items(node, place)))

    def _known(self, node: yaml.Node | None, place: str, there: Mapping[str, object]) -> str:
        name = self._text(node, place, "")
        if node is not None and name and name not in there:
            known = ", ".join(there) or "nobody"
            self._add_fault(node, f"{place} names “{name}”, which does not exist; available: {known}")
        return name

    def _entries(self, node: yaml.Node | None, place: str) -> dict[str, yaml.Node]:
        """Return a table whose keys are names."""
        entries = {} if node is None else self._table(node, place, None)
        for name, value in entries.items():
            if not _NAME.fullmatch(name):
                self._add_fault(value, f"“{name}” is not a valid name in {place}; {_NAME_RULE}")
        return entries

    def _table(
        self, node: yaml.Node, place: str, fields: Sequence[str] | None, required: Sequence[str] = ()
    ) -> dict[str, yaml.Node]:
        """Return the values of a table by their keys; `fields` are those that it may have, None where any."""
        if isinstance(node, yaml.ScalarNode) and not node.value and not required:
            return {}  # `alice:` with nothing behind it
        if not isinstance(node, yaml.MappingNode):
            self._add_fault(node, f"{place} must be a table" + (f" of {', '.join(fields)}" if fields else ""))
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            fault = _key_fault(key, found, fields)
            if fault is None:
                found[key.value] = value
            else:
                self._add_fault(key, f"{place} {fault}")
        for name in required:
            if name not in found:
                self._add_fault(node, f"{place} is missing {name}")
        return found

    def _items(self, node: yaml.Node | None, place: str) -> Sequence[yaml.Node]:
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            self._add_fault(node, f"{place} must be a list, such as [alice, bob]")
            return ()
        items: Sequence[yaml.Node] = node.value
        return items

    def _text(self, node: yaml.Node | None, place: str, default: str) -> str:
        if node is None:
            return default
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self._add_fault(node, f"{place} must be text")
            return default
        return str(node.value)

    def _flag(self, node: yaml.Node | None, place: str, *, default: bool) -> bool:
        if node is None:
            return default
        if not isinstance(node, yaml.ScalarNode) or node.value not in _FLAGS:
            self._add_fault(node, f"{place} must be true or false")
            return default
        return _FLAGS[node.value]

    def _add_fault(self, node: yaml.Node, fault: str) -> None:
        self.faults.append((node.start_mark.line + 1, fault))


def _key_fault(key: yaml.Node, found: Mapping[str, yaml.Node], fields: Sequence[str] | None) -> str | None:
    """Return what is wrong with a table's key, if something is."""
    if not isinstance(key, yaml.ScalarNode):
        return "has a key that is not text"
    if key.value in found:
        return f"has {key.value} twice; remove one"
    if fields is not None and key.value not in fields:
        return f"cannot have {key.value}; allowed: {', '.join(fields)}"
    return None


def _syntax(error: yaml.YAMLError | RecursionError) -> tuple[int, str]:
    to_entities = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it is nested too deep"
    return (to_entities.line + 1 if to_entities else 1), f"this is not YAML: {problem}"
