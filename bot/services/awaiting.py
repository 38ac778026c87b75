"""Whose number a message is: what was asked for, or what the last answer is about, where it is hardly more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.calculators import CALCULATORS
from bot.domain.calculation import ANSWERED_BY_CALCULATION
from bot.domain.corrections import corrected_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.article import Facts
    from bot.domain.calculation import CalculatorName
    from bot.domain.conversation import Memory

_LONG_NUMBER: Final = re.compile(r"\d(?:[ .-]?\d){2}")
"""Three digits, as the shortest version has: less chooses from an offer, or counts something."""
_LETTER: Final = re.compile(r"[^\W\d_]")
_OF_SOMETHING_ELSE: Final = re.compile(
    r"[$€£%#]|(?:client|customer|klant|kantoor|office|afdeling|department|boekhouding|dossier|team|relatie)\w*\W*(?:nr\W*)?\d",
    re.IGNORECASE,
)
"""What numbers something else: "klant 12345678"."""


def as_corrected(text: str, memory: Memory) -> str:
    """Return the number that plain `text` gives for another, where a calculator's was talked of; else `text`."""
    talked_of = any(answered.intersection(memory.articles) for answered in ANSWERED_BY_CALCULATION.values())
    return (corrected_number(text) if talked_of or memory.expecting is not None else None) or text


def awaited(text: str, memory: Memory, facts: Facts, is_hardly_more: Callable[[str], bool]) -> CalculatorName | None:
    """Return the calculator that plain `text` is for; None where it asks something itself.

    `is_hardly_more` tells whether what stands beside the numbers in a text names nothing.
    """
    if memory.expecting is not None or not _LONG_NUMBER.search(text) or _OF_SOMETHING_ELSE.search(text):
        return memory.expecting
    if not is_hardly_more(text):
        return None
    for name, answered in ANSWERED_BY_CALCULATION.items():
        # What is only offered is not talked of yet: there it has to be the number alone.
        talked_of = memory.articles if _LETTER.search(text) else (*memory.articles, *memory.offered)
        if answered.intersection(talked_of) and CALCULATORS[name].calculate(text, facts).value is not None:
            return name
    return None
