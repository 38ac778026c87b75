"""`conversations.*` and `users.conversations`: channels, DMs, members, history."""

from typing import TypeVar

from localslack.directory_payloads import channel_payload, is_met_or_ours
from localslack.errors import ApiError
from localslack.methods.call import Call
from localslack.payloads import message_payload
from localslack.scopes import require_for_kind
from localslack.wire import Payload
from localslack.workspace import Channel, ChannelMessage

Found = TypeVar("Found")
_PAGE = 100
_MOST = 999  # "maximum of 999": https://docs.slack.dev/reference/methods/conversations.history
_MOST_DIGITS = 9
_KINDS_BY_TYPE = {"public_channel": "channel", "private_channel": "group", "mpim": "mpim", "im": "im"}


def open_dm(call: Call) -> Payload:
    """Return the DM with one person, opened where there was none."""
    user_ids = [user_id for user_id in call.text_of("users").split(",") if user_id]
    if len(user_ids) != 1:
        raise ApiError("users_list_not_supplied" if not user_ids else "method_not_supported_for_channel_type")
    user = call.state.workspace.user(user_ids[0])
    if user is None or user.is_bot:
        raise ApiError("user_not_found" if user is None else "cannot_dm_bot")
    if user.is_deactivated:
        raise ApiError("user_disabled")
    if not is_met_or_ours(user, call.state.app, call.state.workspace):
        raise ApiError("user_not_visible")
    channel = call.state.dm_of(user.id)
    whole = channel_payload(channel, call.state.app)
    return {"channel": whole if call.is_true("return_im") else {"id": channel.id}}


def info(call: Call) -> Payload:
    """Return a conversation, with how many people are in it where that is asked for."""
    channel = call.channel()
    require_for_kind("read", channel.kind, call.state.manifest)
    payload = channel_payload(channel, call.state.app)
    return {
        "channel": payload | ({"num_members": len(channel.members)} if call.is_true("include_num_members") else {})
    }


def members(call: Call) -> Payload:
    """Return who is in a conversation."""
    channel = call.channel()
    require_for_kind("read", channel.kind, call.state.manifest)
    found, cursor = _paged(call, sorted(channel.members))
    return {"members": found, "response_metadata": {"next_cursor": cursor}}


def join(call: Call) -> Payload:
    """Make the bot a member of a public channel."""
    channel = call.channel()
    if channel.kind != "channel":
        raise ApiError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise ApiError("is_archived")
    if not call.is_member(channel):
        channel = call.state.change_members(channel, channel.members | {call.state.app.bot_user_id})
    return {"channel": channel_payload(channel, call.state.app)}


def list_channels(call: Call) -> Payload:
    """Return the conversations of the kinds that are asked for, as far as the bot may know them."""
    return _channel_page(call, _known_channels(call))


def list_own(call: Call) -> Payload:
    """Return the conversations of these kinds that a user is in, the bot unless another is named."""
    user_id = call.text_of("user") or call.state.app.bot_user_id
    page = _channel_page(call, [each for each in _known_channels(call) if user_id in each.members])
    for channel in page["channels"]:
        channel.pop("is_member", None)  # Slack leaves it out here
    return page


def _known_channels(call: Call) -> list[Channel]:
    kinds, without_archived = _kinds(call), call.is_true("exclude_archived")
    return [
        channel
        for channel in call.state.workspace.channels()
        if channel.kind in kinds
        and (channel.kind == "channel" or call.is_member(channel))
        and not (without_archived and channel.is_archived)
    ]


def _kinds(call: Call) -> set[str]:
    """Return the kinds of conversation that are asked for; each needs its scope."""
    names = (call.text_of("types") or "public_channel").replace(" ", "").split(",")
    if not set(names) <= _KINDS_BY_TYPE.keys():
        raise ApiError("invalid_types")
    kinds = {_KINDS_BY_TYPE[name] for name in names}
    for kind in sorted(kinds):
        require_for_kind("read", kind, call.state.manifest)
    return kinds


def _channel_page(call: Call, channels: list[Channel]) -> Payload:
    found, cursor = _paged(call, [channel_payload(each, call.state.app) for each in channels])
    return {"channels": found, "response_metadata": {"next_cursor": cursor}}


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


def _thread_payload(call: Call, message: ChannelMessage) -> Payload:
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
    if text and not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise ApiError(f"invalid_{name}")
    return int(text or default) or default


def _is_in_range(call: Call, message: ChannelMessage) -> bool:
    oldest, latest = call.text_of("oldest"), call.text_of("latest")
    ends = {end for end in (oldest, latest) if end}
    if message.ts in ends:
        return call.is_true("inclusive")
    return (not oldest or message.ts > oldest) and (not latest or message.ts < latest)


def _page(call: Call, messages: list[ChannelMessage]) -> Payload:
    found, cursor = _paged(call, messages)
    payloads = [_thread_payload(call, each) for each in found]
    if not call.is_true("include_all_metadata"):
        payloads = [{key: value for key, value in each.items() if key != "metadata"} for each in payloads]
    return {"messages": payloads, "has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}


def _paged(call: Call, found: list[Found]) -> tuple[list[Found], str]:
    """Return the page that a call asks for, and the cursor of the next one, empty on the last."""
    limit, start = min(_whole_number(call, "limit", _PAGE), _MOST), _whole_number(call, "cursor", 0)
    return found[start : start + limit], str(start + limit) if len(found) > start + limit else ""
