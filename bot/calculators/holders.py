"""Whose number it is: of several in a message, the one whose holder the question names, else the requester's own.

"Our branch is still on 405, we are on 418. Can we connect?" is about 418; "can the branch?" is about 405.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from bot.calculators.vocabulary import Vocabulary
from bot.domain.text_cleaning import WEIGHTLESS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.domain.calculation import Holder

Held = TypeVar("Held")

_ASKING_SENTENCE: Final = re.compile(
    # Begun where a sentence begins alone: from each place in it, it would be read to its end again.
    r"(?<![^.?!\n])(?<![^.?!\n]\.(?=\w))[^.?!\n]++(?:\.(?=\w)[^.?!\n]++)*+\?"
)
_VERB_FIRST: Final = re.compile(
    r"\W*(?:(?:and|en|but|maar|so|dus|ok|oke|then|dan)\W+)?"
    r"(?:is|are|isn't|would|will|kan|can|does|do|werkt|volstaat|voldoet)\b"
)
_LEAD: Final = 3
"""Words between the verb and the number that is its subject."""

_BOTH: Final = re.compile(r"\b(?:both|allebei|beide|or|of)\b")
_SENTENCE: Final = re.compile(r"(?<=[.?!\n])\s+")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SELF: Final = Vocabulary.of("we wij ik i us hier here zelf ourselves ourself myself wijzelf")
_POSSESSIVE: Final = re.compile(
    r"\b(?:our|onze|ons|my|mijn) (?:exact |own |eigen |current |huidige )*(?:globe|versie|version|"
    r"update|release|about|systeem|system)"
)
_FOR_ONESELF: Final = re.compile(r"\b(?:for|voor|bij|with|met) (?:us|me|ons|mij|onszelf|ourselves)\b")
_OTHERS: Final = Vocabulary.of(
    "klant* client* cliënt* customer* vestiging* branch* filia* dochter* moeder* hoofdkantoor zuster* "
    "subsidiar* jullie you they handleiding* page pagina site document* manual collega* colleague* "
    "leverancier* supplier* andere other another"
)
"""Who holds a number and is not the requester."""

_NUMBERED: Final = re.compile(r"\d(?:\s?sp\s?\d+)?(?!\d)")
_PAUSE: Final = re.compile(r"[,.;:?!\n]|\b(?:en|and|maar|but|to|naar)\b")
_BEHIND: Final = 60
_GENERIC: Final = Vocabulary.of(
    "server* klant* client* cliënt* customer* omgeving* environment* machine* kantoor* office* administratie* "
    "bedrijf* company companies pc systeem system party partij"
)
_EMPTY: Final = Vocabulary.of(
    "exact globe globe+ next update updates versie version versies versions release is are zijn was were heeft "
    "hebben has have had draait draaien runs run running zit zitten staat staan werkt werken works work de het "
    "een the a an op on in van of for voor met with en and maar but of or dat die this that dit deze it ze "
    "they er nog still nu now al already at to naar om so dus kan kunnen can could mag may moet must enough "
    "genoeg good goed new nieuw connect koppelen aansluiten connection koppeling mailbox brievenbus digitale "
    "digital last next week month year today yesterday tomorrow vorige vorig volgende volgend week maand jaar "
    "vandaag gisteren morgen weekend econnect sp update be do does doet doen ook also just net sinds since "
    "gaat gaan not niet"
)
_WHOLE, _HALF = 1.0, 0.4


@dataclass(frozen=True, slots=True)
class HolderChoice(Generic[Held]):
    """The numbers that are meant, in reading order, and whose they are; None where nothing tells them apart."""

    numbers: tuple[Held, ...]
    holder: Holder | None = None


def choose_by_holder(text: str, numbers: Sequence[Held], start_of: Callable[[Held], int]) -> HolderChoice[Held]:
    """Choose those of `numbers` whose holder the question names; else the requester's own; else all.

    Args:
        text: the folded message.
        numbers: what was found in it.
        start_of: where one of them begins in `text`.
    """
    if len(numbers) <= 1:
        return HolderChoice(tuple(numbers))
    starts = [start_of(each) for each in numbers]
    subject = _subject(text, starts)
    if subject is not None:
        return HolderChoice((numbers[subject],), "named")
    question, is_apart = _question(text)
    segments = _segments(text, starts, behind=_BEHIND if is_apart else 0)
    own = tuple(each for each, is_own in zip(numbers, _are_own(segments), strict=True) if is_own)
    if own and _FOR_ONESELF.search(question):
        return HolderChoice(own, "own")
    asked = _named_in(question)
    named = [_named_in(segment) for segment in segments]
    everybodys = named[0].intersection(*named[1:])
    scores = [sum(map(_weight, (asked & words) - everybodys)) for words in named]
    best = max(scores)
    if best > 0:
        return HolderChoice(
            tuple(each for each, score in zip(numbers, scores, strict=True) if score == best), "named"
        )
    return HolderChoice(own, "own") if own else HolderChoice(tuple(numbers))


def _subject(text: str, starts: Sequence[int]) -> int | None:
    """Return which number the last question is plainly about: "is our client on 411 fine, if we have 420?"."""
    asking = list(_ASKING_SENTENCE.finditer(text))
    if not asking or _BOTH.search(asking[-1][0]):
        return None
    sentence = asking[-1]
    within = [place for place, start in enumerate(starts) if sentence.start() <= start < sentence.end()]
    lead = _VERB_FIRST.match(sentence[0])
    if not within or lead is None:
        return None
    between = sentence[0][lead.end() : starts[within[0]] - sentence.start()]
    return within[0] if len(between.split()) <= _LEAD else None


def _question(text: str) -> tuple[str, bool]:
    """Return what is asked (all there is, where nothing is), from each last number on, and whether it has none."""
    sentences = [each for each in _SENTENCE.split(text) if each.strip()]
    asking = [each for each in sentences if each.rstrip().endswith("?")] or sentences[-1:]
    parts = [_NUMBERED.split(each) for each in asking]
    return "\n".join(each[-1] for each in parts), all(len(each) == 1 for each in parts)


def _segments(text: str, starts: Sequence[int], *, behind: int) -> list[str]:
    """Return the words that lead to each number, from the last question on, and those behind it up to a pause."""
    begins = [0, *starts[:-1]]
    return [
        text[begin:start].rpartition("?")[2] + " " + _PAUSE.split(text[start : start + behind])[0]
        for begin, start in zip(begins, starts, strict=True)
    ]


def _named_in(segment: str) -> set[str]:
    """Return the words that can name a holder."""
    words = set(_WORD.findall(segment)) - WEIGHTLESS
    return {word for word in words if not _EMPTY.is_in(word) and not _SELF.is_in(word)}


def _are_own(segments: Sequence[str]) -> list[bool]:
    """Return of each number whether it is the requester's own; who names no holder goes on about the one before."""
    found: list[bool] = []
    for segment in segments:
        words = _WORD.findall(segment)
        is_own = any(_SELF.is_in(word) for word in words) or _POSSESSIVE.search(segment) is not None
        is_anothers = any(_OTHERS.is_in(word) for word in words)
        found.append(is_own if is_own or is_anothers or not found else found[-1])
    return found


def _weight(word: str) -> float:
    return _HALF if _GENERIC.is_in(word) else _WHOLE
