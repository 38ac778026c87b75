"""Payloads as Slack sends them, for tests that hand them in directly."""

from __future__ import annotations

from itertools import count
from typing import Any

from bot.slack.ids import HAND_OVER_SHORTCUT
from tests.moments import MOMENT

TEAM, CHANNEL, DIRECT, ALICE, BOT = "T1", "C1", "D1", "UALICE", "UBOT"

_event_ids = count(1)


def envelope(event: dict[str, Any], event_id: str | None = None) -> dict[str, Any]:
    return {
        "token": "t",
        "team_id": TEAM,
        "api_app_id": "A1",
        "event": event,
        "type": "event_callback",
        "event_id": event_id or f"Ev{next(_event_ids)}",
        "event_time": int(MOMENT.timestamp()),
        "authorizations": [{"enterprise_id": None, "team_id": TEAM, "user_id": BOT, "is_bot": True}],
        "is_ext_shared_channel": False,
    }


def mention(text: str, *, ts: str = "1.1", event_id: str | None = None, **more: object) -> dict[str, Any]:
    event = {"type": "app_mention", "user": ALICE, "text": text, "ts": ts, "channel": CHANNEL, "event_ts": ts}
    return envelope(event | more, event_id)


def message(text: str, *, channel: str = DIRECT, ts: str = "1.1", **more: object) -> dict[str, Any]:
    kind = "im" if channel.startswith("D") else "channel"
    event = {"type": "message", "user": ALICE, "text": text, "ts": ts, "channel": channel, "event_ts": ts}
    return envelope(event | {"channel_type": kind} | more)


def edit(before: str, after: str, *, ts: str = "1.1", edited_ts: str = "2.2", **more: object) -> dict[str, Any]:
    old = {"type": "message", "user": ALICE, "text": before, "ts": ts}
    new = old | {"text": after, "edited": {"user": ALICE, "ts": edited_ts}} | more
    changed = {"subtype": "message_changed", "hidden": True, "message": new, "previous_message": old}
    event = {"type": "message", "channel": DIRECT, "ts": edited_ts, "event_ts": edited_ts, "channel_type": "im"}
    return envelope(event | changed)


def deletion(*, ts: str = "1.1") -> dict[str, Any]:
    event = {"type": "message", "subtype": "message_deleted", "hidden": True, "channel": DIRECT, "ts": "3.3"}
    return envelope(event | {"deleted_ts": ts, "channel_type": "im", "previous_message": {"ts": ts}})


def command(name: str, text: str = "") -> dict[str, Any]:
    place = {
        "team_id": TEAM,
        "channel_id": CHANNEL,
        "channel_name": "general",
        "user_id": ALICE,
        "user_name": "alice",
    }
    answer_at = {"response_url": "https://hooks.slack.com/commands/1", "trigger_id": "1.2"}
    return {"token": "t", "command": name, "text": text, "api_app_id": "A1"} | place | answer_at


def click(action: str, *, action_ts: str = "5.5", **container: object) -> dict[str, Any]:
    where = {"type": "message", "message_ts": "4.4", "channel_id": CHANNEL, "is_ephemeral": False} | container
    return {
        "type": "block_actions",
        "team": {"id": TEAM, "domain": "acme"},
        "user": {"id": ALICE, "username": "alice", "team_id": TEAM},
        "api_app_id": "A1",
        "token": "t",
        "container": where,
        "trigger_id": "1.2",
        "channel": {"id": where["channel_id"], "name": "general"},
        "response_url": "https://hooks.slack.com/actions/1",
        "actions": [{"type": "button", "action_id": action, "block_id": "b1", "action_ts": action_ts}],
    }


def message_shortcut(**fields: object) -> dict[str, Any]:
    """Return the press of the message shortcut in a channel."""
    return {
        "type": "message_action",
        "callback_id": HAND_OVER_SHORTCUT,
        "action_ts": "5.5",
        "team": {"id": "T1"},
        "user": {"id": ALICE},
        "channel": {"id": CHANNEL},
        "message": {"ts": "1.1", "text": "Nobody answered this"},
        "trigger_id": "t",
        "response_url": "https://hooks.slack.com/app/1",
        **fields,
    }


def global_shortcut(callback_id: str) -> dict[str, Any]:
    """Return the press of a shortcut in the menu that is there everywhere."""
    return {
        "type": "shortcut",
        "callback_id": callback_id,
        "action_ts": "5.5",
        "team": {"id": "T1"},
        "user": {"id": ALICE},
        "trigger_id": "t",
    }
