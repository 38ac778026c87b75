"""Nine digits can be somebody's BSN: they are never shown again, wherever a person's own words are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot import texts
from bot.domain.private_numbers import without_private_numbers

if TYPE_CHECKING:
    from bot.domain.language import Language

_NUMBERS: Final = re.compile(r"\d(?:[\W_]*\d)*")
_GROUP: Final = re.compile(r"(?<!\d)\d{1,7}(?!\d)")
_NINE: Final = 9


def masked(text: str, language: Language) -> str:
    """Return `text` with a remark in place of every number of nine digits."""
    return without_private_numbers(text, texts.get("hidden-digits", language))


def without_numbers(text: str, language: Language) -> str:
    """Return `text` with a remark in place of all its numbers."""
    return _NUMBERS.sub(texts.get("hidden-digits", language), text)


def add_up_to_nine(text: str) -> bool:
    """Return whether some numbers in `text`, wherever they stand, have nine digits together."""
    sums = {0}
    for group in _GROUP.findall(text):
        sums |= {others + len(group) for others in sums if others + len(group) <= _NINE}
    return _NINE in sums
