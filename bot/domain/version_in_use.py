"""Whether a question is for the version that somebody has: no article can know it, and it is not the one needed."""

from __future__ import annotations

import re
from typing import Final

_HAVE: Final = "(?:heb|hebt|heeft|hebben|draai(?:t|en)?|gebruik(?:t|en)?|zit(?:ten)?)"
_WHO: Final = r"(?:ik|we|wij|je|jij|jullie|bij ons|(?:mijn|onze?)(?: \w+)?)"
_VERSION: Final = re.compile(
    r"\b(?:versions?|versies?|updates?|releases?|builds?)(?: ?numbers?|nummers?)?\b", re.IGNORECASE
)
_ASKED: Final = re.compile(r"\b(?:which|what(?:['’]s)?|where|how|welke?|wat|waar|hoe)\b", re.IGNORECASE)
_ONES_OWN: Final = re.compile(
    r"\b(?:(?:i|we)(?: \w+)? (?:have|use|run)|(?:i|we)(?: have|['’]ve) got|ha(?:ve|s) (?:i|we|you|my|our)|"
    r"(?:am i|are we|i am|i['’]m|we are|we['’]re)(?: \w+)? (?:running|using|on|at)|(?:am i|are we) on|"
    r"(?:is|what['’]s|find|see|check|tell)(?: me)? (?:my|our)|is(?: \w+)? (?:installed|on (?:my|our|this))|"
    rf"{_HAVE}(?: \w+)? {_WHO}|(?:ik|we|wij)(?: \w+)? {_HAVE}|"
    r"(?:is|staat|vind ik|zie ik|kan ik) (?:er )?(?:op )?(?:mijn|onze?|deze)|"
    rf"(?:is|staat)(?: \w+)? geïnstalleerd|geïnstalleerd (?:is|staat|{_HAVE}))\b",
    re.IGNORECASE,
)
_NEEDED: Final = re.compile(
    r"\b(?:need(?:s|ed)?|requir\w+|should|must|ha(?:ve|s)(?: \w+){0,2} to|supposed|minim\w+|least|oldest|lowest|"
    r"enough|necessary|recommended|support\w*|suffic\w+|right|correct|old|too|best|newer|newest|latest|works?|allowed|"
    r"from (?:which|what)|"
    r"nodig|moet(?:en)?|vereis\w+|minst(?:ens)?|mag|mogen|dien(?:t|en)|genoeg|voldo\w+|oudste|laagste|geschikt|"
    r"ondersteun\w+|vanaf|juiste|goede?|beste?|klopt|oude?|nieuw(?:er|ere|ste)?|laatste|werkt|te|"
    # which one can one use, and what for
    r"(?:can|could|may|would|kan|kunnen|zou(?:den)?)(?: \w+){1,2} (?:use|have|run|gebruiken|hebben|draaien)|"
    r"(?:for|voor)(?: \w+)? (?:link|connection|integration|econnect|koppeling|mailbox|postbox|brievenbus)|"
    r"(?:for|voor) econnect|to (?:connect|link))\b",
    re.IGNORECASE,
)


def asks_version_in_use(text: str) -> bool:
    """Return whether plain `text` asks which version its writer has, and nothing of one that is needed."""
    return all(each.search(text) for each in (_VERSION, _ASKED, _ONES_OWN)) and not _NEEDED.search(text)
