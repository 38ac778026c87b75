"""What is known of how people type follow-ups, counted: how many typed each word, pair of words and part of a word.

What is no follow-up is a kind as well: it is counted in the phrasings of the knowledge base, and in what people type
beside a talk.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, cast

from bot.domain.article import GENERAL, Article
from bot.domain.follow_ups import GUESSED
from bot.matching.normalise import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.article import Gap, KnowledgeBase
    from bot.domain.follow_ups import FollowUpKind

NONE: Final = "none"
"""The kind of what is no follow-up."""
_PART: Final = 3
"""Letters of a part."""


@dataclass(frozen=True, slots=True)
class FollowUpCounts:
    """How often what was seen in follow-ups, and beside them.

    Attributes:
        examples: what each example is, by its words; None for what follows up on nothing.
        light: the words that name nothing.
        alone: the words that are a follow-up by themselves.
        messages: how many messages of each kind are known, `NONE` among them.
        rows: each feature that some follow-up has, with its row in `seen`.
        seen: row by row, in how many messages of each kind, in their order, the feature was seen.
    """

    examples: Mapping[tuple[str, ...], FollowUpKind | None]
    light: frozenset[str]
    alone: frozenset[str]
    messages: Mapping[str, int]
    rows: Mapping[str, int]
    seen: Sequence[int]

    def is_typed(self, word: str) -> bool:
        """Return whether `word` stands in a follow-up, or names nothing."""
        return word in self.light or f"word {word}" in self.rows

    def times(self, feature: str, place: int) -> int:
        """Return in how many messages of the kind at that place among `messages` a feature with a row was seen."""
        return self.seen[self.rows[feature] * len(self.messages) + place]


def count(knowledge: KnowledgeBase) -> FollowUpCounts:
    """Return what `knowledge` tells of follow-ups."""
    follow_ups = [(kind, words) for kind, text in _follow_ups(knowledge) if (words := words_of(text))]
    others = [words_of(text) for text in _others(knowledge)]
    messages = Counter(kind for kind, _ in follow_ups)
    messages[NONE] = len(others)
    seen = _seen(follow_ups, others, {kind: place for place, kind in enumerate(messages)})
    return FollowUpCounts(
        _examples(knowledge),
        frozenset(word for text in _light(knowledge) for word in words_of(text)),
        frozenset(words[0] for _, words in follow_ups if len(words) == 1),
        messages,
        {feature: row for row, feature in enumerate(seen)},
        array("I", (number for numbers in seen.values() for number in numbers)),
    )


def fingerprint(knowledge: KnowledgeBase) -> str:
    """Return a hash over all that is counted."""
    digest = hashlib.sha256()
    for kind, text in (*_follow_ups(knowledge), *_example_texts(knowledge)):
        digest.update(f"{kind}\t{text}\n".encode())
    for part in (_light(knowledge), _others(knowledge)):
        digest.update("\n".join(("", *part, "")).encode())
    return digest.hexdigest()[:16]


def features_of(words: Sequence[str]) -> frozenset[str]:
    """Return the words, the pairs of neighbours (where it begins and ends is one too), and the parts of each word."""
    pairs = (f"pair {one} {two}" for one, two in pairwise(("^", *words, "$")))
    return frozenset(pairs).union(*map(_features_of_word, words))


@lru_cache(maxsize=1000)
def _features_of_word(word: str) -> frozenset[str]:
    """Return the word itself and its parts."""
    return frozenset((f"word {word}", *(f"part {f'_{word}_'[at : at + _PART]}" for at in range(len(word)))))


def _follow_ups(knowledge: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Yield the kind and the text of each follow-up that can be guessed."""
    told = [table for each in knowledge.words for table in (each.phrases, each.cues)]
    for table in (*told, *(each.follow_ups for each in knowledge.examples)):
        yield from ((kind, text) for kind, texts in table.items() for text in texts if kind in GUESSED)


def _others(knowledge: KnowledgeBase) -> Iterator[str]:
    """Yield what is no follow-up: questions of their own, and what people type beside a talk."""
    owners: tuple[Article | Gap, ...] = (*knowledge.published(), *knowledge.gaps.values())
    for owner in owners:
        if not (isinstance(owner, Article) and owner.topic == GENERAL):  # "thanks" is a follow-up too
            yield from (text for _, text in owner.phrasings)
    for examples in knowledge.examples:
        yield from examples.others


def _light(knowledge: KnowledgeBase) -> Iterator[str]:
    return (text for each in knowledge.words for text in each.light)


def _example_texts(knowledge: KnowledgeBase) -> Iterator[tuple[FollowUpKind | None, str]]:
    """Yield each example, with what it is: of what stands there twice, the last holds."""
    for each in knowledge.examples:
        yield from ((None, text) for text in each.others)
        for kind, texts in each.follow_ups.items():
            yield from ((cast("FollowUpKind", kind), text) for text in texts)


def _examples(knowledge: KnowledgeBase) -> Mapping[tuple[str, ...], FollowUpKind | None]:
    examples = {words_of(text): kind for kind, text in _example_texts(knowledge)}
    examples.pop((), None)
    return examples


def _seen(
    follow_ups: Sequence[tuple[str, tuple[str, ...]]], others: Sequence[tuple[str, ...]], places: Mapping[str, int]
) -> Mapping[str, array[int]]:
    """Return in how many messages of each kind a feature that some follow-up has was seen."""
    seen: dict[str, array[int]] = {}
    nowhere = array("I", [0] * len(places))
    for kind, words in follow_ups:
        for feature in features_of(words):
            seen.setdefault(feature, nowhere[:])[places[kind]] += 1
    for words in others:
        for feature in features_of(words) & seen.keys():
            seen[feature][places[NONE]] += 1
    return seen
