"""One call of a method, and what most methods look up first."""

from dataclasses import dataclass

from localslack.errors import ApiError
from localslack.state import SlackState
from localslack.wire import Payload, from_json
from localslack.workspace import Channel, ChannelMessage, User


@dataclass(frozen=True, slots=True)
class Call:
    """A call's arguments, and the workspace it works on."""

    arguments: Payload
    state: SlackState

    def text_of(self, name: str) -> str:
        """Return an argument as text, or nothing."""
        value = self.arguments.get(name)
        return "" if value is None else str(value)

    def required(self, name: str) -> str:
        """Return an argument that Slack insists on.

        Raises:
            ApiError: `invalid_arguments`, as Slack says it of a missing field.
        """
        if not self.text_of(name):
            message = f"[ERROR] missing required field: {name}"
            raise ApiError("invalid_arguments", response_metadata={"messages": [message]})
        return self.text_of(name)

    def is_true(self, name: str, *, default: bool = False) -> bool:
        """Return an argument as a truth value: `true`, `1`, or JSON's true."""
        value = self.arguments.get(name, default)
        return str(value).lower() in {"true", "1"}

    def structure(self, name: str, refusal: str) -> object:
        """Return an argument that is JSON, or a form's text of it; None where it is missing.

        Raises:
            ApiError: With the code `refusal`, where it is no JSON.
        """
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        try:
            return from_json(value) if value else None
        except ValueError:
            raise ApiError(refusal) from None

    def channel(self) -> Channel:
        """Return the conversation of the argument `channel`, as far as the bot may know it.

        Raises:
            ApiError: `channel_not_found`, also for a private one of others.
        """
        channel = self.state.workspace.channel(self.text_of("channel"))
        if channel is None or (channel.kind != "channel" and not self.is_member(channel)):
            raise ApiError("channel_not_found")
        return channel

    def joined_channel(self) -> Channel:
        """Return the conversation of the argument `channel`, of which the bot is a member."""
        channel = self.channel()
        if not self.is_member(channel):
            raise ApiError("not_in_channel")
        return channel

    def is_member(self, channel: Channel) -> bool:
        """Return whether the bot is in a conversation."""
        return self.state.app.bot_user_id in channel.members

    def user(self, name: str = "user") -> User:
        """Return the user whose id is an argument."""
        user = self.state.workspace.user(self.text_of(name))
        if user is None:
            raise ApiError("user_not_found")
        return user

    def message(self, channel: Channel, name: str = "ts") -> ChannelMessage:
        """Return the message whose ts is an argument; ephemeral ones cannot be found."""
        message = self.state.workspace.message(channel.id, self.text_of(name))
        if message is None or message.ephemeral_to:
            raise ApiError("message_not_found")
        return message
