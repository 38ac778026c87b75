"""What every deed of a person needs on its way to the app: names, response URLs, words of Slack's own."""

from dataclasses import dataclass

from localslack.backstage import Backstage
from localslack.deliveries import INTERACTIONS, Ack
from localslack.grants import ResponseGrant
from localslack.marks import Names
from localslack.wire import Payload
from localslack.workspace import Channel, Message, User

SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Desk:
    """Carries people's deeds to the app; `response_base` is the address of response URLs."""

    stage: Backstage
    response_base: str

    def names(self) -> Names:
        """Return the names that become ids in what people type."""
        workspace = self.stage.workspace
        return Names(
            users={user.name.lower(): user.id for user in workspace.users()},
            channels={channel.name: channel.id for channel in workspace.channels() if channel.kind != "im"},
        )

    def lend(self, grant: ResponseGrant) -> Payload:
        """Return a new response URL and a new trigger, as payloads carry them."""
        url = f"{self.response_base}{self.stage.app.team_id}/{self.stage.grants.lend_response(grant)}"
        return {"response_url": url, "trigger_id": self.stage.grants.lend_trigger(grant.user)}

    def send(self, interaction: Payload) -> Ack:
        """Deliver an interaction, where the app is set up for interactions."""
        if not self.stage.manifest.is_interactive:
            return Ack("not_interactive")
        return self.stage.dispatcher.send_now(INTERACTIONS, interaction["type"], interaction)

    def channel_of(self, message: Message) -> Channel:
        """Return the conversation that a message stands in."""
        channel = self.stage.workspace.channel(message.channel)
        if channel is None:
            raise LookupError(f"There is no channel {message.channel}.")
        return channel

    def current(self, message: Message, viewer: User) -> Message:
        """Return a message as it stands now.

        Raises:
            LookupError: It is deleted, or this person does not see it.
        """
        found = self.stage.workspace.message(message.channel, message.ts)
        if found is None or found.ephemeral_to not in {None, viewer.id}:
            raise LookupError(f"{viewer.name} sees no such message: {message.text!r}")
        return found

    def tell(self, text: str, channel: Channel, user: User) -> Message:
        """Show one person a word of Slack's own."""
        ts = self.stage.mint.timestamp()
        message = Message(channel=channel.id, ts=ts, user=SLACKBOT, text=text, ephemeral_to=user.id)
        return self.stage.post(message, channel)
