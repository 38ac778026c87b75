"""`chat.*`: posting, changing and deleting the bot's messages."""

from dataclasses import replace

from localslack.directory_payloads import is_met_or_ours
from localslack.errors import ApiError
from localslack.methods.call import Call
from localslack.methods.content import Content, read_changed, read_posted
from localslack.payloads import message_payload
from localslack.sharing import permalink
from localslack.wire import Payload
from localslack.workspace import Channel, ChannelMessage


def post_message(call: Call) -> Payload:
    """Post in a channel, in a thread, or in a person's DM."""
    channel = _where_to_post(call)
    thread_ts = _thread(call, channel)
    message = call.state.post(_own_message(call, channel, read_posted(call), thread_ts), channel)
    return {"channel": channel.id, "ts": message.ts, "message": message_payload(message, call.state.app)}


def post_ephemeral(call: Call) -> Payload:
    """Show a message to one person in a channel."""
    channel, user = _open_to_bot(call), call.user()
    if user.id not in channel.members:
        raise ApiError("user_not_in_channel")
    message = _own_message(call, channel, read_posted(call), call.text_of("thread_ts") or None)
    call.state.post(replace(message, ephemeral_to=user.id), channel)
    return {"message_ts": message.ts}


def update(call: Call) -> Payload:
    """Change an own message: text without blocks takes the blocks away; attachments and metadata stay."""
    channel = call.channel()
    if channel.is_archived:
        raise ApiError("is_inactive")
    message = call.message(channel)
    if message.bot_id != call.state.app.bot_id:
        raise ApiError("cant_update_message")
    content = read_changed(call)
    changed = replace(
        message,
        text=content.text,
        blocks=content.blocks,
        attachments=message.attachments if content.attachments is None else content.attachments,
        metadata=message.metadata if content.metadata is None else content.metadata or None,
        edited_ts=call.state.ids.timestamp(),
    )
    call.state.change(changed, channel)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": changed.text,
        "message": message_payload(changed, call.state.app),
    }


def delete(call: Call) -> Payload:
    """Delete an own message."""
    channel = call.channel()
    message = call.message(channel)
    if message.bot_id != call.state.app.bot_id:
        raise ApiError("cant_delete_message")
    call.state.remove(message, channel)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(call: Call) -> Payload:
    """Return a message's address."""
    channel = call.channel()
    message = call.message(channel, "message_ts")
    return {"channel": channel.id, "permalink": permalink(message, call.state.app)}


def _where_to_post(call: Call) -> Channel:
    user = call.state.workspace.user(call.text_of("channel"))
    if user and not user.is_bot and is_met_or_ours(user, call.state.app, call.state.workspace):
        return call.state.dm_of(user.id)  # also of a deactivated one, where nobody will read it
    return _open_to_bot(_by_id(call))


def _by_id(call: Call) -> Call:
    """Return the call with the channel's id where its name was given: `general`, `#general`."""
    name = call.text_of("channel").removeprefix("#")
    for channel in call.state.workspace.channels():
        if channel.name == name and channel.kind != "im":
            return replace(call, arguments=call.arguments | {"channel": channel.id})
    return call


def _open_to_bot(call: Call) -> Channel:
    channel = call.channel()
    if channel.is_archived:
        raise ApiError("is_archived")
    is_public = channel.kind == "channel" and "chat:write.public" in call.state.manifest.bot_scopes
    return channel if is_public else call.joined_channel()


def _thread(call: Call, channel: Channel) -> str | None:
    thread_ts = call.text_of("thread_ts")
    if not thread_ts:
        return None
    parent = call.state.workspace.message(channel.id, thread_ts)
    if parent is None and not call.state.workspace.thread(channel.id, thread_ts):
        raise ApiError("thread_not_found")
    if parent and parent.is_in_thread:  # Slack moves a reply to a reply up to the thread it is in
        return parent.thread_ts
    return thread_ts


def _own_message(call: Call, channel: Channel, content: Content, thread_ts: str | None) -> ChannelMessage:
    return ChannelMessage(
        channel=channel.id,
        ts=call.state.ids.timestamp(),
        user=call.state.app.bot_user_id,
        bot_id=call.state.app.bot_id,
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments or (),
        thread_ts=thread_ts,
        metadata=content.metadata or None,
    )
