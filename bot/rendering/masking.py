"""Nine digits can be somebody's BSN: they are never shown again, wherever a person's own words are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot import texts

if TYPE_CHECKING:
    from bot.domain.language import Language

# Together, or in the groups in which people write a BSN and an RSIN: 123 456 782, 1234.56.782.
_NINE_DIGITS: Final = re.compile(r"(?<!\d)(?:\d{9}|\d{3}[ .-]\d{3}[ .-]\d{3}|\d{4}[ .-]\d{2}[ .-]\d{3})(?!\d)")


def masked(text: str, language: Language) -> str:
    """`text` with a remark in place of every number of nine digits."""
    return _NINE_DIGITS.sub(texts.get("hidden-digits", language), text)
