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

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from bot.localslack.roster import Group, Line, Resident, Room, Roster
from bot.localslack.wire import Payload


class WorkspaceError(ValueError):
    """A workspace file that cannot be used; the message names every place."""


def read_workspace(path: Path) -> Roster:
    """Return the workspace that a file describes.

    Raises:
        WorkspaceError: It cannot be read, or something in it is wrong.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise WorkspaceError(f"{path} cannot be read: {error}") from error
    except yaml.YAMLError as error:
        raise WorkspaceError(f"{path} is no YAML: {error}") from error
    problems = list(_problems(content))
    if problems:
        raise WorkspaceError("\n".join(f"{path}: {problem}" for problem in problems))
    return _roster(content)


_PARTS = {"people": dict, "channels": dict, "groups": dict, "messages": list}
_PERSON = {"real_name": str, "guest": bool}
_CHANNEL = {"members": list, "private": bool, "bot": bool}
_MESSAGE = {"channel": str, "who": str, "text": str}


def _problems(content: object) -> Iterator[str]:
    shape = list(_shape(content, _PARTS, "the file", ("people", "channels")))
    yield from shape
    if shape or not isinstance(content, dict):
        return
    people, channels = content["people"], content["channels"]
    for name, person in people.items():
        yield from _shape(person, _PERSON, f"people.{name}", ())
    for name, channel in channels.items():
        yield from _shape(channel, _CHANNEL, f"channels.{name}", ("members",))
        yield from _known(_members(channel), people, f"channels.{name}.members")
    for name, members in content.get("groups", {}).items():
        yield from _known(members if isinstance(members, list) else [members], people, f"groups.{name}")
    for place, message in enumerate(content.get("messages", ())):
        faults = list(_shape(message, _MESSAGE, f"messages[{place}]", tuple(_MESSAGE)))
        yield from faults
        if not faults:
            yield from _known([message["channel"]], channels, f"messages[{place}].channel")
            yield from _known([message["who"]], people, f"messages[{place}].who")


def _shape(value: object, fields: Mapping[str, type], place: str, required: tuple[str, ...]) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place} must be a table of {', '.join(fields)}"
        return
    for name in required:
        if name not in value:
            yield f"{place} lacks {name}"
    for name, part in value.items():
        if name not in fields:
            yield f"{place} has no field {name}; there are {', '.join(fields)}"
        elif not isinstance(part, fields[name]):
            yield f"{place}.{name} must be a {fields[name].__name__}"


def _known(names: list[object], there: Payload, place: str) -> Iterator[str]:
    for name in names:
        if not isinstance(name, str) or name not in there:
            yield f"{place} names {name!r}, which is not there"


def _members(channel: object) -> list[object]:
    members = channel.get("members") if isinstance(channel, dict) else None
    return members if isinstance(members, list) else []


def _roster(content: Payload) -> Roster:
    people: dict[str, Payload] = content["people"]
    channels: dict[str, Payload] = content["channels"]
    return Roster(
        tuple(
            Resident(name, person.get("real_name", name), is_guest=person.get("guest", False))
            for name, person in people.items()
        ),
        tuple(
            Room(name, tuple(each["members"]), is_private=each.get("private", False), has_bot=each.get("bot", True))
            for name, each in channels.items()
        ),
        tuple(Group(name, tuple(members)) for name, members in content.get("groups", {}).items()),
        tuple(Line(each["channel"], each["who"], each["text"]) for each in content.get("messages", ())),
    )
