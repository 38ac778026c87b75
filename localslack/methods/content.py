"""A message's content as an app sends it: text, blocks, attachments, metadata; checked as Slack checks it."""

import re
from dataclasses import dataclass

from localslack.blockkit import Fault, validate
from localslack.blockkit.limits import MARKDOWN
from localslack.blockkit.totals import MOST_TOGETHER, size_together
from localslack.errors import ApiError
from localslack.methods.call import Call
from localslack.payloads import with_block_ids
from localslack.wire import Payload

MOST_CHARACTERS = (
    40_000  # https://docs.slack.dev/changelog/2018-truncating-really-long-messages: what is beyond is cut
)
MOST_BYTES_UPDATED = 4_000  # also beside blocks: https://github.com/pymc-labs/daimon/pull/106
_ALIVE = re.compile(r"(<(?:[@#!]|[a-z]+:)[^<>\n]*>|&(?:amp|lt|gt);)")
MOST_ATTACHMENTS = 100  # same page: `too_many_attachments`


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says; `attachments` and `metadata` are None where the app gave none."""

    text: str
    blocks: tuple[Payload, ...]
    attachments: tuple[Payload, ...] | None
    metadata: Payload | None


def read_content(call: Call) -> Content:
    """Return the content of a call.

    Raises:
        ApiError: `no_text`, `msg_too_long`, `invalid_blocks_format`, `invalid_blocks`, `markdown_text_conflict`,
            `invalid_attachments`, `too_many_attachments`, `invalid_metadata_format`.
    """
    text, blocks, attachments = call.text_of("text"), _read_blocks(call), _read_attachments(call)
    markdown = call.text_of("markdown_text")
    if markdown and (text or blocks):
        raise ApiError("markdown_text_conflict")
    if markdown:
        text, blocks = markdown, tuple(with_block_ids([{"type": "markdown", "text": markdown}]))
    if not text.strip() and not blocks and not attachments:
        raise ApiError("no_text")
    if markdown and len(text) > MARKDOWN:
        raise ApiError("msg_too_long")
    return Content(text[:MOST_CHARACTERS], blocks, attachments, _read_metadata(call))


def read_posted(call: Call) -> Content:
    """Return the content of a call that posts or changes a message: its blocks have a size together as well.

    Reply links do not look at that: https://github.com/slackapi/bolt-js/issues/2867.

    Raises:
        ApiError: As `read_content`, and `msg_blocks_too_long`.
    """
    content = read_content(call)
    if size_together(list(content.blocks)) > MOST_TOGETHER:
        raise ApiError("msg_blocks_too_long")
    return content


def read_changed(call: Call) -> Content:
    """Return the content of a call that changes a message: its text is much shorter than a post's.

    Raises:
        ApiError: As `read_posted`; `msg_too_long` beyond 4,000 bytes, counted as Slack keeps them.
    """
    content = read_posted(call)
    if len(_escaped(content.text).encode("utf-8", "replace")) > MOST_BYTES_UPDATED:
        raise ApiError("msg_too_long")
    return content


def _escaped(text: str) -> str:
    """Return `text` with what begins no mention, link or escape escaped, as Slack keeps it."""
    parts = _ALIVE.split(text)
    dead = [part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for part in parts[::2]]
    return "".join(each for pair in zip(dead, [*parts[1::2], ""], strict=True) for each in pair)


def reject_faults(faults: list[Fault], code: str, prefix: str) -> None:
    """Refuse content with faults; name each with its JSON pointer.

    Raises:
        ApiError: With `code`, where there is a fault.
    """
    if faults:
        messages = [f"{fault.message} [json-pointer:{prefix}{fault.pointer}]" for fault in faults]
        raise ApiError(
            code, errors=messages, response_metadata={"messages": [f"[ERROR] {each}" for each in messages]}
        )


def _read_blocks(call: Call) -> tuple[Payload, ...]:
    blocks = call.structure("blocks", "invalid_blocks_format")
    if blocks is None:
        return ()
    if not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    reject_faults(validate(blocks), "invalid_blocks", "/blocks")
    return tuple(with_block_ids(blocks))


def _read_attachments(call: Call) -> tuple[Payload, ...] | None:
    attachments = call.structure("attachments", "invalid_attachments")
    if attachments is None:
        return None
    if not isinstance(attachments, list) or not all(isinstance(each, dict) for each in attachments):
        raise ApiError("invalid_attachments")
    if len(attachments) > MOST_ATTACHMENTS:
        raise ApiError("too_many_attachments")
    for index, each in enumerate(attachments):
        if "blocks" in each:
            reject_faults(validate(each["blocks"]), "invalid_blocks", f"/attachments/{index}/blocks")
    return tuple(attachments)


def _read_metadata(call: Call) -> Payload | None:
    metadata = call.structure("metadata", "invalid_metadata_format")
    if metadata is None:
        return None
    is_whole = isinstance(metadata, dict) and isinstance(metadata.get("event_payload"), dict)
    if not isinstance(metadata, dict) or (metadata and not (is_whole and metadata.get("event_type"))):
        raise ApiError("invalid_metadata_format")
    return metadata


def read_view(call: Call, kind: str) -> Payload:
    """Return the view of a call, of the kind that fits there.

    Raises:
        ApiError: `invalid_arguments`, with every fault and its JSON pointer.
    """
    view = call.structure("view", "invalid_arguments")
    if not isinstance(view, dict):
        raise ApiError("invalid_arguments", response_metadata={"messages": ["[ERROR] missing required field: view"]})
    if view.get("type") != kind:
        reject_faults([Fault("/type", "not_allowed", f"must be {kind}")], "invalid_arguments", "/view")
    reject_faults(validate(view), "invalid_arguments", "/view")
    return view
