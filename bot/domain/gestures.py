"""A thumb and nothing else: what people send to say "seen" or "thanks", and no question."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LONGEST: Final = 200
"""Characters of the longest gesture: more is a message, whatever stands in it."""

_NAMED: Final = re.compile(r":[a-z0-9_+'-]{1,60}:")
_ASKING: Final = re.compile(
    r"[❓❔⁉❗❕‼🆘🤔🤨😕🧐🙋🤷✋🚨]|"
    r":(?:(?:grey_|white_)?(?:question|exclamation)|heavy_exclamation_mark|bangbang|interrobang|sos|rotating_light|"
    r"thinking_face|thinking|face_with_raised_eyebrow|face_with_monocle|confused|(?:(?:wo)?man-)?raising[_-]hand|"
    r"(?:(?:wo)?man-)?shrug(?:ging)?|hand|raised_hand):"
)
"""A mark, a raised hand, a shrug, a call for help: whoever sends that waits for a word. Skin tones change nothing."""

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
