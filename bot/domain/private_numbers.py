"""Nine digits can be somebody's BSN: whoever shows or takes a person's own words looks for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# However they are parted: 123456782, 12.34.56.782, 1 2 3 4 5 6 7 8 2. In `12345678 9 invoices` a KvK number stands
# beside another number. Nothing is used up, since nine digits may begin within nine others: 413 123 456 782.
NINE_DIGITS: Final = re.compile(
    r"""
    (?<!\d)
    (?! \d{8} [^\w\s]*+ \s \W*+ \d (?!\d) | \d [^\w\s]*+ \s \W*+ \d{8} (?!\d) )
    (?= ( \d (?: [\W_]*+ \d ){8} ) (?!\d) )
    """,
    re.VERBOSE,
)


PHONE: Final = re.compile(
    r"(?<!\w)(?:(?:\+|00)[1-9](?:[ ().-]{0,2}+\d){6,14}+|\(?0[1-9](?:[ ()./-]{0,2}+\d){8}(?![ .-]?\d))"
)
"""A phone number, with its country or its area. Possessive, so that hostile text costs no more time."""

_NINE: Final = 9


def private_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield where nine digits stand, in order; those of a phone number (+31 6 1234 5678) are nobody's BSN."""
    phones = [found.span() for found in PHONE.finditer(text) if sum(map(str.isdigit, found[0])) != _NINE]
    for found in NINE_DIGITS.finditer(text):
        begin, end = found.span(1)
        if not any(first <= begin and end <= last for first, last in phones):
            yield begin, end


def has_private_number(text: str) -> bool:
    """Return whether something in `text` is not to be shown again."""
    return next(private_numbers(text), None) is not None


def without_private_numbers(text: str, remark: str) -> str:
    """Return `text` with `remark` in place of every number of nine digits."""
    kept, end = "", 0
    for begin, stop in private_numbers(text):
        if begin >= end:
            kept += text[end:begin] + remark
        end = stop
    return kept + text[end:]
