"""Numbers that somebody takes back: "27378529 instead of 12345678", "412 was a typo, it's 414"."""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = r"\d[\d.]{0,15}(?:[ -]\d{1,8}){0,3}(?!\w)"
_SLIP: Final = (
    r"(?:(?:a|an|the|my|your|een|het|de|mijn|jullie) )?(?:typos?|typing errors?|slip|mistakes?|error|example|"
    r"(?:tik|type)?fout(?:je)?|vergissing|voorbeeld|(?:wrong|verkeerde?) (?:number|one|nummer))"
)
_NOT_RIGHT: Final = (
    rf"(?:(?:is|was|were)(?: \w+)? (?:{_SLIP}|wrong|incorrect|verkeerd|onjuist|fout|"
    r"(?:niet|not) (?:goed|juist|correct|right))|isn't (?:right|correct)|klopte? niet)"
)
_TAKEN_BACK: Final = re.compile(
    rf"\b(?:not|niet|geen|instead of|rather than|in plaats van|ipv|i\.p\.v\.) (?:the |de |het )?{_NUMBER}|"
    rf"(?<![\w.]){_NUMBER},? {_NOT_RIGHT}|"
    rf"(?<![\w.]){_NUMBER} (?=(?:moe(?:s)?t|should|must) (?:be |have been |zijn )?\d)|"
    rf"(?<![\w.]){_NUMBER} ?(?:-+>|=+>|→) ?(?=\d)",
    re.IGNORECASE,
)
_TAKING_BACK: Final = re.compile(
    r"^\W*(?:no|nee|nope)\b|"
    rf"\b(?:oe?ps+|oops+|sorry|excuus|pardon|wait|wacht|{_SLIP}|correct(?:ion|ie)|"
    r"(?:that|this|dat|dit) (?:is|was)(?=\W*(?:$|[,.;!]))|"
    r"is (?:de|het|the) (?:goede|juiste|right|correct)(?: one| nummer| number)?|"
    r"(?:i|we|ik|wij) (?:mean|meant|bedoel(?:de|en|den)?)|bedoel(?:de)?|(?:should|must) (?:be|have been)|"
    r"moe(?:s)?t(?: (?:dat|het|dit))?(?= \d)|(?<=\d )(?:moet )?(?:(?:dat|het|dit) )?zijn)\b",
    re.IGNORECASE,
)
_LONG_NUMBER: Final = re.compile(r"\d{3}")


def without_taken_back(text: str) -> str:
    """Return plain `text` without the numbers that it takes back, nor the words with which it does so.

    Where no number would be left, none is told in its place: then it is `text` as it stands.
    """
    left = _TAKING_BACK.sub(" ", _TAKEN_BACK.sub(" ", text))
    return " ".join(left.split()) if _LONG_NUMBER.search(left) else text
