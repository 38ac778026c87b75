"""Guesses which follow-up a message is that no word list foresaw, from how many others typed each kind.

Naive Bayes over words, pairs of words and parts of words. What is no follow-up is a kind as well: it is learned from
the phrasings of the knowledge base, and from what people type beside a talk. Only what lies clearly ahead of that is
guessed.
"""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, Final, cast

from bot.domain.article import GENERAL, Article
from bot.domain.follow_ups import GUESSED
from bot.matching.normalise import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.article import Gap, KnowledgeBase
    from bot.domain.follow_ups import FollowUpKind

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
_NONE: Final = "none"
_PART: Final = 3
"""Letters of a part."""


@dataclass(frozen=True)
class Guesser:
    """Knows how people typed each kind of follow-up, and what else they type."""

    knowledge: KnowledgeBase

    def guess(self, text: str, *, may_be_strange: bool = True) -> FollowUpKind | None:
        """Return which follow-up `text` is, where that is clear; None for what is none; it never chooses.

        A word that nobody typed in a follow-up may stand in it, unless it may not be strange.
        """
        words = words_of(text)
        if words in self._examples:  # what an editor wrote down holds
            return self._examples[words]
        known = self._typed if len(words) > 1 else self._typed_alone
        strangers = sum(word not in known for word in words)
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
        is_none = words in self._examples and self._examples[words] is None
        return is_none or self._ahead(words).get(kind, 0.0) < _HARDLY

    def _ahead(self, words: Sequence[str]) -> Mapping[FollowUpKind, float]:
        """Return how far each kind lies ahead of none, in nats for each feature that tells anything."""
        features = sorted(_features(words) & self._seen.keys())  # in one order, as sums of floats depend on it
        weight = sum(map(_weight_of, features))
        if not features:
            return {}
        likely = {kind: self._likely(kind, features) / max(weight, 1.0) for kind in self._kinds}
        none = likely.pop(_NONE)
        return {cast("FollowUpKind", kind): each - none for kind, each in likely.items()}

    def _likely(self, kind: str, features: Sequence[str]) -> float:
        """Return the logarithm of how likely these features are in a message of that kind."""
        place, messages = self._kinds.index(kind), self._messages[kind] + _MASS
        return sum(_weight_of(each) * log((self._seen[each][place] + _UNSEEN) / messages) for each in features)

    @cached_property
    def _follow_ups(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The kind and the words of each follow-up that is known."""
        told = [table for each in self.knowledge.words for table in (each.phrases, each.cues)]
        typed = [each.follow_ups for each in self.knowledge.examples]
        texts = ((kind, text) for table in (*told, *typed) for kind, given in table.items() for text in given)
        return tuple((kind, words) for kind, text in texts if kind in GUESSED and (words := words_of(text)))

    @cached_property
    def _examples(self) -> Mapping[tuple[str, ...], FollowUpKind | None]:
        """What each example is, by its words; None for what follows up on nothing."""
        examples: dict[tuple[str, ...], FollowUpKind | None] = {}
        for each in self.knowledge.examples:
            examples |= {words_of(text): None for text in each.others}
            for kind, texts in each.follow_ups.items():
                examples |= {words_of(text): cast("FollowUpKind", kind) for text in texts}
        examples.pop((), None)
        return examples

    @cached_property
    def _typed(self) -> frozenset[str]:
        """The words that stand in a follow-up, and those that name nothing."""
        light = (word for each in self.knowledge.words for text in each.light for word in words_of(text))
        return frozenset((*light, *(word for _, words in self._follow_ups for word in words)))

    @cached_property
    def _typed_alone(self) -> frozenset[str]:
        """The words that are a follow-up by themselves."""
        return frozenset(words[0] for _, words in self._follow_ups if len(words) == 1)

    @cached_property
    def _messages(self) -> Counter[str]:
        """How many messages of each kind are known."""
        messages = Counter(kind for kind, _ in self._follow_ups)
        messages[_NONE] = len(tuple(self._others()))
        return messages

    @cached_property
    def _kinds(self) -> tuple[str, ...]:
        return tuple(self._messages)

    @cached_property
    def _seen(self) -> Mapping[str, array[int]]:
        """In how many messages a feature that some follow-up has was seen: of each kind, in their order."""
        seen: dict[str, array[int]] = {}
        places = {kind: place for place, kind in enumerate(self._kinds)}
        nowhere = array("I", [0] * len(places))
        for kind, words in self._follow_ups:
            for feature in _features(words):
                seen.setdefault(feature, nowhere[:])[places[kind]] += 1
        for text in self._others():
            for feature in _features(words_of(text)) & seen.keys():
                seen[feature][places[_NONE]] += 1
        return seen

    def _others(self) -> Iterator[str]:
        """Yield what is no follow-up: questions of their own, and what people type beside a talk."""
        owners: tuple[Article | Gap, ...] = (*self.knowledge.published(), *self.knowledge.gaps.values())
        for owner in owners:
            if not (isinstance(owner, Article) and owner.topic == GENERAL):  # "thanks" is a follow-up too
                yield from (text for _, text in owner.phrasings)
        for examples in self.knowledge.examples:
            yield from examples.others


def _weight_of(feature: str) -> float:
    return _WEIGHTS[feature.partition(" ")[0]]


def _features(words: Sequence[str]) -> frozenset[str]:
    """Return the words, the pairs of neighbours (where it begins and ends is one too), and the parts of each word."""
    pairs = (f"pair {one} {two}" for one, two in pairwise(("^", *words, "$")))
    return frozenset(pairs).union(*map(_features_of, words))


@lru_cache(maxsize=1000)
def _features_of(word: str) -> frozenset[str]:
    """Return the word itself and its parts."""
    return frozenset((f"word {word}", *(f"part {f'_{word}_'[at : at + _PART]}" for at in range(len(word)))))
