"""Text as typed → the words that count.

Greetings and thanks at either end go; stand-alone numbers go, with the noun in front of them, which would otherwise
count as a word of the knowledge base ("versie 9.1", "company 48213"); digits inside words stay.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from bot.domain.text_cleaning import straightened

LONGEST: Final = 500
"""Characters of an utterance that are matched: scoring time grows with length, meaning hardly does."""

_EMOJI: Final = re.compile(r":[a-z0-9_+-]{1,40}:|[:;]-?[()dp](?!\w)")
_INITIALS: Final = re.compile(r"\b(?:[a-z]\.){2,}")
_SHORT_PREFIX: Final = re.compile(r"\b([a-z])-(?=[a-z]{3})")
_WORD: Final = re.compile(r"\d+(?:[-/.:,]\d+)+(?![^\W_])|[^\W_]+(?:'[^\W_]+)*\+?")
_NUMBER: Final = re.compile(r"\d+(?:[-/.:,]\d+)*|\d{3}sp\d{1,3}")

_COUNTED_NOUNS: Final = frozenset("order ordernummer factuurnummer invoice factuur ticket bon line regel".split())
"""What is numbered here, so that even a known number behind it is no version."""

_NUMBER_NOUNS: Final = frozenset(
    "version versie update release pu kvk coc company bedrijf nr number nummer kvknummer ticket order ordernummer "
    "factuurnummer invoice factuur regel line".split()
)
_OPENING: Final = re.compile(
    r"^\W*(?:(?:hi|hey|hello|hallo|hoi|hai|yo|dag|heya|goede?mo(?:r)?gen|goeiemorgen|goedemiddag|goedenavond|goedendag|goeiedag|goeiemiddag|goeienavond|"
    r"beste|dear|morning|good (?:morning|afternoon|evening|day))\b\W*)+"
    r"(?:(?:all|allemaal|team|everyone|everybody|folks|there|collega's|mensen|support|iedereen|hoi)\b\W*)*"
)
_CLOSING: Final = re.compile(
    r"(?:[,.;!?)\n-]\s{0,9}|\s)(?:(?:thanks|thank you|many thanks|thx|ty|tia|bedankt|dank je(?: wel)?|"
    r"dank u(?: wel)?|dankjewel|alvast bedankt|alvast dank|bij voorbaat dank|bvd|pls|please|aub|a\.u\.b\.?|svp|"
    r"alsjeblieft|alstublieft)(?: in advance| a lot| alvast)?\W*+){1,9}$"
)
_SIGNATURE: Final = re.compile(
    r"(?:^|[,.;!?)\n-])\W{0,9}(?:kind regards|best regards|regards|best|cheers|groetjes|groeten|groet|gr|mvg|"
    r"met vriendelijke groet(?:en)?|thanks|thx|bedankt)\b(?:\W++\w++){0,2}+\W*+$"
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The words that count, lower case and in order; the numbers that were taken out."""

    words: tuple[str, ...]
    numbers: tuple[str, ...] = ()


def words_of(text: str) -> tuple[str, ...]:
    """Return all words of `text`, lower case; hyphens and dots part words, but not in `e-mail` or `k.v.k.`."""
    lowered = _INITIALS.sub(lambda found: found[0].replace(".", ""), _lower(text))
    joined = _SHORT_PREFIX.sub(r"\1", lowered)
    return tuple(word.replace("+", "plus") for word in _WORD.findall(joined))


def clean(text: str, known_numbers: frozenset[str] = frozenset()) -> Cleaned:
    """Return the words of `text` that count, with `known_numbers`, which stand in phrasings (the minimum update)."""
    core = _without_courtesies(_lower(text))
    words = words_of(core) or words_of(text)
    kept: list[str] = []
    numbers: list[str] = []
    for word in words:
        is_counted = bool(kept) and kept[-1] in _COUNTED_NOUNS
        if not _NUMBER.fullmatch(word) or (word in known_numbers and not is_counted):
            kept.append(word)
            continue
        if kept and kept[-1] in _NUMBER_NOUNS and not numbers:
            kept.pop()
        numbers.append(word)
    return Cleaned(tuple(kept), tuple(numbers))


def _lower(text: str) -> str:
    straight = straightened(text[:LONGEST])  # before NFKC, which parts ´ in two
    return _EMOJI.sub(" ", unicodedata.normalize("NFKC", straight).lower()).replace("`", " ")


def _without_courtesies(text: str) -> str:
    for courtesy in (_OPENING, _SIGNATURE, _CLOSING):
        text = courtesy.sub(" ", text, count=1)
    return text
