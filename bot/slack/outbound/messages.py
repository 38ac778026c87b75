"""A message as it looks → the arguments of Slack's calls, and a call's answer → where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.slack.ids import METADATA_EVENT, METADATA_ID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.rendering.targets.block_kit import Rendered


def appearance_of(rendered: Rendered) -> dict[str, Any]:
    """Return the arguments that say how a message looks."""
    message: dict[str, Any] = {"text": rendered.text, "unfurl_links": False, "unfurl_media": False}
    return message | ({"blocks": rendered.blocks} if rendered.blocks else {})


def metadata(message_id: str) -> dict[str, Any]:
    """Return the arguments by which the message is found again."""
    return {"metadata": {"event_type": METADATA_EVENT, "event_payload": {METADATA_ID: message_id}}}


def id_in(message: Mapping[str, Any]) -> object:
    """Return the id that a message in Slack carries; None where it is not the bot's."""
    carried = message.get("metadata") or {}
    return (carried.get("event_payload") or {}).get(METADATA_ID)
