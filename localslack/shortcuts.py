"""Shortcuts: from a message's menu, and from anywhere."""

from localslack import payloads
from localslack.action_context import ActionContext
from localslack.deliveries import Ack
from localslack.grants import ResponseGrant
from localslack.scopes import COMMAND_SCOPE
from localslack.workspace import ChannelMessage, User


def use_shortcut(context: ActionContext, callback_id: str, message: ChannelMessage | None, user: User) -> Ack:
    """Use a declared shortcut, a message shortcut on a message.

    Raises:
        LookupError: The manifest declares no such shortcut, or not the scope `commands`.
    """
    state = context.state
    shortcut = state.manifest.shortcuts.get(callback_id)
    kind = "message" if message else "global"
    if shortcut is None or shortcut.kind != kind or COMMAND_SCOPE not in state.manifest.bot_scopes:
        raise LookupError(f"No {kind} shortcut {callback_id!r} is on offer.")
    if message is None:
        payload = payloads.interaction("shortcut", user, state.app)
        payload |= {"trigger_id": context.issue_trigger(user.id), "action_ts": state.ids.timestamp()}
    else:
        current, channel = context.current(message, user), context.channel_of(message)
        payload = payloads.interaction("message_action", user, state.app)
        payload |= payloads.message_shortcut_parts(current, channel, state.app)
        payload |= context.issue(ResponseGrant(channel.id, user.id)) | {"action_ts": state.ids.timestamp()}
    return context.send(payload | {"callback_id": callback_id})
