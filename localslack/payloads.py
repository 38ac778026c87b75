"""The payloads that Slack sends, built from values.

Shapes: https://docs.slack.dev/reference/events, https://docs.slack.dev/reference/interaction-payloads
and https://docs.slack.dev/interactivity/implementing-slash-commands.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, TypeAlias

from localslack.installation import Installation
from localslack.wire import Payload, copy_of
from localslack.workspace import Channel, ChannelMessage, OpenView, User

Occasion: TypeAlias = Literal["reply", "unfurl", "locale"]
"""Why Slack tells of a message anew although nobody edited it."""


def message_payload(message: ChannelMessage, app: Installation) -> Payload:
    """Return a message as the API returns it and as events carry it."""
    payload: Payload = {
        "type": "message",
        "subtype": message.subtype,
        "client_msg_id": message.client_msg_id,
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": app.team_id,
        "thread_ts": message.thread_ts,
        "blocks": list(message.blocks) or None,
        "files": list(message.files) or None,
        "attachments": list(message.attachments) or None,
        "metadata": message.metadata,
        "edited": {"user": message.user, "ts": message.edited_ts} if message.edited_ts else None,
        "reactions": [
            {"name": name, "users": list(users), "count": len(users)} for name, users in message.reactions.items()
        ]
        or None,
    }
    if message.bot_id:
        profile = {"id": message.bot_id, "app_id": app.app_id, "team_id": app.team_id, "deleted": False}
        payload |= {"bot_id": message.bot_id, "app_id": app.app_id, "bot_profile": profile}
    if message.author:
        payload |= _foreign_author(message.author)
    return copy_of({key: value for key, value in payload.items() if value is not None})


def posted_event(message: ChannelMessage, channel: Channel, app: Installation) -> Payload:
    """Return the `message` event of a new message."""
    place = {"channel": channel.id, "channel_type": channel.kind, "event_ts": message.ts}
    return {key: value for key, value in message_payload(message, app).items() if key != "metadata"} | place


def mention_event(message: ChannelMessage, app: Installation) -> Payload:
    """Return the `app_mention` event, the twin of the `message` event."""
    payload = message_payload(message, app)
    return payload | {"type": "app_mention", "channel": message.channel, "event_ts": message.edited_ts or message.ts}


def changed_event(
    message: ChannelMessage, previous: ChannelMessage | None, channel: Channel, app: Installation, ts: str
) -> Payload:
    """Return the `message_changed` event of a message; Slack does not always say what was there before."""
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": message_payload(message, app),
        **({"previous_message": message_payload(previous, app)} if previous else {}),
        "channel": channel.id,
        "channel_type": channel.kind,
        "ts": ts,
        "event_ts": ts,
    }


def told_anew(message: ChannelMessage, channel: Channel, app: Installation, ts: str, occasion: Occasion) -> Payload:
    """Return a `message_changed` event of a message that nobody edited; it does not say what was there before."""
    event = changed_event(message, None, channel, app, ts)
    more: dict[Occasion, Payload] = {
        "reply": {"thread_ts": message.thread_ts or message.ts, "reply_count": 1, "latest_reply": ts},
        "unfurl": {"attachments": [{"from_url": "https://example.com/", "text": "An example", "id": 1}]},
        "locale": {"language": {"locale": "nl", "is_reliable": True}},
    }
    event["message"] |= more[occasion]
    return event


def deleted_event(message: ChannelMessage, channel: Channel, app: Installation, ts: str) -> Payload:
    """Return the `message_deleted` event."""
    return {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": message.ts,
        "previous_message": message_payload(message, app),
        "channel": channel.id,
        "channel_type": channel.kind,
        "ts": ts,
        "event_ts": ts,
    }


def membership_event(kind: str, user_id: str, channel: Channel, app: Installation, ts: str) -> Payload:
    """Return the event of somebody who joined or left: `member_joined_channel`, `member_left_channel`."""
    return {
        "type": kind,
        "user": user_id,
        "channel": channel.id,
        "channel_type": "C" if channel.kind == "channel" else "G",
        "team": app.team_id,
        "event_ts": ts,
    }


def reaction_event(kind: str, message: ChannelMessage, user: User, name: str, ts: str) -> Payload:
    """Return the event of a reaction: `reaction_added`, `reaction_removed`."""
    item = {"type": "message", "channel": message.channel, "ts": message.ts}
    return {
        "type": kind,
        "user": user.id,
        "reaction": name,
        "item": item,
        "item_user": message.user,
        "event_ts": ts,
    }


def home_opened_event(user: User, channel: Channel, view: OpenView | None, app: Installation, ts: str) -> Payload:
    """Return the `app_home_opened` event; the view is there when one was published before."""
    event: Payload = {
        "type": "app_home_opened",
        "user": user.id,
        "channel": channel.id,
        "tab": "home",
        "event_ts": ts,
    }
    return event | ({"view": view_payload(view, app)} if view else {})


def event_envelope(event: Payload, app: Installation, event_id: str, seconds: int, *, is_shared: bool) -> Payload:
    """Return an event in the envelope that it is delivered in; `is_shared` is said of its channel.

    `team_id` is where it comes from, the app's workspace stands in `authorizations` and `context_team_id`.
    """
    message = event.get("message", event)
    authorization = {
        "enterprise_id": app.organization,
        "team_id": app.team_id if app.organization is None else None,
        "user_id": app.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": app.organization is not None,
    }
    return {
        "token": app.verification_token,
        "team_id": message.get("user_team") or app.team_id,
        "context_team_id": app.team_id,
        "context_enterprise_id": app.organization,
        "api_app_id": app.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": seconds,
        "authorizations": [authorization],
        "is_ext_shared_channel": is_shared,
        "event_context": f"4-{event_id}",
    }


def command_form(name: str, text: str, channel: Channel, user: User, app: Installation) -> Payload:
    """Return a slash command's form, without `response_url` and `trigger_id`."""
    return {
        "token": app.verification_token,
        "team_id": app.team_id,
        "team_domain": app.team_domain,
        "channel_id": channel.id,
        "channel_name": {"im": "directmessage", "group": "privategroup"}.get(channel.kind, channel.name),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": app.app_id,
        "is_enterprise_install": "false" if app.organization is None else "true",
        **({} if app.organization is None else {"enterprise_id": app.organization, "enterprise_name": "Local"}),
    }


