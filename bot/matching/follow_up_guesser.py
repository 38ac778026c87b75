"""Guesses which follow-up a message is that no word list foresaw, from how many others typed each kind.

Naive Bayes over words, pairs of words and parts of words. What is no follow-up is a kind as well: only what lies
clearly ahead of that is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Final, cast

from bot.matching.follow_up_counts import NONE, count, features_of
from bot.matching.normalise import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    from bot.domain.article import KnowledgeBase
    from bot.domain.follow_ups import FollowUpKind
    from bot.matching.follow_up_counts import FollowUpCounts

_LONGEST: Final = 140
"""Characters of a message that can still be a follow-up."""
_CLEARLY: Final = 0.7
"""How far a follow-up must lie ahead of none, in nats for each feature: twice as likely by each word, on average."""
_APART: Final = 0.1
"""How far the likeliest must lie ahead of the one behind it."""
_FEWEST, _SHORT = 3, 2
"""Words from which that is enough; of fewer, as many times as much is asked for."""
_HARDLY: Final = -0.2
"""How far behind none a follow-up must lie to be none in spite of a cue."""
_MOST_STRANGERS: Final = 1
"""Words that nobody typed in a follow-up, beside more that somebody did: else a message is about something else."""
_WEIGHTS: Final = {"word": 1.0, "pair": 0.7, "part": 0.25}
"""What features count for, by how they begin; the parts of a word, three letters each, read it in spite of a slip."""
_UNSEEN, _MASS = 0.05, 1.0
"""What is added to each count, and to the messages of each kind: what was never seen is unlikely, not impossible."""


@dataclass(frozen=True)
class Guesser:
    """Knows how people typed each kind of follow-up, and what else they type."""

    counts: FollowUpCounts

    def guess(self, text: str, *, may_be_strange: bool = True) -> FollowUpKind | None:
        """Return which follow-up `text` is, where that is clear; None for what is none; it never chooses.

        A word that nobody typed in a follow-up may stand in it, unless it may not be strange.
        """
        words = words_of(text)
        if words in self.counts.examples:  # what an editor wrote down holds
            return self.counts.examples[words]
        strangers = self._strangers(words)
        if not words or len(text) > _LONGEST or strangers > min(_MOST_STRANGERS * may_be_strange, len(words) // 2):
            return None
        ahead = self._ahead(words)
        if not ahead:
            return None
        best, next_best = sorted(ahead, key=lambda kind: (-ahead[kind], kind))[:2]
        sureness = _SHORT if len(words) < _FEWEST else 1
        is_apart = ahead[best] - ahead[next_best] >= _APART * sureness
        return best if is_apart and ahead[best] >= _CLEARLY * sureness else None

    def is_unlikely(self, kind: FollowUpKind, text: str) -> bool:
        """Return whether `text` is rather no follow-up than one of that kind, which a cue in it tells."""
        words = words_of(text)
        is_none = words in self.counts.examples and self.counts.examples[words] is None
        return is_none or self._ahead(words).get(kind, 0.0) < _HARDLY

    def _strangers(self, words: Sequence[str]) -> int:
        """Return how many of `words` nobody typed in a follow-up, or as one where there is but one."""
        if len(words) == 1:
            return int(words[0] not in self.counts.alone)
        return sum(not self.counts.is_typed(word) for word in words)

    def _ahead(self, words: Sequence[str]) -> Mapping[FollowUpKind, float]:
        """Return how far each kind lies ahead of none, in nats for each feature that tells anything."""
        features = sorted(features_of(words) & self.counts.rows.keys())  # in one order: sums of floats depend on it
        if not features:
            return {}
        weight = max(sum(map(_weight_of, features)), 1.0)
        places = enumerate(self.counts.messages)
        likely = {kind: self._likely(kind, place, features) / weight for place, kind in places}
        none = likely.pop(NONE)
        return {cast("FollowUpKind", kind): each - none for kind, each in likely.items()}

    def _likely(self, kind: str, place: int, features: Sequence[str]) -> float:
        """Return the logarithm of how likely these features are in a message of that kind, which stands there."""
        messages = self.counts.messages[kind] + _MASS
        return sum(_weight_of(each) * log((self.counts.times(each, place) + _UNSEEN) / messages) for each in features)


if TYPE_CHECKING:
    Learn: TypeAlias = Callable[[KnowledgeBase], Guesser]


def learn(knowledge: KnowledgeBase) -> Guesser:
    """Return what guesses from `knowledge`."""
    return Guesser(count(knowledge))


def _weight_of(feature: str) -> float:
    return _WEIGHTS[feature.partition(" ")[0]]
