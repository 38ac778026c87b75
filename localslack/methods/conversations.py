"""`conversations.*`: DMs, members, history."""

from localslack.errors import ApiError
from localslack.methods.call import Call
from localslack.payloads import channel_payload, message_payload
from localslack.scopes import require_for_kind
from localslack.wire import Payload
from localslack.workspace import Channel, ChannelMessage

_PAGE = 100


def open_dm(call: Call) -> Payload:
    """Return the DM with one person, opened where there was none."""
    user_ids = [user_id for user_id in call.text_of("users").split(",") if user_id]
    if len(user_ids) != 1:
        raise ApiError("users_list_not_supplied" if not user_ids else "method_not_supported_for_channel_type")
    user = call.state.workspace.user(user_ids[0])
    if user is None or user.is_bot:
        raise ApiError("user_not_found" if user is None else "cannot_dm_bot")
    channel = call.state.dm_of(user.id)
    whole = channel_payload(channel, call.state.app)
    return {"channel": whole if call.is_true("return_im") else {"id": channel.id}}


def info(call: Call) -> Payload:
    """Return a conversation."""
    channel = call.channel()
    require_for_kind("read", channel.kind, call.state.manifest)
    return {"channel": channel_payload(channel, call.state.app)}


def members(call: Call) -> Payload:
    """Return who is in a conversation."""
    channel = call.channel()
    require_for_kind("read", channel.kind, call.state.manifest)
    return {"members": sorted(channel.members), "response_metadata": {"next_cursor": ""}}


def history(call: Call) -> Payload:
    """Return a conversation's messages, newest first, without the replies in threads."""
    channel = _readable_channel(call)
    messages = [each for each in call.state.workspace.messages(channel.id) if not each.is_in_thread]
    return _page(call, [each for each in reversed(messages) if _is_in_range(call, each)])


def replies(call: Call) -> Payload:
    """Return a message and its thread, oldest first."""
    channel = _readable_channel(call)
    thread = call.state.workspace.thread(channel.id, call.required("ts"))
    if not thread:
        raise ApiError("thread_not_found")
    return _page(call, [each for each in thread if _is_in_range(call, each)])


def _readable_channel(call: Call) -> Channel:
    channel = call.joined_channel()
    require_for_kind("history", channel.kind, call.state.manifest)
    return channel


def _shown(call: Call, message: ChannelMessage) -> Payload:
    """Return a message; the first of a thread tells how long the thread is."""
    payload = message_payload(message, call.state.app)
    below = call.state.workspace.thread(message.channel, message.ts)[1:]
    if below:
        users = sorted({each.user for each in below})
        payload |= {"thread_ts": message.ts, "reply_count": len(below), "latest_reply": below[-1].ts}
        payload |= {"reply_users": users, "reply_users_count": len(users)}
    return payload


def _whole_number(call: Call, name: str, default: int) -> int:
    text = call.text_of(name)
    if text and not text.isdecimal():
        raise ApiError(f"invalid_{name}")
    return int(text or default)


def _is_in_range(call: Call, message: ChannelMessage) -> bool:
    oldest, latest = call.text_of("oldest"), call.text_of("latest")
    ends = {end for end in (oldest, latest) if end}
    if message.ts in ends:
        return call.is_true("inclusive")
    return (not oldest or message.ts > oldest) and (not latest or message.ts < latest)


def _page(call: Call, messages: list[ChannelMessage]) -> Payload:
    limit, start = _whole_number(call, "limit", _PAGE), _whole_number(call, "cursor", 0)
    with_metadata = call.is_true("include_all_metadata")
    shown = [_shown(call, each) for each in messages[start : start + limit]]
    if not with_metadata:
        shown = [{key: value for key, value in each.items() if key != "metadata"} for each in shown]
    has_more = len(messages) > start + limit
    cursor = str(start + limit) if has_more else ""
    return {"messages": shown, "has_more": has_more, "response_metadata": {"next_cursor": cursor}}
