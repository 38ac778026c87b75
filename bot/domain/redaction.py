"""Takes out of what people wrote what nobody should keep: it runs before anything is stored or logged.

It rather takes out too much than too little: what is kept serves to see what people ask, not who asks.
"""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 500
"""Characters that are kept: as many as are matched."""

_AHEAD: Final = 300
"""Characters beyond those that are read too: what is cut in the middle would not be recognised."""

_MAILBOX: Final = r"facturen\.econnect\.eu(?![\w.-])"

# In this order: each takes what a later one would take apart. Possessive, so that hostile text costs no more time.
_RULES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), remark)
    for pattern, remark in (
        (r"\w{1,20}+://[^\s/@]{0,200}+@\S{0,500}+|(?:https?://)?hooks\.slack\.com\S{0,500}+", "[link]"),
        (r"(?:xox[a-z]|xapp|xwfp)-[\w-]{4,}+", "[token]"),
        (rf"(?<![\w.+-])[\d ]{{1,20}}+(?=@{_MAILBOX})", "[number]"),
        (rf"(?<![\w.+%-])[\w.+%-]++@(?!{_MAILBOX})[\w-]++(?:\.[\w-]++)*+", "[e-mail]"),
        (r"\b[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]{4}){2,7}+(?:[ .-]?[A-Z0-9]{1,4})?+\b", "[IBAN]"),
        (r"(?<!\w)(?:\+|00)[1-9](?:[ ().-]{0,2}+\d){6,14}+", "[phone]"),
        (r"(?<!\w)\(?0[1-9](?:[ ()./-]{0,2}+\d){8}(?![ .-]?\d)", "[phone]"),
        # However they are parted, and in whatever script: masks of nine digits in `rendering` go by the same.
        (r"\d(?:[\W_]{0,3}+\d){6,}+", "[number]"),
    )
)


NUMBER: Final = "[number]"
"""The remark in place of a long number."""
_KVK: Final = 8


def redacted(text: str, longest: int = LONGEST, *, keeps_kvk: bool = False) -> str:
    """Return `text`, cut short, with a remark in place of addresses, account and phone numbers, tokens, long numbers.

    With `keeps_kvk` numbers of eight digits stay: whoever is to help with a mailbox address needs its KvK number.
    """
    before, kept = "", text[: longest + _AHEAD]
    while kept != before:  # what stood behind something taken out may look like an address only now: a@b.@c
        before = kept
        for pattern, remark in _RULES:
            kept = pattern.sub(_number_or_kvk if keeps_kvk and remark == NUMBER else remark, kept)
    return kept[:longest]


def _number_or_kvk(found: re.Match[str]) -> str:
    return found[0] if sum(character.isdigit() for character in found[0]) == _KVK else NUMBER
