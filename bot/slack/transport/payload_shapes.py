"""The outer shapes of what Slack sends: what the listeners may rely on without looking."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Malformed(ValueError):  # noqa: N818 - it says what the payload is
    """A payload that Slack would not send. Its message names the fault, never the content."""


def parse(raw: bytes, content_type: str) -> dict[str, Any]:
    """Return the payload in a request's body: JSON, a form with `payload`, or a slash command's form."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise Malformed("not UTF-8") from None
    if content_type.partition(";")[0].strip().lower() == "application/json":
        return checked(_load(text))
    try:
        form = dict(parse_qsl(text, keep_blank_values=True, errors="strict"))
    except ValueError:
        raise Malformed("not a form") from None
    return checked(_load(form["payload"]) if "payload" in form else form)


def checked(payload: object) -> dict[str, Any]:
    """Return `payload`, if it is of one of the shapes that Slack sends."""
    if not isinstance(payload, dict):
        raise Malformed("not an object")
    if "command" in payload:
        _require(payload, _COMMAND)
    elif "ssl_check" not in payload:
        kind = payload.get("type")
        if not isinstance(kind, str):
            raise Malformed("no type")
        _require(payload, _FIELDS.get(kind, {}))
    return payload


def _load(text: str) -> object:
    try:
        loaded: object = json.loads(text)
    except (ValueError, RecursionError):
        raise Malformed("not JSON") from None
    return loaded


def _require(payload: Mapping[str, Any], fields: Mapping[str, Callable[[object], bool]]) -> None:
    for name, is_right in fields.items():
        if not is_right(payload.get(name)):
            raise Malformed(f"no proper {name}")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _has(*names: str) -> Callable[[object], bool]:
    def is_right(value: object) -> bool:
        return isinstance(value, dict) and all(map(_is_text, map(value.get, names)))

    return is_right


def _has_name(*names: str) -> Callable[[object], bool]:
    """As `_has`; and its `callback_id`, by which listeners are found, is a text where there is one."""
    has = _has(*names)
    return lambda value: has(value) and isinstance(value, dict) and _is_text_or_none(value.get("callback_id"))


def _is_text_or_none(value: object) -> bool:
    return value is None or isinstance(value, str)


def _is_event(value: object) -> bool:
    if not isinstance(value, dict) or not _is_text(value.get("type")):
        return False
    if value["type"] in _READ and not all(isinstance(value.get(name), str | None) for name in _EVENT_TEXTS):
        return False
    needed = _EVENT_FIELDS.get((value["type"], value.get("subtype")), _EVENT_FIELDS.get((value["type"], None), ()))
    message = value.get("message", None if value.get("subtype") == "message_changed" else {})
    return all(_is_text(value.get(name)) for name in needed) and isinstance(message, dict)


def _is_container(value: object) -> bool:
    if not isinstance(value, dict) or not _is_text(value.get("type")):
        return False
    return value["type"] != "message" or _has("channel_id", "message_ts")(value)


def _are_authorizations(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(each, dict) for each in value))


def _is_view(value: object) -> bool:
    """Return whether it is a view; a workflow's step would need more, and the bot has none."""
    return _has_name("type")(value) and isinstance(value, dict) and value["type"] != "workflow_step"


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _are_objects(value: object) -> bool:
    return isinstance(value, list) and value != [] and all(isinstance(each, dict) for each in value)


def _are_actions(value: object) -> bool:
    return isinstance(value, list) and value != [] and all(map(_has("action_id"), value))


# The events that the bot reads; in others a field may be of another shape: in user_change, `user` is an object.
_READ = frozenset({"app_mention", "message"})
_EVENT_TEXTS = ("subtype", "text", "thread_ts", "ts", "user", "channel", "bot_id")
_EVENT_FIELDS: Mapping[tuple[str, object], tuple[str, ...]] = {
    ("app_mention", None): ("channel", "ts"),
    ("message", None): ("channel", "ts"),
    ("message", "message_deleted"): ("channel", "deleted_ts"),
    ("message", "message_changed"): ("channel", "ts"),
}

_COMMAND: Mapping[str, Callable[[object], bool]] = {
    "command": _is_text,
    "team_id": _is_text,
    "channel_id": _is_text,
    "user_id": _is_text,
}

_FIELDS: Mapping[str, Mapping[str, Callable[[object], bool]]] = {
    "url_verification": {"challenge": _is_text},
    "event_callback": {
        "event_id": _is_text,
        "authorizations": _are_authorizations,
        "event": _is_event,
    },
    "block_actions": {
        "user": _has("id"),
        "container": _is_container,
        "actions": _are_actions,
    },
    "view_submission": {"view": _is_view},
    "view_closed": {"view": _is_view},
    "message_action": {"callback_id": _is_text_or_none, "user": _has("id")},
    "shortcut": {"callback_id": _is_text_or_none, "user": _has("id")},
    # Nobody here listens to these, but Bolt looks into them.
    "interactive_message": {"actions": _are_objects},
    "workflow_step_edit": {"workflow_step": _is_object},
}
