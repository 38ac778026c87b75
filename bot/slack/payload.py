"""What Slack delivers: JSON of its own shapes, whose outer ones the transport has looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Payload: TypeAlias = "Mapping[str, Any]"


def kind_of(payload: Payload) -> str:
    """Return of which kind a payload is: `event`, `command` or `interaction`."""
    if "command" in payload:
        return "command"
    return "event" if payload.get("type") in {"event_callback", "app_rate_limited"} else "interaction"
