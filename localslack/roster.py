"""Who and what is in the default workspace."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Resident:
    """A person to be created."""

    name: str
    real_name: str
    is_guest: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """A channel to be created, or the direct messages of a group; `members` are names."""

    name: str
    members: tuple[str, ...]
    is_private: bool = False
    is_group_dm: bool = False
    has_bot: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """A user group to be created, such as `support`; `members` are names."""

    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A message that stands in a channel before anybody comes."""

    room: str
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Roster:
    """A workspace's people, channels, user groups and first messages."""

    residents: tuple[Resident, ...]
    rooms: tuple[Room, ...]
    groups: tuple[Group, ...] = ()
    lines: tuple[Line, ...] = ()


DEFAULT = Roster(
    residents=(
        Resident("alice", "Alice Requester"),
        Resident("bob", "Bob Support"),
        Resident("carol", "Carol Support"),
        Resident("mallory", "Mallory Guest", is_guest=True),
    ),
    rooms=(
        Room("general", ("alice", "bob", "carol", "mallory")),
        Room("support-triage", ("bob", "carol"), is_private=True),
        Room("random", ("alice", "bob", "carol"), has_bot=False),
    ),
    groups=(Group("support", ("bob", "carol")),),
)
