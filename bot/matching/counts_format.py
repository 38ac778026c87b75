"""What was counted of follow-ups as bytes: counting takes half a second, loading takes milliseconds.

The bytes are the size of the text; the text: a line of JSON, and a line for each feature; and then how often each was
seen. No code is in them, so bytes from a stranger can do no more than give wrong counts.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from bot.matching.follow_up_counts import FollowUpCounts

if TYPE_CHECKING:
    from bot.domain.follow_ups import FollowUpKind

_NUMBER: Final = np.dtype("<u4")


class CorruptCountsError(ValueError):
    """The bytes are no dumped counts: cut off, or written by another version."""


def dump(counts: FollowUpCounts) -> bytes:
    """Return `counts` as bytes, for `load`."""
    header = {
        "examples": [[" ".join(words), kind] for words, kind in counts.examples.items()],
        "light": sorted(counts.light),
        "alone": sorted(counts.alone),
        "messages": list(counts.messages.items()),
    }
    lines = [json.dumps(header, ensure_ascii=False, separators=(",", ":")), *counts.rows]
    text = "\n".join(lines).encode()
    return b"".join((len(text).to_bytes(8), text, np.array(counts.seen, _NUMBER).tobytes()))


def load(content: bytes) -> FollowUpCounts:
    """Return what was dumped as `content`.

    Raises:
        CorruptCountsError: where the bytes are none.
    """
    try:
        end = 8 + int.from_bytes(content[:8])
        first, *features = content[8:end].decode().split("\n")
        header = json.loads(first)
        messages, seen = dict(header["messages"]), np.frombuffer(content, _NUMBER, offset=end)
        if len(seen) != len(features) * len(messages):
            raise CorruptCountsError("The kept counts are cut off")
        return FollowUpCounts(
            {tuple(words.split(" ")): cast("FollowUpKind | None", kind) for words, kind in header["examples"]},
            frozenset(header["light"]),
            frozenset(header["alone"]),
            messages,
            {feature: row for row, feature in enumerate(features)},
            seen.astype(np.uintc).data,
        )
    except (ValueError, LookupError, TypeError) as error:
        raise CorruptCountsError("The kept counts cannot be read") from error
