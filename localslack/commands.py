"""Slash commands: from the typed line to what the ack shows."""

from dataclasses import replace

from localslack import payloads
from localslack.action_context import ActionContext
from localslack.deliveries import COMMANDS, Ack
from localslack.entities import escape, to_entities
from localslack.errors import ApiError
from localslack.grants import ResponseGrant
from localslack.responses import apply_answer
from localslack.scopes import COMMAND_SCOPE
from localslack.workspace import Channel, ChannelMessage, User

_TIMEOUTS = frozenset({"http_timeout", "timeout", "dropped"})


def type_command(context: ActionContext, line: str, channel: Channel, user: User) -> ChannelMessage | None:
    """Send a slash command; return what its author sees at once, or nothing."""
    context.check_open(channel, user.id)
    name, _, text = line.partition(" ")
    manifest = context.state.manifest
    command = manifest.commands.get(name)
    if command is None or COMMAND_SCOPE not in manifest.bot_scopes or user.team_id:
        return context.tell(f"{name} is not a valid command.", channel, user)
    written = (
        to_entities(text, replace(context.names(), keeps_names=True)).text if command.should_escape else escape(text)
    )
    grant = ResponseGrant(channel.id, user.id)
    form = payloads.command_form(name, written.strip(), channel, user, context.state.app) | context.issue(grant)
    ack = context.state.dispatcher.send_now(COMMANDS, name, form)
    error = _error_of(ack)
    if not error:
        try:
            return _show(context, ack, grant)
        except ApiError as refused:
            error = refused.code
    return context.tell(f'{name} failed with the error "{error}"', channel, user)


def _show(context: ActionContext, ack: Ack, grant: ResponseGrant) -> ChannelMessage | None:
    answer = {"text": ack.text} if ack.payload is None else ack.payload
    return apply_answer(context.state, grant, answer) if any(answer.values()) else None


def _error_of(ack: Ack) -> str:
    if ack.is_ok:
        return ""
    return "operation_timeout" if ack.outcome in _TIMEOUTS else "dispatch_failed"
