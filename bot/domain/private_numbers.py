"""Nine digits can be somebody's BSN: whoever shows or takes a person's own words looks for them."""

from __future__ import annotations

import re
from typing import Final

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


def has_private_number(text: str) -> bool:
    """Return whether something in `text` is not to be shown again."""
    return NINE_DIGITS.search(text) is not None
