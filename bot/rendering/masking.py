"""Nine digits can be somebody's BSN: they are never shown again, wherever a person's own words are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot import texts

if TYPE_CHECKING:
    from bot.domain.language import Language

# However they are parted: 123456782, 12.34.56.782, 1 2 3 4 5 6 7 8 2. In `12345678 9 invoices` a KvK number stands
# beside another number. Nothing is used up, since nine digits may begin within nine others: 413 123 456 782.
_NINE_DIGITS: Final = re.compile(
    r"""
    (?<!\d)
    (?! \d{8} [^\w\s]*+ \s \W*+ \d (?!\d) | \d [^\w\s]*+ \s \W*+ \d{8} (?!\d) )
    (?= ( \d (?: [\W_]*+ \d ){8} ) (?!\d) )
    """,
    re.VERBOSE,
)
_NUMBERS: Final = re.compile(r"\d(?:[\W_]*\d)*")
_GROUP: Final = re.compile(r"(?<!\d)\d{1,7}(?!\d)")
_NINE: Final = 9


def masked(text: str, language: Language) -> str:
    """`text` with a remark in place of every number of nine digits."""
    shown, end = "", 0
    for found in _NINE_DIGITS.finditer(text):
        begin, stop = found.span(1)
        if begin >= end:
            shown += text[end:begin] + texts.get("hidden-digits", language)
        end = stop
    return shown + text[end:]


def is_masked(text: str) -> bool:
    """Whether something in `text` is not to be shown again."""
    return _NINE_DIGITS.search(text) is not None


def without_numbers(text: str, language: Language) -> str:
    """`text` with a remark in place of all its numbers."""
    return _NUMBERS.sub(texts.get("hidden-digits", language), text)


def add_up_to_nine(text: str) -> bool:
    """Whether some numbers in `text`, wherever they stand, have nine digits together."""
    sums = {0}
    for group in _GROUP.findall(text):
        sums |= {others + len(group) for others in sums if others + len(group) <= _NINE}
    return _NINE in sums
