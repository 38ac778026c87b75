"""What the API's methods and the people's deeds work on, and what follows from a change: events."""

from dataclasses import dataclass, replace

from localslack import payloads
from localslack.clock import Clock, IdGenerator
from localslack.deliveries import Dispatcher
from localslack.fault_injection import FaultScript
from localslack.grants import Grants
from localslack.installation import Installation
from localslack.journal import Journal
from localslack.manifest import AppManifest
from localslack.scopes import is_delivered, message_event
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

    def dm_of(self, user_id: str) -> Channel:
        """Return the DM between a person and the bot; open it if there is none."""
        members = frozenset({user_id, self.app.bot_user_id})
        with self.workspace.changed:
            for channel in self.workspace.channels():
                if channel.kind == "im" and channel.members == members:
                    return channel
            channel = Channel(self.ids.identifier("D"), "directmessage", "im", members)
            self.workspace.put_channel(channel)
            return channel

    def post(self, message: ChannelMessage, channel: Channel) -> ChannelMessage:
        """Put a new message in its channel; tell the app, once as message and once as mention."""
        self.workspace.put_message(message)
        if message.ephemeral_to:
            return message
        self._announce(message_event(channel.kind), channel, payloads.posted_event(message, channel, self.app))
        is_mention = f"<@{self.app.bot_user_id}>" in message.text and not message.bot_id
        if is_mention and channel.kind != "im":
            self._announce("app_mention", channel, payloads.mention_event(message, self.app))
        return message

    def change(self, message: ChannelMessage, channel: Channel) -> ChannelMessage:
        """Replace a message by its edited self; tell the app."""
        with self.workspace.changed:
            previous = self.workspace.message(message.channel, message.ts)
            self.workspace.put_message(message)
        if previous and not message.ephemeral_to:
            event = payloads.changed_event(message, previous, channel, self.app, self.ids.timestamp())
            self._announce(message_event(channel.kind), channel, event)
        return message

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
            reactions = dict(current.reactions) | {name: (*current.reactions.get(name, ()), user.id)}
            self.workspace.put_message(replace(current, reactions=reactions))
        self._announce("reaction_added", channel, payloads.reaction_event(message, user, name, self.ids.timestamp()))

    def open_home(self, user: User) -> None:
        """Show a person the App Home; tell the app."""
        channel = self.dm_of(user.id)
        view = self.workspace.home(user.id)
        event = payloads.home_opened_event(user, channel, view, self.app, self.ids.timestamp())
        self._announce("app_home_opened", channel, event)

    def tell(self, name: str, event: Payload) -> None:
        """Deliver an event, if the manifest declares it and asks for its scope."""
        if is_delivered(name, self.manifest):
            event_id = self.ids.identifier("Ev")
            self.dispatcher.send_event(payloads.event_envelope(event, self.app, event_id, int(self.clock())))

    def _announce(self, name: str, channel: Channel, event: Payload) -> None:
        if self.app.bot_user_id in channel.members:
            self.tell(name, event)
