"""A message without the greeting and the thanks around it: "Hi, can you help us? Thanks" → "can you help us?"."""

from __future__ import annotations

import re
from typing import Final

_HAIL: Final = (
    r"(?:hallo|hoi|hey|hee|hi|hiya|hello|dear|beste|dag|geachte|good (?:morning|afternoon|evening|day)|"
    r"goe(?:de|ie)n?[ -]?(?:morgen|middag|avond|dag))"
)
_EVERYBODY: Final = (
    r"(?:all|allen|allemaal|iedereen|everyone|everybody|there|daar|team|support(?:team)?|helpdesk|collega['’]?s|"
    r"colleagues|mensen|folks|guys|sir|madam|heer|heren|dames|mevrouw|meneer|or|of|en|and)"
)
_NAME: Final = r"(?P<name>(?-i:[^\W\d_a-zà-öø-ÿ][^\W\d_]*+(?:['’-][^\W\d_]++){0,2}))"
"""One word with a capital: more than that may say what is wrong ("Hi Invoices keep failing, help")."""
GREETING: Final = rf"{_HAIL}(?:[ /]{_EVERYBODY}\b){{0,3}}(?: {_NAME})?"
"""A greeting to whoever is there, by name too, as a pattern that ignores case."""
_THANKS: Final = (
    r"(?:(?:alvast|vast|heel erg|heel|hartelijk|many|very|ok[eé]?|top|super),? ){0,2}"
    r"(?:bij voorbaat (?:heel )?(?:veel )?dank|bedankt|dank(?:jewel|uwel| je wel| u wel| jullie wel| je| u| jullie)?|"
    r"merci|thanks|thank you|thx|tnx|cheers)"
    r"(?: (?:alvast|vast|bij voorbaat|hoor|(?:voor|for) (?:de moeite|je hulp|jullie hulp|uw hulp|your help)|"
    r"so much|very much|a lot|in advance|again|team|all|allemaal)){0,2}"
)
_BEFORE: Final = re.compile(
    rf"\s{{0,3}}(?:{GREETING}|{_THANKS})(?:[,.!:;–-]{{1,3}}\s{{0,5}}|\n\s{{0,5}})", re.IGNORECASE
)
_GREETED: Final = re.compile(rf"(?<!\w){GREETING}", re.IGNORECASE)
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


def names_greeted(text: str) -> tuple[str, ...]:
    """Return what stands as a name behind the greetings in `text`; it may be something else with a capital."""
    return tuple(each["name"] for each in _GREETED.finditer(text) if each["name"])
