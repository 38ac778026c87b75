"""The channels that the bot is in, by what people know a channel by: its name, its link or its id."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.slack.ids import OWN_CONVERSATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.slack.web_api import SlackApi

_PAGE: Final = 200
_KINDS: Final = "public_channel,private_channel"
_LINK: Final = re.compile(r"https?://\S+/(?:archives|client/T\w+)/(\w+)\S*|<#(\w+)(?:\|[^>]*)?>")


@dataclass(frozen=True, slots=True)
class OwnChannel:
    """A channel that the bot is in."""

    id: str
    name: str
    is_archived: bool = False


def find_own_channel(api: SlackApi, wanted: str) -> OwnChannel | None:
    """Return the channel of that name (with or without its #), link or id; None where the bot is in none.

    Of two with one name, that which is not archived.

    Raises:
        SlackCallError: Slack does not say.
    """
    name = named(wanted)
    names = {name, name.lower()} - {""}
    found = [each for each in own_channels(api) if each.name in names or each.id == name]
    return min(found, key=lambda each: each.is_archived, default=None)


def named(wanted: str) -> str:
    """Return the name or the id in what somebody typed or pasted for a channel."""
    text = wanted.strip()
    link = _LINK.fullmatch(text)
    return text.lstrip("#").strip() if link is None else link[1] or link[2]


def own_channels(api: SlackApi) -> Iterator[OwnChannel]:
    """Yield every channel, public or private, that the bot is in.

    Raises:
        SlackCallError: Slack does not say.
    """
    cursor = ""
    while True:
        params = {"types": _KINDS, "limit": _PAGE, "cursor": cursor}
        answer = api.call(OWN_CONVERSATIONS, params=params, expects=("channels",))
        for channel in answer["channels"]:
            yield OwnChannel(str(channel["id"]), str(channel.get("name", "")), channel.get("is_archived") is True)
        cursor = str((answer.get("response_metadata") or {}).get("next_cursor", ""))
        if not cursor:
            return
