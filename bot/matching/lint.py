"""What the knowledge base's own questions say of it: phrasings that lead elsewhere, owners that come too close."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.matching.leave_one_out import Absence

if TYPE_CHECKING:
    from bot.matching.matcher import Matcher

TOO_CLOSE: Final = 0.12
"""The share of an article's phrasings that another one would win, from which the two are called too close."""


@dataclass(frozen=True, slots=True)
class Misrouted:
    """A phrasing that, asked as if it were not there, another owner wins."""

    phrasing: str
    owner: str
    winner: str
    lead: float


@dataclass(frozen=True, slots=True)
class ConfusablePair:
    """Two owners: the share of the first one's phrasings that the second would win."""

    owner: str
    other: str
    share: float


def astray(matcher: Matcher) -> tuple[Misrouted, ...]:
    """The phrasings that lead elsewhere, the worst first. Asks every phrasing: some seconds for some thousand."""
    found = []
    index = matcher.index
    absences = [Absence(index, owner) for owner in range(len(matcher.owners))]
    for row, phrase in enumerate(matcher.phrases):
        owner = int(index.owner_of[row])
        scores = absences[owner].without_phrasing(row)
        winner = int(np.argmax(scores))
        if winner != owner:
            lead = float(scores[winner] - scores[owner])
            found.append(Misrouted(phrase.text, phrase.owner, matcher.owners[winner], lead))
    return tuple(sorted(found, key=lambda item: (-item.lead, item.phrasing)))


def too_close(matcher: Matcher, strays: tuple[Misrouted, ...]) -> tuple[ConfusablePair, ...]:
    """The owners of which another wins more than `TOO_CLOSE` of their phrasings."""
    sizes = dict(zip(matcher.owners, matcher.index.owner_sizes.tolist(), strict=True))
    counts = Counter((stray.owner, stray.winner) for stray in strays)
    shares = (ConfusablePair(owner, other, count / sizes[owner]) for (owner, other), count in counts.items())
    return tuple(sorted((pair for pair in shares if pair.share > TOO_CLOSE), key=lambda pair: -pair.share))
