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


def quoted_words(message: Payload) -> str:
    """Return the words in the first quotation of a message of the bot's."""
    for block in message.get("blocks") or ():
        for element in block.get("elements") or ():
            if element.get("type") == "rich_text_quote":
                return "".join(
                    str(part.get("text") or part.get("url") or "") for part in element.get("elements") or ()
                )
    return ""
