"""One message → the questions in it."""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(r"(?<=[?!])\s+|(?<=[.;])\s+|\n+")
_AND: Final = re.compile(
    r",?\s+(?:and|en|also|plus|ook)\s+(?=(?:also|ook\s+|then\s+|dan\s+)?(?:how|what|which|where|when|why|who|do|does|is|"
    r"are|can|could|must|should|hoe|wat|welke?|waar|wanneer|waarom|wie|moet|kan|kun|mag|is|zijn|heb|hebben|werkt)\b)",
    re.IGNORECASE,
)
_ASKING: Final = re.compile(
    r"^\W*(?:and|en|so|dus|also|ook|but|maar)?\s*(?:how|what|which|where|when|why|who|do|does|is|are|can|could|must|"
    r"should|hoe|wat|welke?|waar|wanneer|waarom|wie|moet|kan|kun|mag|zijn|heb|hebben|werkt)\b",
    re.IGNORECASE,
)


def questions_in(text: str) -> tuple[str, ...]:
    """The parts of `text` that ask, in order: sentences that end in a question mark or begin like a question."""
    sentences = [sentence.strip() for sentence in _END.split(text) if sentence.strip()]
    parts = [part.strip() for sentence in sentences for part in _AND.split(sentence)]
    return tuple(part for part in parts if part.endswith("?") or _ASKING.match(part))
