"""Takes out of what people wrote what nobody should keep: it runs before anything is stored or logged.

It rather takes out too much than too little: what is kept serves to see what people ask, not who asks. In a request
that is open the team may need to know: see `redacted_for_team`.
"""

from __future__ import annotations

import re
from typing import Final

from bot.domain.private_numbers import PHONE, without_private_numbers
from bot.domain.text_cleaning import LONGEST as LONGEST_READ
from bot.domain.text_cleaning import shortened

LONGEST: Final = 500
"""Characters that are kept: as many as are matched."""

_AHEAD: Final = 300
"""Characters beyond those that are read too: what is cut in the middle would not be recognised."""

_MAILBOX: Final = r"facturen\.econnect\.eu(?![\w.-])"

_EMAIL: Final = rf"(?<![\w.+%-])[\w.+%-]++@(?!{_MAILBOX})[\w-]++(?:\.[\w-]++)*+"

# In this order: each takes what a later one would take apart. Possessive, so that hostile text costs no more time.
_SECRETS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), remark)
    for pattern, remark in (
        (r"\w{1,20}+://[^\s/@]{0,200}+@\S{0,500}+|(?:https?://)?hooks\.slack\.com\S{0,500}+", "[link]"),
        (r"(?:xox[a-z]|xapp|xwfp)-[\w-]{4,}+", "[token]"),
        (rf"(?<![\w.+-])[\d ]{{1,20}}+(?=@{_MAILBOX})", "[number]"),
    )
)
_ACCOUNT: Final = (
    re.compile(r"\b[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]{4}){2,7}+(?:[ .-]?[A-Z0-9]{1,4})?+\b", re.IGNORECASE),
    "[IBAN]",
)
# However they are parted, and in whatever script: masks of nine digits in `rendering` go by the same.
_LONG: Final = (re.compile(r"\d(?:[\W_]{0,3}+\d){6,}+"), "[number]")
_RULES: Final = (*_SECRETS, (re.compile(_EMAIL, re.IGNORECASE), "[e-mail]"), _ACCOUNT, (PHONE, "[phone]"), _LONG)
_CONTACT: Final = re.compile(f"({_EMAIL}|{PHONE.pattern})", re.IGNORECASE)
"""How somebody can be reached."""

NUMBER: Final = "[number]"
"""The remark in place of a long number."""
_KVK: Final = 8


_REMARK: Final = re.compile("|".join(re.escape(remark) for remark in dict.fromkeys(remark for _, remark in _RULES)))


def without_remarks(text: str) -> str:
    """Return a redacted `text` with nothing in the place of what was taken out."""
    return _REMARK.sub("", text)


def is_whole(text: str, longest: int = LONGEST) -> bool:
    """Return whether nothing was taken out of a redacted `text`, nor cut off."""
    return len(text) < longest and _REMARK.search(text) is None


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


def redacted_for_team(text: str, longest: int) -> str:
    """Return `text`, cut short, as the support team needs it: who asks for help can be reached, and has a KvK number.

    Nine digits, account numbers, tokens and other long numbers go all the same.
    """
    before, kept = "", text[: longest + _AHEAD]
    while kept != before:
        before, kept = kept, without_private_numbers(kept, NUMBER)
        for pattern, remark in (*_SECRETS, _ACCOUNT):
            kept = pattern.sub(_number_or_kvk if remark == NUMBER else remark, kept)
        # Every second part is a way to reach somebody.
        parts = _CONTACT.split(kept)
        parts[::2] = [_LONG[0].sub(_number_or_kvk, part) for part in parts[::2]]
        kept = "".join(parts)
    return kept[:longest]


def title_for_team(text: str, longest: int) -> str:
    """Return `text` on one line as the team needs it, cut between two words and never within a way to reach somebody.

    Half of one could not be told from other words once it is to go.
    """
    whole = redacted_for_team(" ".join(text.split()), LONGEST_READ)
    cut = shortened(whole, longest)
    if cut == whole:
        return whole
    ways = (way.start() for way in _CONTACT.finditer(whole) if way.start() < len(cut) - 1 < way.end())
    begin = next(ways, None)
    return cut if begin is None else whole[:begin].rstrip() + "…"


def _number_or_kvk(found: re.Match[str]) -> str:
    return found[0] if sum(character.isdigit() for character in found[0]) == _KVK else NUMBER