def interaction(kind: str, user: User, app: Installation) -> Payload:
    """Return what all interactions have in common; message shortcuts do without `username`.

    `team` is where the app is installed; where it happens in a view, it is the person's own (`view_parts`).
    """
    username = {} if kind == "message_action" else {"username": user.name}
    return {
        "type": kind,
        "user": {"id": user.id, **username, "name": user.name, "team_id": user.team_id or app.team_id},
        "api_app_id": app.app_id,
        "token": app.verification_token,
        "team": {"id": app.team_id, "domain": app.team_domain},
        "enterprise": None if app.organization is None else {"id": app.organization, "name": "Local"},
        "is_enterprise_install": app.organization is not None,
    }


def message_action_parts(message: ChannelMessage, channel: Channel, app: Installation) -> Payload:
    """Return what a click in a message adds to an interaction."""
    container: Payload = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    parts: Payload = {"container": container, "channel": {"id": channel.id, "name": _spoken_name(channel)}}
    if not message.ephemeral_to:  # Slack keeps no ephemeral message, so it cannot send one back
        parts["message"] = message_payload(message, app)
    return parts


def view_action_parts(view: OpenView, state: Payload, user: User, app: Installation) -> Payload:
    """Return what a click in a view adds to an interaction."""
    container = {"type": "view", "view_id": view.id}
    return {"container": container, **view_parts(replace(view, state=state), user, app)}


def view_parts(view: OpenView, user: User, app: Installation) -> Payload:
    """Return the view that something happens in, and the person's workspace: the app's is in the view.

    Of an app that is installed in a whole organization no workspace is named.
    """
    parts: Payload = {"view": view_payload(view, app)}
    if user.team_id is not None:
        parts["team"] = {"id": user.team_id, "domain": user.team_id.lower()}
    elif app.organization is not None:
        parts["team"] = None
    return parts


def message_shortcut_parts(message: ChannelMessage, channel: Channel, app: Installation) -> Payload:
    """Return what a message shortcut adds to an interaction."""
    return {
        "channel": {"id": channel.id, "name": _spoken_name(channel)},
        "message_ts": message.ts,
        "message": message_payload(message, app),
    }


def view_payload(view: OpenView, app: Installation) -> Payload:
    """Return a view as Slack returns it: what the app sent, and what Slack adds."""
    defaults: Payload = {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "title": {"type": "plain_text", "text": "View Title", "emoji": True},
        "close": None,
        "submit": None,
        "clear_on_close": False,
        "notify_on_close": False,
    }
    return copy_of(
        defaults
        | view.content
        | {
            "id": view.id,
            "team_id": app.team_id,
            "state": {"values": dict(view.state)},
            "hash": view.hash,
            "previous_view_id": view.previous_id,
            "root_view_id": view.root_id,
            "app_id": app.app_id,
            "app_installed_team_id": app.installed_in,
            "bot_id": app.bot_id,
        }
    )


def with_block_ids(blocks: Iterable[Payload]) -> list[Payload]:
    """Return blocks with a `block_id` where the app gave none, as Slack stores them."""
    return [
        {**copy_of(block), "block_id": block.get("block_id") or f"b{place}"} for place, block in enumerate(blocks)
    ]


def _spoken_name(channel: Channel) -> str:
    return {"im": "directmessage", "group": "privategroup"}.get(channel.kind, channel.name)


def _foreign_author(user: User) -> Payload:
    """Return what a message says of an author from another workspace."""
    profile = {
        "name": user.name,
        "real_name": user.real_name,
        "display_name": user.name,
        "team": user.team_id,
        "is_restricted": user.is_guest or user.is_single_channel_guest,
        "is_ultra_restricted": user.is_single_channel_guest,
    }
    return {"team": user.team_id, "user_team": user.team_id, "source_team": user.team_id, "user_profile": profile}
