"""Specifications of workspaces: who and what is in one, and the default."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonSpec:
    """A person to be created.

    `team` names another workspace whose member they are (Slack Connect); `is_enterprise` gives them an id
    that begins with `W`, as people of an Enterprise organization may have.
    """

    name: str
    real_name: str
    is_guest: bool = False
    is_single_channel_guest: bool = False
    is_deactivated: bool = False
    is_enterprise: bool = False
    team: str | None = None


@dataclass(frozen=True, slots=True)
class ChannelSpec:
    """A channel to be created, or the direct messages of a group; `members` are names.

    It is shared with each workspace that one of its members belongs to.
    """

    name: str
    members: tuple[str, ...]
    is_private: bool = False
    is_group_dm: bool = False
    has_bot: bool = True
    is_archived: bool = False


@dataclass(frozen=True, slots=True)
class GroupSpec:
    """A user group to be created, such as `support`; `members` are names."""

    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MessageSpec:
    """A message that stands in a channel from the beginning; its channel and user are names."""

    channel: str
    user: str
    text: str


@dataclass(frozen=True, slots=True)
class WorkspaceSpec:
    """A workspace's people, channels, user groups and first messages.

    With `links_phone_numbers` bare numbers in messages become `<tel:…|…>`, as in Slack on a telephone.
    `declined_scopes` are the manifest's optional scopes that were not granted when the app was installed.
    `organization` is the id of the Enterprise organization that the app is installed in as a whole.
    """

    people: tuple[PersonSpec, ...]
    channels: tuple[ChannelSpec, ...]
    groups: tuple[GroupSpec, ...] = ()
    messages: tuple[MessageSpec, ...] = ()
    links_phone_numbers: bool = False
    declined_scopes: frozenset[str] = frozenset()
    organization: str | None = None


DEFAULT_WORKSPACE = WorkspaceSpec(
    people=(
        PersonSpec("alice", "Alice Requester"),
        PersonSpec("bob", "Bob Support"),
        PersonSpec("carol", "Carol Support"),
        PersonSpec("mallory", "Mallory Guest", is_guest=True),
    ),
    channels=(
        ChannelSpec("general", ("alice", "bob", "carol", "mallory")),
        ChannelSpec("support-triage", ("bob", "carol"), is_private=True),
        ChannelSpec("random", ("alice", "bob", "carol"), has_bot=False),
    ),
    groups=(GroupSpec("support", ("bob", "carol")),),
)

SHARED_WORKSPACE = WorkspaceSpec(
    people=(
        *DEFAULT_WORKSPACE.people,
        PersonSpec("peggy", "Peggy Partner", team="partner"),
        PersonSpec("trent", "Trent Partner", team="partner", is_guest=True),
        PersonSpec("victor", "Victor Stranger", team="stranger"),
    ),
    channels=(
        *DEFAULT_WORKSPACE.channels,
        ChannelSpec("with-partner", ("alice", "bob", "peggy", "trent")),
        ChannelSpec("shared-triage", ("bob", "carol", "peggy"), is_private=True),
    ),
    groups=DEFAULT_WORKSPACE.groups,
)
"""Slack Connect: Peggy and Trent are of a partner's workspace, in channels shared with it; Victor is in none."""
