"""Utterance → ranked articles, and how sure the first is: the one door to this package."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.domain.reply import Evidence, Match
from bot.matching import index as indexing
from bot.matching.confidence import Calibration, calibrate
from bot.matching.features import char_grams, word_grams
from bot.matching.index import Features, Index
from bot.matching.normalise import Cleaned, clean, words_of
from bot.matching.spelling import Speller
from bot.matching.stemming import stem, stems_of
from bot.matching.synonyms import Synonyms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.domain.article import KnowledgeBase
    from bot.domain.language import Language

SHOWN: Final = 3
"""How many articles a ranking holds: as many as a did-you-mean can offer."""

UNDECIDED: Final = 2.0
"""Log odds between the languages below which a text could be either ("ok", "413?")."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An utterance as the matcher reads it.

    Attributes:
        words: the words that count, in order.
        repairs: what was spelt otherwise: (as typed, as read).
        numbers: the numbers that were taken out.
        text: the utterance with its spelling repaired, and everything else, numbers above all, left as it is.
    """

    words: tuple[str, ...]
    repairs: tuple[tuple[str, str], ...]
    numbers: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best articles for an utterance.

    Attributes:
        asked: the utterance as it was read.
        matches: the first three articles; gaps never stand among them.
        gap: the gap that fits better than any article, if one does.
        confidence: the probability that the best of all, article or gap, is right.
        evidence: the phrasings that carried the best, the heaviest first.
    """

    asked: Asked
    matches: tuple[Match, ...]
    gap: str | None
    confidence: float
    evidence: tuple[Evidence, ...]

    @property
    def best(self) -> str:
        """The article or gap that fits best."""
        return self.matches[0].article if self.gap is None else self.gap


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the matcher knows of words.

    Attributes:
        frequency: known word → in how many phrasings it stands (0 for words of synonyms only).
        stems: known word → its stem, per language.
        numbers: the numbers that stand in phrasings, and so count as words.
        odds: character gram → log odds of English against Dutch.
    """

    frequency: Mapping[str, int]
    stems: Mapping[Language, Mapping[str, str]]
    numbers: frozenset[str]
    odds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row of the index: a phrasing with its owner."""

    text: str
    owner: str
    language: Language


def phrases_of(knowledge: KnowledgeBase) -> Iterator[Phrase]:
    """All phrasings that are matched, those of articles first: the rows of the index, in order."""
    for article in knowledge.published():
        yield from (Phrase(text, article.slug, language) for language, text in article.phrasings)
    for gap in knowledge.gaps.values():
        yield from (Phrase(text, gap.slug, language) for language, text in gap.phrasings)


class Matcher:
    """Ranks the articles of one knowledge base. Immutable once built, so any number of threads may use it."""

    def __init__(self, knowledge: KnowledgeBase, lexicon: Lexicon, index: Index, calibration: Calibration) -> None:
        """Put the parts together; `build` makes them."""
        self.lexicon = lexicon
        self.index = index
        self.calibration = calibration
        self.phrases = tuple(phrases_of(knowledge))
        self.owners = tuple(dict.fromkeys(phrase.owner for phrase in self.phrases))
        self._is_article = np.array([owner in knowledge.articles for owner in self.owners])
        self._synonyms = Synonyms(knowledge.synonyms)
        self._speller = Speller(lexicon.frequency)

    def features_of(self, phrase: Phrase) -> Features:
        """The features of one of its own phrasings, as they stand in the index."""
        words = clean(phrase.text, self.lexicon.numbers).words
        return features(words, phrase.language, self._synonyms, self.lexicon)

    def read(self, text: str) -> Asked:
        """`text` as it is matched: spelling repaired, cleaned, numbers taken out."""
        _, repairs = self._speller.repair(words_of(text))
        for typed, meant in repairs:
            text = text.lower().replace(typed, meant)
        cleaned = clean(text, self.lexicon.numbers)
        return Asked(cleaned.words, repairs, cleaned.numbers, text)

    def language_of(self, text: str) -> Language | None:
        """The language that `text` is written in; None where it could be either."""
        odds = sum(
            self.lexicon.odds.get(gram, 0.0) * count
            for gram, count in char_grams(word for word in words_of(text) if not word.isdigit()).items()
        )
        if abs(odds) < UNDECIDED:
            return None
        return "en" if odds > 0 else "nl"

    def rank(self, asked: Asked, language: Language) -> Ranking:
        """The articles that fit `asked`, which is in `language`, best first."""
        scores = self.index.score(self.index.query(features(asked.words, language, self._synonyms, self.lexicon)))
        order = np.lexsort((np.arange(len(scores.owners)), -scores.owners))
        best = int(order[0])
        articles = [int(owner) for owner in order if self._is_article[owner]][:SHOWN]
        carried = zip(scores.rows.tolist(), scores.weights.tolist(), strict=True)
        evidence = sorted(
            (
                Evidence(self.phrases[row].text, self.owners[best], weight)
                for row, weight in carried
                if self.index.owner_of[row] == best
            ),
            key=lambda item: (-item.weight, item.phrasing),
        )
        return Ranking(
            asked=asked,
            matches=tuple(Match(self.owners[owner], float(scores.owners[owner])) for owner in articles),
            gap=None if self._is_article[best] else self.owners[best],
            confidence=self.calibration.confidence(scores.owners),
            evidence=tuple(evidence[:SHOWN]),
        )


def features(words: tuple[str, ...], language: Language, synonyms: Synonyms, lexicon: Lexicon) -> Features:
    """The grams of `words`: word grams of stems with synonyms as one, character grams of the words as they are."""
    return Features(word_grams(stem(synonyms.canonical(words), language, lexicon.stems)), char_grams(words))


def build(knowledge: KnowledgeBase) -> Matcher:
    """A matcher for `knowledge`: a second or two for some thousand phrasings, so it is worth keeping."""
    phrases = tuple(phrases_of(knowledge))
    synonyms = Synonyms(knowledge.synonyms)
    numbers = frozenset(word for phrase in phrases for word in words_of(phrase.text) if word.isdigit())
    cleaned = [clean(phrase.text, numbers) for phrase in phrases]
    lexicon = _lexicon(phrases, cleaned, synonyms, numbers)
    texts = [
        features(text.words, phrase.language, synonyms, lexicon)
        for text, phrase in zip(cleaned, phrases, strict=True)
    ]
    owners = {owner: number for number, owner in enumerate(dict.fromkeys(phrase.owner for phrase in phrases))}
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
    return Lexicon(frequency, stems_of(frequency), numbers, _odds(grams["en"], grams["nl"]))


def _odds(english: Counter[str], dutch: Counter[str]) -> dict[str, float]:
    """Log odds of each gram, English against Dutch, with half a count added (naive Bayes)."""
    grams = sorted(english.keys() | dutch.keys())
    counts = np.array([[side[gram] for gram in grams] for side in (english, dutch)]) + 0.5
    log = np.log(counts / counts.sum(axis=1, keepdims=True))
    return dict(zip(grams, (log[0] - log[1]).tolist(), strict=True))
