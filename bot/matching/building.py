"""A knowledge base → a matcher: everything that is worked out once, ahead of the first question."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bot.domain.language import LANGUAGES
from bot.matching import index as indexing
from bot.matching.confidence import calibrate
from bot.matching.matcher import Lexicon, Matcher, features, owners_of, phrases_of
from bot.matching.normalise import clean, words_of
from bot.matching.stemming import stems_of
from bot.matching.synonyms import Synonyms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.article import KnowledgeBase
    from bot.domain.language import Language
    from bot.matching.index import Features
    from bot.matching.matcher import Phrase


def build(knowledge: KnowledgeBase) -> Matcher:
    """A matcher for `knowledge`: a second or two for some thousand phrasings, so it is worth keeping."""
    phrases = tuple(phrases_of(knowledge))
    numbers = frozenset(word for phrase in phrases for word in words_of(phrase.text) if word.isdigit())
    cleaned = [clean(phrase.text, numbers).words for phrase in phrases]
    lexicon = Lexicon(
        frequency=_frequency(cleaned, Synonyms.of(knowledge.synonyms)),
        stems={language: _stems(phrases, cleaned, language) for language in LANGUAGES},
        numbers=numbers,
        odds={},
        synonyms=Synonyms.of(knowledge.synonyms),
    )
    texts = [features(words, phrase.language, lexicon) for words, phrase in zip(cleaned, phrases, strict=True)]
    owners = {owner: number for number, owner in enumerate(owners_of(knowledge))}
    index = indexing.build(texts, [owners[phrase.owner] for phrase in phrases])
    return Matcher(knowledge, replace(lexicon, odds=_odds(phrases, texts)), index, calibrate(index, texts))


def _frequency(cleaned: Sequence[tuple[str, ...]], synonyms: Synonyms) -> Counter[str]:
    frequency = Counter(dict.fromkeys(sorted(synonyms.words), 0))
    frequency.update(word for words in cleaned for word in set(words))
    return frequency


def _stems(phrases: Sequence[Phrase], cleaned: Sequence[tuple[str, ...]], language: Language) -> dict[str, str]:
    """The stems of the words that stand in phrasings of `language`."""
    mine = (words for words, phrase in zip(cleaned, phrases, strict=True) if phrase.language == language)
    return stems_of(sorted({word for words in mine for word in words}), language)


def _odds(phrases: Sequence[Phrase], texts: Sequence[Features]) -> dict[str, float]:
    """Log odds of each character gram, English against Dutch, with half a count added (naive Bayes)."""
    counted: dict[Language, Counter[str]] = {language: Counter() for language in LANGUAGES}
    for phrase, text in zip(phrases, texts, strict=True):
        counted[phrase.language].update(text.chars)
    grams = sorted(counted["en"].keys() | counted["nl"].keys())
    counts = np.array([[counted[language][gram] for gram in grams] for language in LANGUAGES]) + 0.5
    english, dutch = np.log(counts / counts.sum(axis=1, keepdims=True))
    return dict(zip(grams, (english - dutch).tolist(), strict=True))
