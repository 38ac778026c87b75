"""The channels that the bot is in, by what people know a channel by: its name, its link or its id."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from bot.slack.ids import OWN_CONVERSATIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from bot.slack.web_api import SlackApi

_PAGE: Final = 200
_KINDS: Final = "public_channel,private_channel"
_AROUND: Final = " \t\"'`\u2018\u2019\u201c\u201d"
_LINK: Final = re.compile(
    r"<?(?:https?://)?[\w.-]+\.slack\.com/(?:archives|client/\w+)/(\w+)(?:[/?#|]\S*)?>?|slack://channel\?\S*\bid=(\w+)\S*"
)
_MENTION: Final = re.compile(r"<#(\w+)(?:\|[^>]*)?>")
_NAMED_AT_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class OwnChannel:
    """A channel that the bot is in."""

    id: str
    name: str
    is_archived: bool = False


def pick_channel(channels: Collection[OwnChannel], wanted: str) -> OwnChannel | None:
    """Return which of `channels` is meant by a name as people type it, a link or an id; None where that is not clear.

    Of two with one name, that which is not archived.
    """
    name = named(wanted)
    if not _bare(name):
        return None
    dashed = "-".join(name.lower().split())
    for is_meant in (
        lambda each: name == each.id,
        lambda each: dashed == each.name,
        lambda each: name.upper() == each.id,
        lambda each: _bare(name) == _bare(each.name),
    ):
        found = [each for each in channels if is_meant(each)]
        if len({each.name for each in found}) == 1:
            return min(found, key=lambda each: each.is_archived)
    return None


def likest(channels: Collection[OwnChannel], wanted: str) -> list[OwnChannel]:
    """Return the channels to name to somebody who typed one that is not there: a dozen, the likest first."""
    name = named(wanted).lower()
    usable = [each for each in channels if not each.is_archived]
    ranked = sorted(usable, key=lambda each: (-SequenceMatcher(None, name, each.name).ratio(), each.name))
    return ranked[:_NAMED_AT_MOST]


def named(wanted: str) -> str:
    """Return the name or the id in what somebody typed or pasted for a channel."""
    text = wanted.strip(_AROUND)
    link = _LINK.fullmatch(text) or _MENTION.fullmatch(text)
    return text.lstrip("#").strip() if link is None else next(filter(None, link.groups()))


def _bare(name: str) -> str:
    """Return a name without what people type in different ways between its words."""
    return re.sub(r"[\W_]+", "", name.lower())


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
