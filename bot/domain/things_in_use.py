"""Questions for what one has, or what is the latest: no article knows, and it is not what is needed."""

from __future__ import annotations

import re
from typing import Final

_HAVE: Final = "(?:heb|hebt|heeft|hebben|draai(?:t|en)?|gebruik(?:t|en)?|zit(?:ten)?)"
_WHO: Final = r"(?:ik|we|wij|je|jij|jullie|bij ons|(?:mijn|onze?)(?: \w+)?)"
_VERSION: Final = re.compile(
    r"\b(?:versions?|versies?|updates?|releases?|builds?)(?: ?numbers?|nummers?)?\b", re.IGNORECASE
)
_SUBSCRIPTION: Final = re.compile(r"\b(?:subscriptions?|abonnement(?:en)?)\b", re.IGNORECASE)
_SAID_OF_IT: Final = re.compile(
    r"\b(?:if|als|no|geen|not|niet|without|zonder)\b(?: \w+){0,3} (?:subscription|abonnement)|"
    r"\b(?:an?|een|de|the)(?: [\w-]+)?[ -](?:subscription|abonnement)|\b(?:for|voor|with) (?:it|that|this)\b|"
    r"\b(?:daar|hier)(?:voor|mee)\b",
    re.IGNORECASE,
)
"""What is told of a subscription, or asked of what it is for."""
_ASKED: Final = re.compile(r"\b(?:which|what(?:['’]s)?|where|how|welke?|wat|waar|hoe)\b", re.IGNORECASE)
_ONES_OWN: Final = re.compile(
    r"\b(?:(?:i|we)(?: \w+)? (?:have|use|run)|(?:i|we)(?: have|['’]ve) got|ha(?:ve|s) (?:i|we|you|my|our)|"
    r"(?:am i|are we|i am|i['’]m|we are|we['’]re)(?: \w+)? (?:running|using|on|at)|(?:am i|are we) on|"
    r"(?:is|what['’]s|find|see|check|tell)(?: me)? (?:my|our)|is(?: \w+)? (?:installed|on (?:my|our|this))|"
    rf"{_HAVE}(?: \w+)? {_WHO}|(?:ik|we|wij)(?: \w+)? {_HAVE}|"
    r"(?:is|staat|vind ik|zie ik|kan ik) (?:er )?(?:op )?(?:mijn|onze?|ons|deze)|"
    rf"(?:is|staat)(?: \w+)? geïnstalleerd|geïnstalleerd (?:is|staat|{_HAVE}))\b",
    re.IGNORECASE,
)
_NEEDED: Final = re.compile(
    r"\b(?:need(?:s|ed)?|requir\w+|should|must|ha(?:ve|s)(?: \w+){0,2} to|supposed|minim\w+|least|oldest|lowest|"
    r"enough|necessary|recommended|support\w*|suffic\w+|right|correct|best|works?|allowed|from (?:which|what)|"
    r"nodig|moet(?:en)?|vereis\w+|minst(?:ens)?|mag|mogen|dien(?:t|en)|genoeg|voldo\w+|oudste|laagste|geschikt|"
    r"ondersteun\w+|vanaf|juiste|goede?|beste?|klopt|werkt|te|"
    # which one can one use, and what for
    r"(?:can|could|may|would|kan|kunnen|zou(?:den)?)(?: \w+){1,2} (?:use|have|run|gebruiken|hebben|draaien)|"
    r"(?:for|voor)(?: \w+)? (?:link|connection|integration|econnect|koppeling|mailbox|postbox|brievenbus)|"
    r"(?:for|voor) econnect|to (?:connect|link))\b",
    re.IGNORECASE,
)
_NEW: Final = r"(?:very |aller)?(?:latest|newest|most recent|nieuwste|laatste|recentste|meest recente)"
_AGE: Final = re.compile(rf"\b(?:old|too|newer|oude?|nieuw(?:er|ere)?|{_NEW})\b", re.IGNORECASE)
_LATEST: Final = re.compile(
    rf"\b(?:what|which|wat|welke?)(?:['’]s| is| \w+ is)(?: now| currently| nu| momenteel)?(?: the| de)? "
    rf"{_NEW}\b",
    re.IGNORECASE,
)


def asks_version_in_use(text: str) -> bool:
    """Return whether plain `text` asks which version its writer has, and nothing of one that is needed."""
    return _asks_what_is_in_use(text, _VERSION) and not _AGE.search(text)


def asks_subscription_in_use(text: str) -> bool:
    """Return whether plain `text` asks which subscription its writer has, and nothing of one that is needed."""
    return _asks_what_is_in_use(text, _SUBSCRIPTION) and not _SAID_OF_IT.search(text)


def asks_latest_version(text: str) -> bool:
    """Return whether plain `text` asks which version is the latest, and nothing of one that is needed."""
    is_asked = _VERSION.search(text) is not None and _LATEST.search(text) is not None
    return is_asked and not _NEEDED.search(text)


def _asks_what_is_in_use(text: str, what: re.Pattern[str]) -> bool:
    return all(each.search(text) for each in (what, _ASKED, _ONES_OWN)) and not _NEEDED.search(text)
