"""A knowledge base → a matcher: everything that is worked out once, ahead of the first question."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from bot.matching import index as indexing
from bot.matching.confidence import calibrate
from bot.matching.features import char_grams
from bot.matching.matcher import Lexicon, Matcher, Phrase, features, owners_of, phrases_of
from bot.matching.normalise import Cleaned, clean, words_of
from bot.matching.stemming import stems_of
from bot.matching.synonyms import Synonyms

if TYPE_CHECKING:
    from bot.domain.article import KnowledgeBase
    from bot.domain.language import Language


def build(knowledge: KnowledgeBase) -> Matcher:
    """A matcher for `knowledge`: a second or two for some thousand phrasings, so it is worth keeping."""
    phrases = tuple(phrases_of(knowledge))
    synonyms = Synonyms.of(knowledge.synonyms)
    numbers = frozenset(word for phrase in phrases for word in words_of(phrase.text) if word.isdigit())
    cleaned = [clean(phrase.text, numbers) for phrase in phrases]
    lexicon = _lexicon(phrases, cleaned, synonyms, numbers)
    texts = [features(text.words, phrase.language, lexicon) for text, phrase in zip(cleaned, phrases, strict=True)]
    owners = {owner: number for number, owner in enumerate(owners_of(knowledge))}
    index = indexing.build(texts, [owners[phrase.owner] for phrase in phrases])
    return Matcher(knowledge, lexicon, index, calibrate(index, texts))


def _lexicon(
    phrases: tuple[Phrase, ...], cleaned: list[Cleaned], synonyms: Synonyms, numbers: frozenset[str]
) -> Lexicon:
    frequency = Counter(dict.fromkeys(synonyms.words, 0))
    frequency.update(word for text in cleaned for word in set(text.words))
    grams: dict[Language, Counter[str]] = {"en": Counter(), "nl": Counter()}
    for phrase, text in zip(phrases, cleaned, strict=True):
        grams[phrase.language].update(char_grams(word for word in text.words if not word.isdigit()))
    return Lexicon(frequency, stems_of(frequency), numbers, _odds(grams["en"], grams["nl"]), synonyms)


def _odds(english: Counter[str], dutch: Counter[str]) -> dict[str, float]:
    """Log odds of each gram, English against Dutch, with half a count added (naive Bayes)."""
    grams = sorted(english.keys() | dutch.keys())
    counts = np.array([[side[gram] for gram in grams] for side in (english, dutch)]) + 0.5
    log = np.log(counts / counts.sum(axis=1, keepdims=True))
    return dict(zip(grams, (log[0] - log[1]).tolist(), strict=True))
