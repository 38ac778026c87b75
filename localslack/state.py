"""The state that API methods and people's actions work on, and the events that follow from a change."""

from dataclasses import dataclass, replace

from localslack import payloads
from localslack.clock import Clock, IdGenerator
from localslack.deliveries import Dispatcher
from localslack.fault_injection import FaultScript
from localslack.grants import Grants
from localslack.installation import Installation
from localslack.journal import Journal
from localslack.manifest import AppManifest
from localslack.scopes import has_scope_for_kind, is_delivered, message_event
from localslack.sockets import SocketHub
from localslack.wire import Payload
from localslack.workspace import Channel, ChannelMessage, User, WorkspaceStore


@dataclass(frozen=True, slots=True)
class SlackState:
    """The parts of a running local Slack."""

    workspace: WorkspaceStore
    app: Installation
    manifest: AppManifest
    grants: Grants
    dispatcher: Dispatcher
    sockets: SocketHub
    journal: Journal
    faults: FaultScript
    ids: IdGenerator
    clock: Clock

    def bot(self) -> User:
        """Return the bot's user."""
        bot = self.workspace.user(self.app.bot_user_id)
        if bot is None:
            raise LookupError("There is no bot in this workspace.")
        return bot

    def dm_of(self, user_id: str) -> Channel:
        """Return the DM between a person and the bot; open it if there is none."""
        members = frozenset({user_id, self.app.bot_user_id})
        with self.workspace.changed:
            for channel in self.workspace.channels():
                if channel.kind == "im" and channel.members == members:
                    return channel
            person = self.workspace.user(user_id)
            others = frozenset({person.team_id}) if person and person.team_id else frozenset()
            channel = Channel(self.ids.identifier("D"), "directmessage", "im", members, shared_with=others)
            self.workspace.put_channel(channel)
            return channel

    def post(self, message: ChannelMessage, channel: Channel) -> ChannelMessage:
        """Put a new message in its channel; tell the app, once as message and once as mention."""
        if message.ephemeral_to and message.is_in_thread and not self._is_active(message):
            return message  # Slack takes it, and shows it to nobody
        self.workspace.put_message(message)
        if message.ephemeral_to:
            return message
        self._announce(message_event(channel.kind), channel, payloads.posted_event(message, channel, self.app))
        self._announce_mention(message, channel)
        return message

    def _is_active(self, message: ChannelMessage) -> bool:
        """Return whether somebody has replied in the thread; only then private words are seen there."""
        thread = self.workspace.thread(message.channel, message.thread_ts or "")
        return any(each.is_in_thread for each in thread)

    def change(self, message: ChannelMessage, channel: Channel) -> ChannelMessage:
        """Replace a message by its edited self; tell the app."""
        with self.workspace.changed:
            previous = self.workspace.message(message.channel, message.ts)
            self.workspace.put_message(message)
        if previous and not message.ephemeral_to:
            event = payloads.changed_event(message, previous, channel, self.app, self.ids.timestamp())
            self._announce(message_event(channel.kind), channel, event)
            if message.text != previous.text:
                self._announce_mention(message, channel)
        return message

    def tell_anew(self, message: ChannelMessage, channel: Channel, occasion: payloads.Occasion) -> None:
        """Tell the app of a message that nobody edited, without what was there before, as Slack does now and then."""
        event = payloads.told_anew(message, channel, self.app, self.ids.timestamp(), occasion)
        self._announce(message_event(channel.kind), channel, event)

    def remove(self, message: ChannelMessage, channel: Channel) -> None:
        """Take a message away; tell the app."""
        self.workspace.remove_message(message)
        if not message.ephemeral_to:
            event = payloads.deleted_event(message, channel, self.app, self.ids.timestamp())
            self._announce(message_event(channel.kind), channel, event)

    def react(self, message: ChannelMessage, user: User, name: str, channel: Channel) -> None:
        """Add somebody's reaction to a message; tell the app."""
        with self.workspace.changed:
            current = self.workspace.message(message.channel, message.ts) or message
            if user.id in current.reactions.get(name, ()):
                return  # a second one of the same kind is none
            reactions = dict(current.reactions) | {name: (*current.reactions.get(name, ()), user.id)}
            self.workspace.put_message(replace(current, reactions=reactions))
        self._announce_reaction("reaction_added", message, user, name, channel)

    def unreact(self, message: ChannelMessage, user: User, name: str, channel: Channel) -> None:
        """Take somebody's reaction away again; tell the app."""
        with self.workspace.changed:
            current = self.workspace.message(message.channel, message.ts) or message
            left = tuple(each for each in current.reactions.get(name, ()) if each != user.id)
            others = {other: users for other, users in current.reactions.items() if other != name}
            self.workspace.put_message(replace(current, reactions=others | ({name: left} if left else {})))
        self._announce_reaction("reaction_removed", message, user, name, channel)

    def change_members(self, channel: Channel, members: frozenset[str]) -> Channel:
        """Let people, or the bot, join or leave a channel; tell the app; return the channel as it is now."""
        changed = replace(channel, members=members)
        self.workspace.put_channel(changed)
        for name, user_ids in (
            ("member_joined_channel", members - channel.members),
            ("member_left_channel", channel.members - members),
        ):
            for user_id in sorted(user_ids):
                if has_scope_for_kind("read", channel.kind, self.manifest):
                    event = payloads.membership_event(name, user_id, changed, self.app, self.ids.timestamp())
                    self._announce(name, changed, event)
        return changed

    def open_home(self, user: User) -> None:
        """Show a person the App Home; tell the app."""
        channel = self.dm_of(user.id)
        view = self.workspace.home(user.id)
        event = payloads.home_opened_event(user, channel, view, self.app, self.ids.timestamp())
        self._announce("app_home_opened", channel, event)

    def tell(self, name: str, event: Payload, *, is_shared: bool = False) -> None:
        """Deliver an event, if the manifest declares it and asks for its scope."""
        if is_delivered(name, self.manifest):
            event_id, seconds = self.ids.identifier("Ev"), int(self.clock())
            envelope = payloads.event_envelope(event, self.app, event_id, seconds, is_shared=is_shared)
            self.dispatcher.send_event(envelope)

    def _announce_reaction(self, kind: str, message: ChannelMessage, user: User, name: str, channel: Channel) -> None:
        event = payloads.reaction_event(kind, message, user, name, self.ids.timestamp())
        self._announce(kind, channel, event)

    def _announce_mention(self, message: ChannelMessage, channel: Channel) -> None:
        """Tell the app of a mention: in a new message, and again when its text was edited."""
        is_mention = f"<@{self.app.bot_user_id}>" in message.text and not message.bot_id
        if is_mention and channel.kind != "im":
            self._announce("app_mention", channel, payloads.mention_event(message, self.app))

    def _announce(self, name: str, channel: Channel, event: Payload) -> None:
        if self.app.bot_user_id in channel.members:
            self.tell(name, event, is_shared=bool(channel.shared_with))
