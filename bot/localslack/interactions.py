"""What people do with the app's surfaces: commands, clicks, shortcuts; and what the acks show."""

import json
from dataclasses import dataclass

from bot.localslack import payloads
from bot.localslack.backstage import Backstage
from bot.localslack.deliveries import COMMANDS, Ack
from bot.localslack.grants import ResponseGrant
from bot.localslack.marks import Names, escape, mark
from bot.localslack.refusals import Refused
from bot.localslack.responses import apply_answer
from bot.localslack.scopes import COMMAND_SCOPE
from bot.localslack.workspace import Channel, Message, User

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

    def lend(self, grant: ResponseGrant) -> str:
        """Return a new response URL."""
        return f"{self.response_base}{self.stage.app.team_id}/{self.stage.grants.lend_response(grant)}"

    def type_command(self, line: str, channel: Channel, user: User) -> Message | None:
        """Send a slash command; return what its author sees at once, or nothing."""
        name, _, text = line.partition(" ")
        command = self.stage.manifest.commands.get(name)
        if command is None or COMMAND_SCOPE not in self.stage.manifest.bot_scopes:
            return self.tell(f"{name} is not a valid command.", channel, user)
        written = mark(text, self.names()).text if command.should_escape else escape(text)
        grant = ResponseGrant(channel.id, user.id)
        form = payloads.command_form(name, written.strip(), channel, user, self.stage.app)
        form |= {"response_url": self.lend(grant), "trigger_id": self.stage.grants.lend_trigger(user.id)}
        return self._show_ack(self.stage.dispatcher.send_now(COMMANDS, name, form), name, grant)

    def tell(self, text: str, channel: Channel, user: User) -> Message:
        """Show one person a word of Slack's own."""
        message = Message(
            channel=channel.id,
            ts=self.stage.mint.timestamp(),
            user=SLACKBOT,
            text=text,
            ephemeral_to=user.id,
        )
        return self.stage.post(message, channel)

    def _show_ack(self, ack: Ack, name: str, grant: ResponseGrant) -> Message | None:
        answer = {"text": ack.text} if ack.payload is None else ack.payload
        error = _command_error(ack)
        try:
            if not error:
                return apply_answer(self.stage, grant, answer) if any(answer.values()) else None
        except Refused as refused:
            error = f"invalid_command_response: {json.dumps(refused.to_payload())}"
        channel = self.stage.workspace.channel(grant.channel)
        user = self.stage.workspace.user(grant.user)
        if channel is None or user is None:
            return None
        return self.tell(f'{name} failed with the error "{error}"', channel, user)


def _command_error(ack: Ack) -> str:
    if ack.is_ok:
        return ""
    return "operation_timeout" if ack.outcome in {"http_timeout", "dropped"} else "dispatch_failed"
