"""Calls for help that say nothing of what it is about: "kunnen jullie mij helpen?", "please help us"."""

from __future__ import annotations

import re
from typing import Final

from bot.domain.courtesies import GREETING

_PLEASE: Final = r"(?:,? (?:please|pls|alsjeblieft|alstublieft|svp|aub|a\.u\.b\.?))?"
_ENGLISH: Final = (
    r"(?:can|could|will|would) you(?: guys| all)?(?: please| maybe| perhaps)? (?:help|assist)(?: me| us)?(?: out)?",
    r"(?:please |pls )?help(?: me| us)?(?: out)?",
    r"(?:i|we)(?: really| still)? need (?:some |a little |a bit of |your )?(?:help|assistance)",
)
_WOULD_YOU: Final = r"(?:kan|kun|kunt|kunnen|wil|wilt|willen|zou|zouden) (?:je|jij|jullie|u|ge|gij)(?: me| mij| ons)?"
_BRIEFLY: Final = r"(?: even| eens| misschien| alsjeblieft| alstublieft| verder){0,2}"
_DUTCH: Final = (
    rf"{_WOULD_YOU}{_BRIEFLY}(?: kunnen| willen)? helpen",
    r"help(?: me| mij| ons)?(?: even| eens)?",
    r"(?:ik heb|we hebben|wij hebben)(?: even| wat| echt| jullie| uw| je)? hulp nodig",
)
_PLEA: Final = re.compile(
    rf"(?:{GREETING},? )?(?:{'|'.join((*_ENGLISH, *_DUTCH))}){_PLEASE}[\s.!?]{{0,5}}", re.IGNORECASE
)


def is_bare_plea(text: str) -> bool:
    """Return whether plain `text` calls the bot for help, and says no more."""
    return _PLEA.fullmatch(text.strip()) is not None
