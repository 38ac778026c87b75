"""`reactions.*`: the bot's reactions to a message."""

import re

from localslack.errors import ApiError
from localslack.methods.call import Call
from localslack.payloads import message_payload
from localslack.wire import Payload


def add(call: Call) -> Payload:
    """Add the bot's reaction to a message."""
    channel, name = call.joined_channel(), call.text_of("name")
    if channel.is_archived:
        raise ApiError("is_archived")
    message = call.message(channel, "timestamp")
    if not re.fullmatch(r"[\w+'-]+(::skin-tone-[2-6])?", name):
        raise ApiError("invalid_name")
    bot = call.state.bot()
    if bot.id in message.reactions.get(name, ()):
        raise ApiError("already_reacted")
    call.state.react(message, bot, name, channel)
    return {}


def remove(call: Call) -> Payload:
    """Take the bot's reaction away again."""
    channel, name = call.joined_channel(), call.text_of("name")
    message, bot = call.message(channel, "timestamp"), call.state.bot()
    if bot.id not in message.reactions.get(name, ()):
        raise ApiError("no_reaction")
    call.state.unreact(message, bot, name, channel)
    return {}


def get(call: Call) -> Payload:
    """Return a message with everybody's reactions."""
    channel = call.joined_channel()
    message = message_payload(call.message(channel, "timestamp"), call.state.app)
    return {"type": "message", "channel": channel.id, "message": message}
