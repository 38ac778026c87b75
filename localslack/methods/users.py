"""`users.info`, `usergroups.users.list` and `reactions.add`."""

import re

from localslack.errors import ApiError
from localslack.methods.call import Call
from localslack.payloads import user_payload
from localslack.wire import Payload


def info(call: Call) -> Payload:
    """Return a user."""
    return {"user": user_payload(call.user(), call.state.app)}


def group_members(call: Call) -> Payload:
    """Return the ids of a user group's members."""
    group = call.state.workspace.groups.get(call.required("usergroup"))
    if group is None:
        raise ApiError("no_such_subteam")
    return {"users": sorted(group)}


def add_reaction(call: Call) -> Payload:
    """Add the bot's reaction to a message."""
    channel, name = call.joined_channel(), call.text_of("name")
    message = call.message(channel, "timestamp")
    if not re.fullmatch(r"[\w+'-]+(::skin-tone-[2-6])?", name):
        raise ApiError("invalid_name")
    bot = call.state.workspace.user(call.state.app.bot_user_id)
    if bot is None or bot.id in message.reactions.get(name, ()):
        raise ApiError("already_reacted")
    call.state.react(message, bot, name, channel)
    return {}
