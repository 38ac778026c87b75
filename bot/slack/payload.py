"""What Slack delivers: JSON of its own shapes, whose outer ones the transport has looked at.

Whatever stands in a payload, these readers raise nothing: a field that is missing, null or of another type is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeAlias

from bot.domain.text_cleaning import UNSTORABLE, storable

Payload: TypeAlias = Mapping[str, Any]


def storable_payload(payload: Payload) -> dict[str, Any]:
    """Return what Slack delivers with every text in it as it can be kept, wherever it stands."""
    if _is_storable(payload):  # as good as always, and a copy of everything takes longer than a look
        return dict(payload)
    return {name: _storable(value) for name, value in payload.items()}


def _is_storable(payload: Payload) -> bool:
    waiting: list[object] = [payload]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if UNSTORABLE.search(value):
                return False
        elif isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return True


def _storable(value: object) -> object:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {name: _storable(each) for name, each in value.items()}
    return [_storable(each) for each in value] if isinstance(value, list) else value


def kind_of(payload: Payload) -> str:
    """Return of which kind a payload is: `event`, `command` or `interaction`."""
    if "command" in payload:
        return "command"
    return "event" if payload.get("type") in {"event_callback", "app_rate_limited"} else "interaction"


def quotations(message: Payload) -> list[str]:
    """Return the words in each quotation of a message of the bot's, in order; of a link where it leads."""
    elements = [element for block in tables_at(message, "blocks") for element in tables_at(block, "elements")]
    quotes = [tables_at(each, "elements") for each in elements if each.get("type") == "rich_text_quote"]
    return ["".join(text_at(part, "url") or text_at(part, "text") for part in parts) for parts in quotes]


def text_at(payload: object, *path: str) -> str:
    """Return the text that `path` leads to; an empty one where there is none."""
    for name in path:
        payload = payload.get(name) if isinstance(payload, dict) else None
    return payload if isinstance(payload, str) else ""


def table_at(payload: object, *path: str) -> Payload:
    """Return the object that `path` leads to; an empty one where there is none."""
    for name in path:
        payload = payload.get(name) if isinstance(payload, dict) else None
    return payload if isinstance(payload, dict) else {}


def tables_at(payload: object, *path: str) -> list[Payload]:
    """Return the objects in the list that `path` leads to, without whatever else stands there."""
    for name in path:
        payload = payload.get(name) if isinstance(payload, dict) else None
    return [each for each in payload if isinstance(each, dict)] if isinstance(payload, list) else []


def moment_of(ts: str) -> datetime | None:
    """Return the moment that a message's `ts` says; None where it says none."""
    try:
        return datetime.fromtimestamp(float(ts), UTC)
    except (ValueError, OverflowError, OSError):
        return None
