"""A thumb and nothing else: what people send to say "seen" or "thanks", and no question."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LONGEST: Final = 200
"""Characters of the longest gesture: more is a message, whatever stands in it."""

_NAMED: Final = re.compile(r":[a-z0-9_+'-]{1,60}:")
_ASKING: Final = re.compile(r"[❓❔⁉🆘🤔]|:(?:(?:grey_)?question|interrobang|sos|thinking_face):")
"""A question mark, or a call for help, in one symbol: whoever sends that waits for a word."""

_WORDS: Final = frozenset({"ok", "oke", "oké", "okay", "top", "super"})
_SYMBOLS: Final = frozenset({"So", "Sk"})
_JOINED: Final = frozenset({"So", "Sk", "Mn", "Me", "Cf"})


def is_gesture(text: str) -> bool:
    """Return whether `text` is emoji that ask nothing, and nothing else but a word such as "ok"."""
    if len(text) > _LONGEST or _ASKING.search(text):
        return False
    rest = _NAMED.sub(" ", text)
    has_emoji = rest != text or any(unicodedata.category(each) in _SYMBOLS for each in rest)
    words = "".join(" " if unicodedata.category(each) in _JOINED else each for each in rest).lower().split()
    return has_emoji and all(word.strip(".!,") in {*_WORDS, ""} for word in words)
