"""Slash commands: from the typed line to what the ack shows."""

from dataclasses import replace

from localslack import payloads
from localslack.deliveries import COMMANDS, Ack
from localslack.desk import Desk
from localslack.grants import ResponseGrant
from localslack.marks import escape, mark
from localslack.refusals import Refused
from localslack.responses import apply_answer
from localslack.scopes import COMMAND_SCOPE
from localslack.workspace import Channel, Message, User

_TIMEOUTS = frozenset({"http_timeout", "timeout", "dropped"})


def type_command(desk: Desk, line: str, channel: Channel, user: User) -> Message | None:
    """Send a slash command; return what its author sees at once, or nothing."""
    name, _, text = line.partition(" ")
    manifest = desk.stage.manifest
    command = manifest.commands.get(name)
    if command is None or COMMAND_SCOPE not in manifest.bot_scopes:
        return desk.tell(f"{name} is not a valid command.", channel, user)
    written = mark(text, replace(desk.names(), are_kept=True)).text if command.should_escape else escape(text)
    grant = ResponseGrant(channel.id, user.id)
    form = payloads.command_form(name, written.strip(), channel, user, desk.stage.app) | desk.lend(grant)
    ack = desk.stage.dispatcher.send_now(COMMANDS, name, form)
    error = _error_of(ack)
    if not error:
        try:
            return _show(desk, ack, grant)
        except Refused as refused:
            error = refused.code
    return desk.tell(f'{name} failed with the error "{error}"', channel, user)


def _show(desk: Desk, ack: Ack, grant: ResponseGrant) -> Message | None:
    answer = {"text": ack.text} if ack.payload is None else ack.payload
    return apply_answer(desk.stage, grant, answer) if any(answer.values()) else None


def _error_of(ack: Ack) -> str:
    if ack.is_ok:
        return ""
    return "operation_timeout" if ack.outcome in _TIMEOUTS else "dispatch_failed"
