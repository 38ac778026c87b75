"""What the knowledge base's own questions say of it: phrasings that lead elsewhere, targets that come too close."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.matching.leave_one_out import LeaveOneOut
from bot.matching.matcher import features, meaning_grams
from bot.matching.normalise import clean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.domain.language import Language
    from bot.matching.matcher import Matcher, Phrase

CONFUSABLE_FROM: Final = 0.12
"""The share of an article's phrasings that another one would win, from which the two are called too close."""


@dataclass(frozen=True, slots=True)
class Misrouted:
    """A phrasing that, asked as if it were not there, another target wins."""

    phrasing: str
    target: str
    winner: str
    lead: float


@dataclass(frozen=True, slots=True)
class ConfusablePair:
    """Two targets: the phrasings of the first that the second would win, the worst first, and how many there are."""

    target: str
    other: str
    phrasings: tuple[str, ...]
    size: int

    @property
    def share(self) -> float:
        """The share of all phrasings that are won."""
        return len(self.phrasings) / self.size


@dataclass(frozen=True, slots=True)
class Near:
    """The phrasing that is closest to a text, and how alike they are: 1 where they are the same to the matcher."""

    phrase: Phrase
    similarity: float


@dataclass(frozen=True, slots=True)
class Nearest:
    """What is closest to a text: a phrasing of a target in the text's language, and one of any other target."""

    own: Near | None
    elsewhere: Near | None


def nearest_phrasings(matcher: Matcher, text: str, language: Language, target: str) -> Nearest:
    """Return the phrasings that are closest to `text` if it were one of `target`; None where there is none."""
    words = clean(text, matcher.lexicon.numbers).words
    scores = matcher.index.similarities(matcher.index.query(features(words, language, matcher.lexicon)))
    is_own = np.array([phrase.target == target for phrase in matcher.phrases], bool)
    is_spoken = np.array([phrase.language == language for phrase in matcher.phrases], bool)

    def nearest(is_wanted: NDArray[np.bool_]) -> Near | None:
        row = int(np.argmax(np.where(is_wanted, scores, -1)))
        return Near(matcher.phrases[row], float(scores[row])) if is_wanted[row] else None

    return Nearest(nearest(is_own & is_spoken), nearest(~is_own))


def tokens_of(matcher: Matcher, text: str, language: Language) -> frozenset[str]:
    """Return the words of `text` as they are matched: their spelling repaired, stems, synonyms as one."""
    return frozenset(meaning_grams(matcher.read(text, language).words, language, matcher.lexicon))


def misrouted_phrasings(matcher: Matcher, only: str | None = None) -> tuple[Misrouted, ...]:
    """Ask every phrasing, or those of one target; return those that lead elsewhere, the worst first.

    That takes some seconds for some thousand.
    """
    found = []
    index = matcher.index
    without: dict[int, LeaveOneOut] = {}
    for row, phrase in enumerate(matcher.phrases):
        if only not in (None, phrase.target):
            continue
        target = int(index.target_of[row])
        if target not in without:
            without[target] = LeaveOneOut(index, target)
        scores = without[target].without_phrasing(row)
        winner = int(np.argmax(scores))
        if winner != target:
            lead = float(scores[winner] - scores[target])
            found.append(Misrouted(phrase.text, phrase.target, matcher.targets[winner], lead))
    return tuple(sorted(found, key=lambda item: (-item.lead, item.phrasing)))


def confusable_pairs(matcher: Matcher, strays: tuple[Misrouted, ...]) -> tuple[ConfusablePair, ...]:
    """Return the targets of which another wins more than `CONFUSABLE_FROM` of their phrasings."""
    sizes = dict(zip(matcher.targets, matcher.index.target_sizes.tolist(), strict=True))
    won: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for stray in strays:
        won[stray.target, stray.winner].append(stray.phrasing)
    pairs = (ConfusablePair(target, other, tuple(texts), sizes[target]) for (target, other), texts in won.items())
    return tuple(sorted((pair for pair in pairs if pair.share > CONFUSABLE_FROM), key=lambda pair: -pair.share))
