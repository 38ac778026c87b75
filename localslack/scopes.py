"""Which scopes Slack asks for: per API method, per event, per kind of conversation.

The facts are those of https://docs.slack.dev/reference/methods and https://docs.slack.dev/reference/events.
"""

from collections.abc import Mapping

from localslack.errors import ApiError
from localslack.manifest import AppManifest

_KINDS = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


def _per_kind(verb: str) -> frozenset[str]:
    return frozenset(f"{family}:{verb}" for family in _KINDS.values())


# One of the named scopes is enough; an empty set means that a token is enough.
METHOD_SCOPES: Mapping[str, frozenset[str]] = {
    "auth.test": frozenset(),
    "chat.postMessage": frozenset({"chat:write"}),
    "chat.postEphemeral": frozenset({"chat:write"}),
    "chat.update": frozenset({"chat:write"}),
    "chat.delete": frozenset({"chat:write"}),
    "chat.getPermalink": frozenset(),
    "conversations.open": frozenset({"channels:manage", "groups:write", "im:write", "mpim:write"}),
    "conversations.info": _per_kind("read"),
    "conversations.history": _per_kind("history"),
    "conversations.replies": _per_kind("history"),
    "conversations.members": _per_kind("read"),
    "usergroups.users.list": frozenset({"usergroups:read"}),
    "users.info": frozenset({"users:read"}),
    "views.open": frozenset(),
    "views.update": frozenset(),
    "views.push": frozenset(),
    "views.publish": frozenset(),
    "apps.connections.open": frozenset(),
    "reactions.add": frozenset({"reactions:write"}),
    "reactions.get": frozenset({"reactions:read"}),
    "reactions.remove": frozenset({"reactions:write"}),
    "bots.info": frozenset({"users:read"}),
    "conversations.join": frozenset({"channels:join"}),
    "conversations.list": _per_kind("read"),
    "team.info": frozenset({"team:read"}),
    "usergroups.list": frozenset({"usergroups:read"}),
    "users.conversations": _per_kind("read"),
    "users.list": frozenset({"users:read"}),
}

EVENT_SCOPES: Mapping[str, str | None] = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "member_joined_channel": None,  # the scope goes by the kind of channel: `has_scope_for_kind`
    "member_left_channel": None,
    "app_home_opened": None,
    "tokens_revoked": None,
    "app_uninstalled": None,
}

COMMAND_SCOPE = "commands"


def message_event(kind: str) -> str:
    """Return the event to subscribe to for messages in a kind of conversation."""
    return "message.im" if kind == "im" else f"message.{_KINDS[kind]}"


def is_delivered(event: str, manifest: AppManifest) -> bool:
    """Return whether the manifest declares an event and asks for the scope it needs."""
    needed = EVENT_SCOPES[event]
    return event in manifest.bot_events and (needed is None or needed in manifest.bot_scopes)


def require(needed: frozenset[str], manifest: AppManifest) -> None:
    """Refuse a call for which no needed scope is granted.

    Raises:
        ApiError: `missing_scope`, with what is needed and what is provided.
    """
    if needed and not needed & manifest.bot_scopes:
        raise ApiError(
            "missing_scope", needed=",".join(sorted(needed)), provided=",".join(sorted(manifest.bot_scopes))
        )


def require_for_kind(verb: str, kind: str, manifest: AppManifest) -> None:
    """Refuse a call that needs `read` or `history` for this kind of conversation."""
    require(frozenset({f"{_KINDS[kind]}:{verb}"}), manifest)


def has_scope_for_kind(verb: str, kind: str, manifest: AppManifest) -> bool:
    """Return whether the scope `read` or `history` is granted for this kind of conversation."""
    return f"{_KINDS[kind]}:{verb}" in manifest.bot_scopes
