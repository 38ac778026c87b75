"""A message that is nothing but a list of topics: "price, version and contract"."""

from __future__ import annotations

import re
from typing import Final

_PARTED: Final = re.compile(
    r"[,;/+&?\n]\s*+(?:(?:and|en|plus|or|of)\s++)?(?:[-*•]\s++)?|(?<!\s)\s++(?:and|en|plus)\s++", re.IGNORECASE
)
_OPENING: Final = re.compile(
    r"\A(?:(?:vraag|vragen|vraagje|question|questions|info|informatie|information|over|about|on|regarding|betreft|"
    r"inzake|qua|hoe zit het met|what about|how about|i need|i want|i would like|to know|ik wil|graag|weten|met|with|"
    r"the|a|an|de|het|een|my|our|mijn|onze|ons|please|hi|hallo|hoi|hello|hey)\b[\s:,-]*+)+",
    re.IGNORECASE,
)
"""What stands before a list, or before one of its nouns, and names nothing."""

_TELLING: Final = re.compile(
    r"\b(?:niet|niets|geen|wel|nooit|zonder|not|no|nothing|never|without|(?:\w{2,5})?ge\w{3,}(?:d|t|en)|\w{3,}ed)\b|n't\b",
    re.IGNORECASE,
)
"""What tells how it is, or what was done: "mailbox created, not visible" is one matter in two halves."""

_NUMBERED: Final = re.compile(r"^[^\S\n]*+\(?\d{1,2}[.)][^\S\n]++", re.MULTILINE)
_AROUND: Final = " \t\n?!.:-*•"
_MOST_WORDS: Final = 3
"""Words of a topic: what is longer is a sentence, and may mean one thing."""

_FEWEST: Final = 2


def topics_in(text: str) -> tuple[str, ...]:
    """Return the topics that plain `text` lists; none where it says anything besides, or has a number in it."""
    text = _NUMBERED.sub("", text)
    if any(map(str.isdigit, text)) or _TELLING.search(text):
        return ()
    listed = (_without_opening(each) for each in _PARTED.split(_without_opening(text)))
    topics = tuple(each for each in listed if each)
    is_list = len(topics) >= _FEWEST and all(len(each.split()) <= _MOST_WORDS for each in topics)
    return topics if is_list else ()


def _without_opening(text: str) -> str:
    return _OPENING.sub("", text.strip(_AROUND), count=1).strip(_AROUND)
