"""Shortcuts: from a message's menu, and from anywhere."""

from localslack import payloads
from localslack.deliveries import Ack
from localslack.desk import Desk
from localslack.grants import ResponseGrant
from localslack.scopes import COMMAND_SCOPE
from localslack.workspace import Message, User


def use_shortcut(desk: Desk, callback_id: str, message: Message | None, user: User) -> Ack:
    """Use a declared shortcut, a message shortcut on a message.

    Raises:
        LookupError: The manifest declares no such shortcut, or not the scope `commands`.
    """
    stage = desk.stage
    shortcut = stage.manifest.shortcuts.get(callback_id)
    kind = "message" if message else "global"
    if shortcut is None or shortcut.kind != kind or COMMAND_SCOPE not in stage.manifest.bot_scopes:
        raise LookupError(f"No {kind} shortcut {callback_id!r} is on offer.")
    if message is None:
        payload = payloads.interaction("shortcut", user, stage.app)
        payload |= {"trigger_id": stage.grants.lend_trigger(user.id), "action_ts": stage.mint.timestamp()}
    else:
        shown, channel = desk.current(message, user), desk.channel_of(message)
        payload = payloads.interaction("message_action", user, stage.app)
        payload |= payloads.message_shortcut_parts(shown, channel, stage.app)
        payload |= desk.lend(ResponseGrant(channel.id, user.id)) | {"action_ts": stage.mint.timestamp()}
    return desk.send(payload | {"callback_id": callback_id})
