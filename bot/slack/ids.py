"""Every name that Slack and the bot must agree on: events, commands, Web API methods, and the scopes they need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# Scopes that whoever installs the app may leave out; each turns one feature off.
GROUP_SCOPE: Final = "usergroups:read"
REACTION_SCOPE: Final = "reactions:read"
GROUP_DM_SCOPE: Final = "mpim:history"
OPTIONAL_SCOPES: Final = frozenset({GROUP_SCOPE, REACTION_SCOPE, GROUP_DM_SCOPE})

# The events the bot subscribes to, each with the scope it needs, if any.
EVENT_SCOPES: Final[Mapping[str, str | None]] = {
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    # What is written in the threads of tickets: by the requester, and by the team below a card.
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    # In group DMs, as in channels: mentions, and what is written in the bot's threads.
    "message.mpim": GROUP_DM_SCOPE,
    # A message is handed over by a reaction to it.
    "reaction_added": REACTION_SCOPE,
    "app_home_opened": None,
}

ASK: Final = "/econnect"
ADDRESS: Final = "/econnect-address"
VERSION: Final = "/econnect-version"
HELP: Final = "/econnect-help"
SETUP: Final = "/econnect-setup"
PRIVACY: Final = "/econnect-privacy"
SUPPORT: Final = "/econnect-support"
TRIAGE: Final = "/econnect-triage"
CHANNEL: Final = "/econnect-channel"

COMMANDS: Final = (ASK, SETUP, ADDRESS, VERSION, SUPPORT, HELP, PRIVACY, TRIAGE, CHANNEL)
# In a message's menu: it is handed over, or its numbers are checked.
HAND_OVER_SHORTCUT: Final = "hand-over"
NUMBERS_SHORTCUT: Final = "numbers"
# In the menu that is there everywhere: a set-up begins, or a number or a version is checked.
SETUP_SHORTCUT: Final = "setup"
CALCULATOR_SHORTCUT: Final = "calculator"
COMMAND_SCOPE: Final = "commands"

POST_MESSAGE: Final = "chat.postMessage"
POST_EPHEMERAL: Final = "chat.postEphemeral"
EDIT_MESSAGE: Final = "chat.update"
DELETE_MESSAGE: Final = "chat.delete"
OPEN_CONVERSATION: Final = "conversations.open"
OPEN_VIEW: Final = "views.open"
PUBLISH_VIEW: Final = "views.publish"
CHANNEL_INFO: Final = "conversations.info"
MEMBERS: Final = "conversations.members"
GROUP_MEMBERS: Final = "usergroups.users.list"
OWN_CONVERSATIONS: Final = "users.conversations"
USER: Final = "users.info"
PERMALINK: Final = "chat.getPermalink"
READ_CONVERSATION: Final = "conversations.history"
READ_THREAD: Final = "conversations.replies"
OPEN_SOCKET: Final = "apps.connections.open"
AUTH_TEST: Final = "auth.test"

# The Web API methods the bot calls, each with the scopes its calls need. History is read for reconciliation only,
# in direct messages (both methods) and in the threads of channels.
METHODS_CALLED: Final[Mapping[str, frozenset[str]]] = {
    POST_MESSAGE: frozenset({"chat:write"}),
    POST_EPHEMERAL: frozenset({"chat:write"}),
    EDIT_MESSAGE: frozenset({"chat:write"}),
    DELETE_MESSAGE: frozenset({"chat:write"}),
    OPEN_CONVERSATION: frozenset({"im:write"}),
    OPEN_VIEW: frozenset(),
    PUBLISH_VIEW: frozenset(),
    CHANNEL_INFO: frozenset({"channels:read", "groups:read"}),
    MEMBERS: frozenset({"channels:read", "groups:read"}),
    OWN_CONVERSATIONS: frozenset({"channels:read", "groups:read"}),
    GROUP_MEMBERS: frozenset({GROUP_SCOPE}),
    USER: frozenset({"users:read"}),
    READ_CONVERSATION: frozenset({"channels:history", "groups:history", "im:history", GROUP_DM_SCOPE}),
    READ_THREAD: frozenset({"channels:history", "groups:history", "im:history", GROUP_DM_SCOPE}),
    PERMALINK: frozenset(),
    OPEN_SOCKET: frozenset(),
    AUTH_TEST: frozenset(),
}

# All that the bot asks for, as manifest.yml does.
SCOPES: Final = frozenset({COMMAND_SCOPE}).union(filter(None, EVENT_SCOPES.values()), *METHODS_CALLED.values())

# The metadata that each posted message carries, with its outbox id.
METADATA_EVENT: Final = "econnect_bot"
METADATA_ID: Final = "outbox_id"

# Where Slack delivers events, commands and clicks over HTTP.
EVENTS_PATH: Final = "/slack/events"
