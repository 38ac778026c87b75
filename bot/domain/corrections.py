"""Messages that take a number back and give another: "27378529 instead of 12345678", "412 was a typo, it's 414"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_NUMBER: Final = r"(?:\d\d(?: \d\d){3}|\d[\d.]{1,14}\d(?:[ -]\d{1,8}){0,3})(?: ?sp ?\d{1,2})?(?!\w)"
_OLD: Final = rf"(?:(?:kvk|coc|update|versie|version) )?{_NUMBER}"
_SLIP: Final = (
    r"(?:(?:an?|the|my|een|het|de|mijn) )?(?:typos?|typing error|slip|mistake|example|(?:tik|type)?fout(?:je)?|"
    r"vergissing|voorbeeld(?:nummer)?|(?:wrong|verkeerde?) (?:number|one|nummer))"
)
_WRONG: Final = (
    rf"(?:(?:is|was)(?: \w+)? (?:{_SLIP}|wrong|incorrect|verkeerd|onjuist|"
    r"(?:niet|not) (?:goed|juist|correct|right))|"
    r"isn't (?:right|correct)|klopte? niet)"
)
_SORRY: Final = (
    r"(?:(?:no|nee|nope|oh|ah|ok|oké|oke|oe?ps+|oops+|sorry|excuus|pardon|wait|wacht|correct(?:ion|ie)|"
    rf"(?:(?:that|this|it|dat|dit|het) (?:is|was) )?{_SLIP})\b[\s,.:;!-]*)"
)
_INTRODUCED: Final = (
    r"(?:(?:it|that|this|het|dat|dit)(?:'s| is| was| should be| must be| moet)?|(?:should|must) be|moet|"
    r"(?:i|we|ik|wij) (?:mean|meant|bedoel(?:de)?|bedoelen|have|heb|hebben|are on|zitten op)|bedoel(?:de)?|"
    r"(?:(?:my|our|the|mijn|onze?|ons|het|de) )?(?:right |correct |juiste |goede )?"
    r"(?:kvk|coc|update|versie|version|number|nummer|one)(?:[ -]?(?:number|nummer))?(?: is)?)"
)
_NEW: Final = (
    rf"(?:{_INTRODUCED}[ :]+){{0,3}}(?P<number>{_NUMBER})"
    r"(?: zijn| moet (?:het|dat) zijn| wel|"
    r" is (?:(?:the|de|het) )?(?:right|correct|goede?|juiste?)(?: one| nummer)?)?"
)
_INSTEAD_OF: Final = r"(?:(?:and |en )?(?:not|niet)|instead of|rather than|in plaats van|ipv|i\.p\.v\.)"
_ENDS: Final = r"[\s.,;!]*"
_FORMS: Final = (
    rf"{_SORRY}{{1,4}}{_NEW}",
    rf"{_SORRY}{{0,4}}{_NEW},? {_INSTEAD_OF} {_OLD}",
    rf"{_SORRY}{{0,4}}(?:not|niet) {_OLD},? (?:but|maar) {_NEW}",
    rf"{_SORRY}{{0,4}}{_OLD},? {_WRONG}[\s,.;]+(?:(?:but|maar|and|en) )?{_NEW}",
    rf"{_SORRY}{{0,4}}{_NEW}[\s,.;]+{_OLD},? {_WRONG}",
    rf"{_SORRY}{{0,4}}{_OLD} (?:should be|must be|moe(?:s)?t(?: zijn)?) {_NEW}",
    rf"{_SORRY}{{0,4}}{_OLD} ?(?:-+>|=+>|→) ?{_NEW}",
    rf"{_SORRY}{{0,4}}(?:that|dat|dit|het) moet {_NEW}",
)
_LONGEST: Final = 120
"""Characters of a message that does nothing but correct a number."""


def corrected_number(text: str) -> str | None:
    """Return the number that plain `text` gives for another; None where it does, asks or tells anything else."""
    if len(text) > _LONGEST or "\n" in text:
        return None
    found = next((match for form in _patterns() if (match := form.fullmatch(text.strip())) is not None), None)
    return None if found is None else found["number"]


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Compile the forms when they are first needed, behind a talk of numbers: it takes milliseconds."""
    return tuple(re.compile(form + _ENDS, re.IGNORECASE) for form in _FORMS)
