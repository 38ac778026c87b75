"""What a message says, wherever Slack has put it: in its text, in what was forwarded with it, its blocks, its files.

Forwarded messages stand in `attachments`, with `is_share`; what a link unfurls to stands there too, and says nothing
that the person did. https://docs.slack.dev/reference/events/message, https://github.com/inkeep/agents/pull/2317,
https://github.com/slackapi/java-slack-sdk/issues/1179
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.domain.text_cleaning import ends
from bot.slack.payload import table_at, tables_at, text_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.slack.payload import Payload

LONGEST: Final = 16_000
"""Characters that are looked at: beyond what is read of a question, so that one knows that it was cut."""

_MOST_SHARED: Final = 20
"""Messages that are read of those forwarded with one, and with these in turn."""

_MOST_PARTS: Final = 500
"""Elements of blocks that are looked at: many more than people write."""

_MENTION: Final = re.compile(r"<@([A-Z0-9]{1,30})(?:\|[^<>]{0,200})?>")


def content_of(message: Payload) -> tuple[str, tuple[str, ...]]:
    """Return what a message says, as Slack escapes it, and what hangs on it; with the messages forwarded with it.

    Of what hangs on it the links; where one has none, its name, or its id, by which alone Slack names a file of
    another workspace.
    https://docs.slack.dev/reference/objects/file-object
    """
    shared, text, files = _shared_in(message), text_at(message, "text"), tables_at(message, "files")
    if not text.strip():
        text = _text_of_blocks(message)
    if not text.strip() and not shared:
        text = "\n".join(map(_text_of_attachment, tables_at(message, "attachments")))
    if shared:
        text = "\n".join(filter(None, (text, *map(_text_of_attachment, shared))))
    for each in shared:
        files += tables_at(each, "files")
    return ends(text, LONGEST), tuple(map(_name_of, files))


def mentions(text: str, bot: str | None) -> bool:
    """Return whether the bot is mentioned in an escaped `text`."""
    return bot in _MENTION.findall(ends(text, LONGEST))


def typed(text: str, bot: str | None = None) -> str:
    """Return an escaped `text` as the person typed it: escapes undone, mentions of the bot taken out, cut if long."""
    return unescape(_MENTION.sub(lambda found: "" if found[1] == bot else found[0], ends(text, LONGEST))).strip()


def unescape(text: str) -> str:
    """Return `text` with the three characters that Slack escapes put back; `&amp;` last: it is undone once."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _shared_in(message: Payload) -> list[Payload]:
    """Return the messages that were forwarded with this one, each before those that were forwarded with it."""
    found: list[Payload] = []
    waiting = list(reversed(tables_at(message, "attachments")))
    while waiting and len(found) < _MOST_SHARED:
        if (each := waiting.pop()).get("is_share"):
            found.append(each)
            waiting += reversed(tables_at(each, "attachments"))
    return found


def _name_of(file: Payload) -> str:
    names = ("permalink", "external_url", "name", "title", "id")
    return next(filter(None, (text_at(file, name) for name in names)), "?")


def _text_of_attachment(attachment: Payload) -> str:
    """Return what stands in an attachment; where a shared message has no text, its blocks; else what replaces it.

    What replaces a message that only forwards others names its author and its time, and no word of anybody's.
    """
    text = text_at(attachment, "text") or _text_of_blocks(attachment)
    if text.strip():
        return text
    blocks = (_text_of_blocks(table_at(each, "message")) for each in tables_at(attachment, "message_blocks"))
    written = "\n".join(filter(None, blocks))
    if written.strip() or _shared_in(attachment):
        return written
    return text_at(attachment, "fallback")


def _text_of_blocks(message: Payload) -> str:
    """Return the words in a message's blocks, one line for each part."""
    lines, left = [], _MOST_PARTS
    waiting = list(reversed(tables_at(message, "blocks")))
    while waiting and left:
        part, left = waiting.pop(), left - 1
        inner = tables_at(part, "elements")
        if inner and all("elements" not in each for each in inner):
            lines.append("".join(map(_words_of, inner)))
        elif inner:
            waiting += reversed(inner)
        else:
            lines.append(_words_of(part))
    return ends("\n".join(filter(None, lines)), LONGEST)


def _words_of(element: Payload) -> str:
    """Return what one element says, escaped as texts are."""
    match element.get("type"):
        case "user":
            return f"<@{text_at(element, 'user_id')}>"
        case "emoji":
            return f":{text_at(element, 'name')}:"
        case "link":
            return _escape(text_at(element, "text") or text_at(element, "url"))
        case "text":
            return _escape(text_at(element, "text"))
    return " ".join(filter(None, _texts_in(element)))


def _texts_in(block: Payload) -> Iterator[str]:
    """Yield the texts of a section, a header, a context, an image: escaped already where they are `mrkdwn`."""
    own = block if isinstance(block.get("text"), str) else table_at(block, "text")
    for each in (own, *tables_at(block, "fields")):
        text = text_at(each, "text")
        yield text if each.get("type") in {"mrkdwn", "markdown"} else _escape(text)
    yield _escape(text_at(block, "alt_text"))


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
