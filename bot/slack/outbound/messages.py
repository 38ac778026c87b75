"""A message as it looks → the arguments of Slack's calls, within each method's limits; and what it carries along."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from bot.domain.outgoing import InPlace, NotHelped, Requests, SetupCard
from bot.rendering.targets.block_kit import Rendered
from bot.slack.ids import EDIT_MESSAGE, METADATA_EVENT, METADATA_ID, POST_MESSAGE
from bot.slack.payload import text_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.domain.outgoing import OutgoingContent

MOST_BYTES_EDITED: Final = 4000
"""Of the text that `chat.update` takes, also beside blocks: https://github.com/pymc-labs/daimon/pull/106."""

OF_THE_LOOK: Final = frozenset(
    {
        "block_mismatch",
        "cannot_parse_attachment",
        "invalid_arguments",
        "invalid_attachments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_payload",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "too_many_attachments",
    }
)
"""Slack's words for what it does not show like that, and may show in a plainer form."""

# What an escape, a mention or a link begins with, whose end was cut off.
_BROKEN_OFF: Final = re.compile(r"(?:&[a-z]{0,3}|<[^>\n]*)\Z")


def arguments_for(method: str | None, rendered: Rendered) -> dict[str, Any]:
    """Return the arguments of `method`, or of a reply link for None, that say how a message looks.

    Only what is posted has links that could unfold: https://docs.slack.dev/reference/methods/chat.update and
    chat.postEphemeral know no `unfurl_links`. An edit says that it has no blocks: those left out have stood on
    (https://github.com/slackapi/python-slack-sdk/issues/523), and people would read what was to go.
    """
    text = cut_to_bytes(rendered.text, MOST_BYTES_EDITED) if method == EDIT_MESSAGE else rendered.text
    has_blocks = rendered.blocks or method == EDIT_MESSAGE
    look: dict[str, Any] = {"text": text} | ({"blocks": rendered.blocks or []} if has_blocks else {})
    return look | ({"unfurl_links": False, "unfurl_media": False} if method in {POST_MESSAGE, None} else {})


def forms_of(rendered: Rendered, sentence: Callable[[], Rendered]) -> Iterator[Rendered]:
    """Yield a message, then its text alone, then `sentence`: each is easier to show than the one before."""
    yield rendered
    if rendered.blocks:
        yield Rendered(rendered.text)
    yield Rendered(sentence().text)


def cut_to_bytes(text: str, most: int) -> str:
    """Return `text` in at most that many bytes of UTF-8, cut where neither a character nor an escape breaks off."""
    encoded = text.encode("utf-8", "replace")
    if len(encoded) <= most:
        return text
    kept = encoded[: most - len("…".encode())].decode("utf-8", "ignore")
    return f"{_BROKEN_OFF.sub('', kept)}…"


def metadata(message_id: str) -> dict[str, Any]:
    """Return the arguments by which the message is found again."""
    return {"metadata": {"event_type": METADATA_EVENT, "event_payload": {METADATA_ID: message_id}}}


def id_in(message: Mapping[str, Any]) -> str:
    """Return the id that a message in Slack carries; an empty text where it is not the bot's."""
    return text_at(message, "metadata", "event_payload", METADATA_ID)


def replaces(body: OutgoingContent) -> bool:
    """Return whether it stands instead of what was pressed on: reasons that have served are not asked for again."""
    if isinstance(body, NotHelped):
        return body.reason is not None
    return isinstance(body, InPlace | Requests | SetupCard)
