"""A message without the greeting and the thanks around it: "Hi, can you help us? Thanks" → "can you help us?"."""

from __future__ import annotations

import re
from typing import Final

_GREETING: Final = (
    r"(?:hallo|hoi|hey|hee|hi|hiya|hello|dear|beste|dag|geachte|good (?:morning|afternoon|evening|day)|"
    r"goe(?:de|ie)n?[ -]?(?:morgen|middag|avond|dag))(?: [\w'’-]{1,20}){0,3}"
)
_THANKS: Final = (
    r"(?:(?:alvast|vast|heel erg|heel|hartelijk|many|very|ok[eé]?|top|super),? ){0,2}"
    r"(?:bij voorbaat (?:heel )?(?:veel )?dank|bedankt|dank(?:jewel|uwel| je wel| u wel| je| u)?|merci|"
    r"thanks|thank you|thx|tnx|cheers)"
    r"(?: (?:alvast|vast|bij voorbaat|hoor|(?:voor|for) (?:de moeite|je hulp|jullie hulp|uw hulp|your help)|"
    r"so much|very much|a lot|in advance|again|team|all|allemaal)){0,2}"
)
_BEFORE: Final = re.compile(
    rf"\s{{0,3}}(?:{_GREETING}|{_THANKS})(?:[,.!:;–-]{{1,3}}\s{{0,5}}|\n\s{{0,5}})", re.IGNORECASE
)
_BEHIND: Final = re.compile(rf"(?:(?<=[\s,.!?;–-])){_THANKS}[\s.!☺]{{0,5}}$", re.IGNORECASE)
_MOST: Final = 3
"""Courtesies in front of a message: "hi, good morning, thanks for your help. ..."."""
_LONGEST: Final = 80
"""Characters of the longest of thanks."""


def without_courtesies(text: str) -> str:
    """Return plain `text` without the courtesies at its beginning and end; all of it where nothing else is there."""
    core = text.strip()
    for _ in range(_MOST):
        if (greeting := _BEFORE.match(core)) is None:
            break
        core = core[greeting.end() :]
    tail = max(len(core) - _LONGEST, 0)
    if (thanks := _BEHIND.search(core, tail)) is not None:
        core = core[: thanks.start()].rstrip(" \n,;–-")
    return core or text
