"""What asks and names nothing: "can I use it?", "I want to know where I stand" ask of what is said beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.domain.sentences import UtterancePart

_FAINT: Final = frozenset(
    (
        # what is asked of it
        "is are was be isn't isnt aren't can could can't cant may might must should would will won't wont do "
        "does don't doesn't doesnt has have kan kun kunnen mag mogen moet moeten zou zouden zal zullen wil "
        "wordt gaat gaan heb heeft hebben work works working use using used apply applies go join werkt "
        "werken gebruiken doen meedoen lukt lukken klopt geldt "
        # of what and whom
        "a an the een de it its that this those these they them there i we you me us one he she him anyone "
        "dat dit het die deze ze zij er daar hier here ik wij je jij jullie u mij ons men hem hij to te at of "
        "for voor in op all that's "
        # in which manner
        "also still then too anyway already even yet now just really either so not with without instead ook "
        "nog dan toch al nu wel niet zo zonder mee ermee daarmee hiermee gewoon echt eigenlijk "
        # of what kind
        "possible problem bad ok okay right correct fine good enough sufficient allowed normal true alright "
        "needed necessary required mandatory mogelijk probleem erg oke oké okee goed juist genoeg voldoende "
        "toegestaan normaal waar nodig verplicht noodzakelijk akkoord "
    ).split()
)
_FILLERS: Final = re.compile(r"^(?:(?:and|en|but|maar|so|dus|ok[eé]?|or|of)\b[\s,]*)+")
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_WHAT_NOW: Final = re.compile(
    r"(?:what|wat|hoe) (?:now|nu|dan|then|next|about (?:it|that|this))|(?:now what|en nu|and now)|"
    r"(?:what|wat) (?:should|must|do|can|moet(?:en)?|kan|kunnen) (?:i|we|wij|ik)(?: (?:nu|now|dan|then))? (?:do|doen)"
    r"(?: (?:nu|now|dan|then))?|hoe (?:kan|komt) (?:dat|het|dit)|how (?:is (?:that|this) possible|come)|"
    r"(?:why|waarom|hoezo)(?: (?:not|niet|is (?:that|this|dat|dit|het)|is that so))?"
)
_WANTING: Final = _FAINT | frozenset(
    (
        "i'd we'd want need like let please kindly first exactly so "
        "dus willen graag even eerst zeker vooraf precies laat"
    ).split()
)
_TO_KNOW: Final = re.compile(
    r"\b(?:weten|horen|hoor ik|vertel(?:len)?|aangeven|begrijpen|know|tell|hear|understand|find out)"
    r"(?: (?:me|mij|us|ons))? "
)
_HOW_THINGS_STAND: Final = re.compile(
    r"(?:waar (?:ik|we|wij) (?:nu )?(?:aan toe (?:ben|zijn)|sta|staan)|"
    r"hoe (?:het|dat|dit) (?:nu |precies )?(?:zit|ervoor staat|in elkaar (?:zit|steekt))|hoe de vork in de steel zit|"
    r"wat (?:nu |precies )?de bedoeling is|wat er (?:nu |precies )?(?:speelt|aan de hand is)|"
    r"wat (?:ik|we|wij) (?:ervan )?(?:kan|kunnen|mag|mogen) verwachten|wat (?:me|mij|ons) te wachten staat|"
    r"where (?:i|we) stand|how things stand|what(?:'s| is) (?:going on|what)|what the deal is|"
    r"what (?:to expect|(?:i|we) (?:can|should) expect)|"
    r"what (?:i'm|i am|we're|we are) (?:in for|getting (?:myself |ourselves )?into))(?: please)?"
)
_WHETHER: Final = frozenset({"of", "if", "whether"})
_LONGEST: Final = 9
"""Words of a question that can still name nothing."""


def is_bare(part: UtterancePart) -> bool:
    """Return whether `part` asks, and no word of it names anything."""
    words = _WORD.findall(_FILLERS.sub("", part.text.lower()))
    if part.kind == "question" and _is_bare_question(words):
        return True
    return part.asks and _wants_to_know_how_things_stand(words)


def _is_bare_question(words: list[str]) -> bool:
    if not 0 < len(words) <= _LONGEST:
        return False
    return _FAINT.issuperset(words) or _WHAT_NOW.fullmatch(" ".join(words)) is not None


def _wants_to_know_how_things_stand(words: list[str]) -> bool:
    """Return whether `words` want to know something, and name it by nothing but "how it is" or "if it can be"."""
    told = _TO_KNOW.search(text := " ".join(words))
    if told is None or not _WANTING.issuperset(text[: told.start()].split()):
        return False
    wanted = text[told.end() :]
    whether, *rest = wanted.split() or [""]
    return _HOW_THINGS_STAND.fullmatch(wanted) is not None or (whether in _WHETHER and _is_bare_question(rest))
