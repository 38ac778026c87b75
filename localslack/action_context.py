"""What every action of a person needs on its way to the app: names, response URLs, Slack's own words."""

from dataclasses import dataclass

from localslack.deliveries import INTERACTIONS, Ack
from localslack.entities import NameIndex
from localslack.grants import ResponseGrant, TriggerHolder
from localslack.state import SlackState
from localslack.wire import Payload
from localslack.workspace import Channel, ChannelMessage, User

SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class ActionContext:
    """Carries people's actions to the app; `response_base` is the address of response URLs.

    `client` is where the person does it: modals open there.
    """

    state: SlackState
    response_base: str
    client: str = ""

    def names(self) -> NameIndex:
        """Return the names that become ids in what people type."""
        workspace = self.state.workspace
        return NameIndex(
            users={user.name.lower(): user.id for user in workspace.users()},
            channels={channel.name: channel.id for channel in workspace.channels() if channel.kind != "im"},
        )

    def check_active(self, user_id: str) -> None:
        """See to it that a person can still do something.

        Raises:
            LookupError: Their account is deactivated.
        """
        user = self.state.workspace.user(user_id)
        if user and user.is_deactivated:
            raise LookupError(f"{user.name} is deactivated.")

    def check_open(self, channel: Channel, user_id: str) -> None:
        """See to it that a person can still write in a channel.

        Raises:
            LookupError: It is archived, or their account is deactivated.
        """
        self.check_active(user_id)
        current = self.state.workspace.channel(channel.id)
        if current and current.is_archived:
            raise LookupError(f"{channel.name} is archived.")

    def issue(self, grant: ResponseGrant) -> Payload:
        """Return a new response URL and a new trigger, as payloads carry them."""
        url = f"{self.response_base}{self.state.app.team_id}/{self.state.grants.issue_response(grant)}"
        return {"response_url": url, "trigger_id": self.issue_trigger(grant.user)}

    def issue_trigger(self, user_id: str) -> str:
        """Return a new trigger for what a person does here."""
        return self.state.grants.issue_trigger(TriggerHolder(user_id, self.client))

    def send(self, interaction: Payload) -> Ack:
        """Deliver an interaction, where the app is set up for interactions."""
        if not self.state.manifest.is_interactive:
            return Ack("not_interactive")
        self.check_active(interaction["user"]["id"])
        return self.state.dispatcher.send_now(INTERACTIONS, interaction["type"], interaction)

    def channel_of(self, message: ChannelMessage) -> Channel:
        """Return the conversation that a message stands in."""
        channel = self.state.workspace.channel(message.channel)
        if channel is None:
            raise LookupError(f"There is no channel {message.channel}.")
        return channel

    def current(self, message: ChannelMessage, viewer: User) -> ChannelMessage:
        """Return a message as it stands now.

        Raises:
            LookupError: It is deleted, or this person does not see it.
        """
        found = self.state.workspace.message(message.channel, message.ts)
        if found is None or found.ephemeral_to not in {None, viewer.id}:
            raise LookupError(f"{viewer.name} sees no such message: {message.text!r}")
        return found

    def tell(self, text: str, channel: Channel, user: User) -> ChannelMessage:
        """Show one person a word of Slack's own."""
        ts = self.state.ids.timestamp()
        message = ChannelMessage(channel=channel.id, ts=ts, user=SLACKBOT, text=text, ephemeral_to=user.id)
        return self.state.post(message, channel)
