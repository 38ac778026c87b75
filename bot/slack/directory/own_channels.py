"""The channels that the bot is in, by their names: what people know a channel by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.slack.ids import OWN_CONVERSATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.slack.web_api import SlackApi

_PAGE: Final = 200
_KINDS: Final = "public_channel,private_channel"


@dataclass(frozen=True, slots=True)
class OwnChannel:
    """A channel that the bot is in."""

    id: str
    name: str


def find_own_channel(api: SlackApi, wanted: str) -> OwnChannel | None:
    """Return the channel of that name (with or without its #) or id; None where the bot is in none.

    Raises:
        SlackCallError: Slack does not say.
    """
    name = wanted.strip().lstrip("#")
    names = {name, name.lower()} - {""}
    return next((each for each in own_channels(api) if each.name in names or each.id == name), None)


def own_channels(api: SlackApi) -> Iterator[OwnChannel]:
    """Yield every channel, public or private, that the bot is in and that is not archived.

    Raises:
        SlackCallError: Slack does not say.
    """
    cursor = ""
    while True:
        params = {"types": _KINDS, "exclude_archived": True, "limit": _PAGE, "cursor": cursor}
        answer = api.call(OWN_CONVERSATIONS, params=params, expects=("channels",))
        for channel in answer["channels"]:
            yield OwnChannel(str(channel["id"]), str(channel.get("name", "")))
        cursor = str((answer.get("response_metadata") or {}).get("next_cursor", ""))
        if not cursor:
            return
