"""One message → the questions in it."""

from __future__ import annotations

import re
from typing import Final

_QUESTION_WORD: Final = (
    r"(?:how|what|which|where|when|why|who|do|does|did|is|are|can|could|must|should|will|may|have|"
    r"hoe|wat|welke?|waar|wanneer|waarom|wie|moet(?:en)?|kan|kun(?:nen)?|mag|mogen|is|zijn|heb(?:ben)?|heeft|werkt|zit)\b"
)
_END: Final = re.compile(r"(?<=[.;?!])\s+|\n+")
_AND: Final = re.compile(
    rf",?\s+(?:and|en|also|plus|ook)\s+(?=(?:(?:also|ook|then|dan)\s+)?{_QUESTION_WORD})", re.IGNORECASE
)
_ASKING: Final = re.compile(rf"\W*(?:(?:and|en|so|dus|also|ook|but|maar)\s+)?{_QUESTION_WORD}", re.IGNORECASE)


def questions_in(text: str) -> tuple[str, ...]:
    """The parts of `text` that ask, in order: of sentences with a question mark, or that begin like a question."""
    questions: list[str] = []
    for sentence in filter(None, map(str.strip, _END.split(text))):
        parts = [part.strip() for part in _AND.split(sentence)]
        questions += parts if sentence.endswith("?") else [part for part in parts if _ASKING.match(part)]
    return tuple(questions)
