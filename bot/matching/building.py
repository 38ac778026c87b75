"""A knowledge base → a matcher: everything that is worked out once, ahead of the first question."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bot.matching import index as indexing
from bot.matching.confidence import calibrate
from bot.matching.dictionary import EMPTY_DICTIONARY
from bot.matching.gram_counts import counted, counted_char_grams
from bot.matching.matcher import Lexicon, Matcher, meaning_grams, phrases_of, targets_of
from bot.matching.phrasing_words import words_in
from bot.matching.synonyms import Synonyms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.article import KnowledgeBase
    from bot.matching.dictionary import Dictionary
    from bot.matching.gram_counts import Counted
    from bot.matching.matcher import Phrase
    from bot.matching.phrasing_words import PhrasingWords


def build(
    knowledge: KnowledgeBase, dictionary: Dictionary = EMPTY_DICTIONARY, read: PhrasingWords | None = None
) -> Matcher:
    """Return a matcher for `knowledge`: about a second for some thousand phrasings, so it is worth keeping.

    `read` are the words of its phrasings, where they are known.
    """
    phrases = tuple(phrases_of(knowledge))
    read = words_in(phrases) if read is None else read
    cleaned = [read.cleaned[phrase.text] for phrase in phrases]
    synonyms = Synonyms.of(knowledge.synonyms)
    lexicon = Lexicon(
        frequency=_frequency(cleaned, synonyms),
        stems=read.stems,
        numbers=read.numbers,
        odds={},
        synonyms=synonyms,
    )
    words = counted(
        [meaning_grams(words, phrase.language, lexicon) for words, phrase in zip(cleaned, phrases, strict=True)]
    )
    chars = counted_char_grams(cleaned)
    targets = {target: number for number, target in enumerate(targets_of(knowledge))}
    index = indexing.build(words, chars, [targets[phrase.target] for phrase in phrases])
    return Matcher(
        knowledge,
        replace(lexicon, odds=_odds(phrases, chars)),
        index,
        calibrate(index, [phrase.text for phrase in phrases]),
        dictionary,
    )


def _frequency(cleaned: Sequence[tuple[str, ...]], synonyms: Synonyms) -> Counter[str]:
    frequency = Counter(dict.fromkeys(sorted(synonyms.words), 0))
    frequency.update(word for words in cleaned for word in set(words))
    return frequency


def _odds(phrases: Sequence[Phrase], grams: Counted) -> dict[str, float]:
    """Return the log odds of each character gram, English against Dutch, half a count added (naive Bayes)."""
    is_english = np.array([phrase.language == "en" for phrase in phrases], bool)[grams.rows]
    shares = []
    for mine in (is_english, ~is_english):
        counts = np.bincount(grams.ids[mine], grams.counts[mine], len(grams.numbers)) + 0.5
        shares.append(np.log(counts / counts.sum()))
    english, dutch = shares
    return dict(zip(grams.numbers, (english - dutch).tolist(), strict=True))
