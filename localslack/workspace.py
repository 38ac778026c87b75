"""The workspace as values: users, channels, messages, views, and who sees what."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from localslack.wire import Payload


@dataclass(frozen=True, slots=True)
class User:
    """A person, or the bot's user; `team_id` is their workspace, None where it is the app's."""

    id: str
    name: str
    real_name: str
    is_bot: bool = False
    is_guest: bool = False
    is_single_channel_guest: bool = False
    is_deactivated: bool = False
    team_id: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation; `kind` is Slack's `channel_type`: `channel`, `group` (private), `im` or `mpim`.

    `shared_with` holds the other workspaces that it is shared with (Slack Connect).
    """

    id: str
    name: str
    kind: str
    members: frozenset[str]
    is_archived: bool = False
    shared_with: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ChannelMessage:
    """A message as it stands now; `ephemeral_to` names the only person who sees it.

    `author` is who wrote it where they are of another workspace.
    """

    channel: str
    ts: str
    user: str
    text: str
    blocks: tuple[Payload, ...] = ()
    thread_ts: str | None = None
    bot_id: str | None = None
    ephemeral_to: str | None = None
    subtype: str | None = None
    metadata: Payload | None = None
    edited_ts: str | None = None
    files: tuple[Payload, ...] = ()
    attachments: tuple[Payload, ...] = ()
    reactions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    client_msg_id: str | None = None
    author: User | None = None

    @property
    def is_in_thread(self) -> bool:
        """Return whether it is a reply below another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(frozen=True, slots=True)
class OpenView:
    """A modal or an App Home; `content` is what the app sent, `client` where a modal is open."""

    id: str
    user: str
    kind: str
    content: Payload
    hash: str
    root_id: str
    previous_id: str | None = None
    state: Mapping[str, Payload] = field(default_factory=dict)
    client: str = ""

    @property
    def blocks(self) -> list[Payload]:
        """Return its blocks."""
        blocks: list[Payload] = self.content["blocks"]
        return blocks

    @property
    def callback_id(self) -> str:
        """Return the name the app gave it, or nothing."""
        return str(self.content.get("callback_id", ""))


class WorkspaceStore:
    """Everything that is there now. Every change wakes those who wait on `changed`."""

    def __init__(
        self,
        users: Iterable[User],
        channels: Iterable[Channel],
        groups: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self.changed = threading.Condition(threading.RLock())
        self.groups: Mapping[str, frozenset[str]] = groups or {}
        self._users = {user.id: user for user in users}
        self._channels = {channel.id: channel for channel in channels}
        self._messages: dict[tuple[str, str], ChannelMessage] = {}
        self._modals: dict[tuple[str, str], list[OpenView]] = {}
        self._homes: dict[str, OpenView] = {}

    def user(self, user_id: str) -> User | None:
        """Return the user with this id."""
        return self._users.get(user_id)

    def put_user(self, user: User) -> None:
        """Replace the user with this id."""
        with self.changed:
            self._users[user.id] = user
            self.changed.notify_all()

    def users(self) -> list[User]:
        """Return everybody, the bot included."""
        return list(self._users.values())

    def channel(self, channel_id: str) -> Channel | None:
        """Return the conversation with this id."""
        return self._channels.get(channel_id)

    def channels(self) -> list[Channel]:
        """Return all conversations, DMs included."""
        with self.changed:
            return list(self._channels.values())

    def put_channel(self, channel: Channel) -> None:
        """Add a conversation, or replace the one with its id."""
        with self.changed:
            self._channels[channel.id] = channel
            self.changed.notify_all()

    def message(self, channel_id: str, ts: str) -> ChannelMessage | None:
        """Return one message, ephemeral ones included."""
        return self._messages.get((channel_id, ts))

    def put_message(self, message: ChannelMessage) -> None:
        """Add a message, or replace the one with its channel and ts."""
        with self.changed:
            self._messages[message.channel, message.ts] = message
            self.changed.notify_all()

    def remove_message(self, message: ChannelMessage) -> None:
        """Take a message away."""
        with self.changed:
            self._messages.pop((message.channel, message.ts), None)
            self.changed.notify_all()

    def messages(self, channel_id: str, viewer: str | None = None) -> list[ChannelMessage]:
        """Return a conversation's messages, oldest first; ephemeral ones only to their viewer."""
        with self.changed:
            return [
                message
                for message in sorted(self._messages.values(), key=lambda each: each.ts)
                if message.channel == channel_id and message.ephemeral_to in {None, viewer}
            ]

    def all_messages(self) -> list[ChannelMessage]:
        """Return the messages of all conversations, ephemeral ones included, in the order they came."""
        with self.changed:
            return list(self._messages.values())

    def thread(self, channel_id: str, ts: str, viewer: str | None = None) -> list[ChannelMessage]:
        """Return a message and what stands below it, oldest first."""
        return [message for message in self.messages(channel_id, viewer) if ts in {message.ts, message.thread_ts}]

    def modals(self, user_id: str, client: str) -> list[OpenView]:
        """Return the modals that a person has open in one of their clients, the visible one last."""
        with self.changed:
            return list(self._modals.get((user_id, client), ()))

    def all_modals(self) -> list[OpenView]:
        """Return the modals that are open anywhere."""
        with self.changed:
            return [view for stack in self._modals.values() for view in stack]

    def put_modals(self, user_id: str, client: str, views: Iterable[OpenView]) -> None:
        """Replace a person's stack of modals in one of their clients."""
        with self.changed:
            self._modals[user_id, client] = list(views)
            self.changed.notify_all()

    def home(self, user_id: str) -> OpenView | None:
        """Return the App Home that was published to a person."""
        return self._homes.get(user_id)

    def put_home(self, view: OpenView) -> None:
        """Publish an App Home."""
        with self.changed:
            self._homes[view.user] = view
            self.changed.notify_all()

    def view(self, view_id: str) -> OpenView | None:
        """Return the open modal or home with this id."""
        with self.changed:
            return next((view for view in [*self.all_modals(), *self._homes.values()] if view.id == view_id), None)
