"""Whether a message tells of an error: the text or the code of one, as a program showed it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_QUOTED: Final = r"[\"“'‘«][^\"”'’»\n]{8,160}[\"”'’»]"
_QUOTED_SENTENCE: Final = r"[\"“'‘«][^\s\"”'’»]+(?: [^\s\"”'’»]+){2,20}[\"”'’»]"
_CODE: Final = r"(?:#|0x)?[A-Z]{0,5}[-_ ]?\d{2,8}\b|[A-Z]+(?:_[A-Z]+)+"
_WORD: Final = (
    r"\b(?i:errors?|err|fout(?:en|melding(?:en)?|codes?|text|tekst)?|(?:error ?|waarschuwings?)?melding(?:en)?|"
    r"error messages?|exceptions?|warnings?|waarschuwing|pop-?up|crash(?:es|t)?)\b"
)
_SAYS: Final = (
    r"\b(?i:says?|shows?|(?:stops?|fails?|ends?) with|gives?(?: me)?|i get|we get|zegt|meldt|toont|geeft(?: aan)?|"
    r"stopt met|eindigt met|ik krijg|wij krijgen|we krijgen|staat)\b"
)
_GETS: Final = r"\b(?i:got|get|gets|receive[ds]?|krijg(?:en|t)?|kreeg|kregen)\b"
_QUOTED_WORDS: Final = r"[\"“'‘«][^\s\"”'’»]+(?: [^\s\"”'’»]+){1,20}[\"”'’»]"
_ERROR: Final = (
    rf"{_WORD}[\s:(-]*(?i:code|nummer|number|nr\.?|no\.?|met|with|is|:)?[\s:(-]*(?:{_CODE})|"
    rf"{_WORD}[^.?!\n]{{0,40}}{_QUOTED}|{_QUOTED}[^.?!\n]{{0,40}}{_WORD}|{_SAYS}[\s:,]*{_QUOTED_SENTENCE}|"
    rf"{_GETS}(?: \w+)?[\s:,]*{_QUOTED_WORDS}"
)


_SIGN: Final = re.compile("[\\d_\"“'‘«]")
"""What every error's code or quoted words have in them."""


def tells_of_an_error(text: str) -> bool:
    """Return whether plain `text` holds an error's words in quotes, or its code beside a word for errors."""
    return _SIGN.search(text) is not None and _pattern().search(text) is not None


@cache
def _pattern() -> re.Pattern[str]:
    """Compile the pattern when it is first needed: few texts have a sign of an error, and it takes milliseconds."""
    return re.compile(_ERROR)
