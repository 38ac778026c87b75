"""What may be typed behind a slash command, in each language → the one word that use cases know it by.

The words stand in the files of texts as `keyword-COMMAND-WORD`, parted by commas; a use case reads WORD.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.domain.language import LANGUAGES
from bot.texts import load

if TYPE_CHECKING:
    from collections.abc import Mapping

_STEM: Final = "keyword-"
_PREFIX: Final = "/econnect-"
_ALONE: Final = frozenset({"support", "help"})
"""Commands that take anything: only all of the text is a keyword there."""
_ANYWHERE: Final[Mapping[str, tuple[str, ...]]] = {"privacy": ("erase", "show", "count", "help")}
"""Commands that take a request in one's own words: what it is for wherever it is said, and which goes first."""
_NEAR: Final = 0.75
_LONGEST: Final = 40
_AROUND: Final = " \t\n.,!?'\"‘’“”"
_WORD: Final = re.compile(r"[^\W_]+")
_PERIOD: Final = re.compile(r"(\d{0,3})\s*([^\W\d]*(?: [^\W\d]+)?)")
_DAYS: Final[Mapping[str, int]] = {"day": 1, "week": 7, "month": 30, "year": 365}


def canonical(command: str, text: str) -> str:
    """Return `text` with the keyword that it begins with as use cases know it: `gesloten grijs` → `closed grijs`."""
    topic, typed = command.removeprefix(_PREFIX), text.strip(_AROUND)
    if topic in _ANYWHERE:
        return _meant(topic, typed) or text
    for phrase, name in phrases(topic).items():
        rest = typed[len(phrase) :]
        if not typed.lower().startswith(phrase) or rest[:1].strip():
            continue
        if not rest.strip():
            return name
        if topic not in _ALONE:
            return f"{name} {_days(rest.strip()) if name == 'report' else rest.strip()}"
    return text


def nearest(command: str, text: str) -> str | None:
    """Return the keyword that a single word resembles; None where it resembles none, or is one."""
    typed = text.strip(_AROUND).lower()
    known = phrases(command.removeprefix(_PREFIX))
    if not typed or len(typed) > _LONGEST or " " in typed or typed in known:
        return None
    return next(iter(get_close_matches(typed, known, 1, _NEAR)), None)


@cache
def phrases(topic: str) -> Mapping[str, str]:
    """Return what may be typed behind a command, in every language, the longest first, and its name."""
    begin = f"{_STEM}{topic}-"
    found = {
        phrase: name.removeprefix(begin)
        for language in LANGUAGES
        for name, words in load(language).items()
        if name.startswith(begin)
        for phrase in words.split(", ")
    }
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


def _meant(topic: str, typed: str) -> str | None:
    """Return what a request is for: `please delete my data` → `erase`; None where it has none of the words."""
    said = f" {' '.join(_WORD.findall(typed.lower()))} "
    found = {name for phrase, name in phrases(topic).items() if f" {phrase} " in said}
    return next((name for name in _ANYWHERE[topic] if name in found), None)


def _days(period: str) -> str:
    """Return how many days `4w`, `30 dagen` or `vorige week` are; `period` itself where it tells none."""
    found = _PERIOD.fullmatch(period.lower())
    unit = None if found is None else phrases("period").get(found[2] or "day")
    return period if found is None or unit is None else str(int(found[1] or 1) * _DAYS[unit])
