"""Utterance → ranked articles, and how sure the first is: the one door to this package."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import repeat
from operator import mul
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.domain.article import Gap
from bot.domain.reply import Evidence, Match
from bot.matching.dictionary import EMPTY_DICTIONARY
from bot.matching.features import char_grams, word_grams
from bot.matching.index import Features, Scores
from bot.matching.languages import Languages, is_foreign
from bot.matching.normalise import clean, words_of
from bot.matching.spelling import Speller
from bot.matching.stemming import stem

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.domain.article import Article, KnowledgeBase
    from bot.domain.language import Language
    from bot.matching.confidence import Calibration
    from bot.matching.dictionary import Dictionary
    from bot.matching.index import Index
    from bot.matching.synonyms import Synonyms

TOP_MATCHES: Final = 3
"""How many articles a ranking holds: as many as a did-you-mean can offer."""

IDENTICAL: Final = 0.9999
"""The similarity from which an utterance is a phrasing, word for word: its target answers, whatever else is near."""

_MOST_WORDS: Final = 100
"""Words of several parts that are matched as one: scoring time grows with them, meaning hardly does."""

_SCORED: Final = 16
"""How many texts' scores are kept: one message is looked at more than once, and so are its parts."""

UNDECIDED: Final = 2.0
"""Log odds between the languages below which a text could be either ("ok", "413?")."""


@dataclass(frozen=True, slots=True)
class CleanedUtterance:
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


def join(parts: Sequence[CleanedUtterance]) -> CleanedUtterance:
    """Return the parts of an utterance as one."""
    return CleanedUtterance(
        words=tuple(word for part in parts for word in part.words)[:_MOST_WORDS],
        repairs=tuple(repair for part in parts for repair in part.repairs),
        numbers=tuple(number for part in parts for number in part.numbers),
        text="\n".join(part.text for part in parts),
    )


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best articles for an utterance.

    Attributes:
        utterance: the utterance as it was read.
        matches: the first three articles; gaps never stand among them.
        gap: the gap that fits better than any article, if one does.
        confidence: the probability that the best of all, article or gap, is right.
        carried: the rows of the best that carried it, the heaviest first, each with its weight.
    """

    utterance: CleanedUtterance
    matches: tuple[Match, ...]
    gap: str | None
    confidence: float
    carried: tuple[tuple[int, float], ...]

    @property
    def best(self) -> str:
        """The article or gap that fits best."""
        return self.matches[0].article if self.gap is None else self.gap


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the matcher knows of words.

    Attributes:
        frequency: known word → in how many phrasings it stands (0 for words of synonyms only).
        stems: word → its stem, per language: of the words that stand in phrasings of that language.
        numbers: the numbers that stand in phrasings, and so count as words.
        odds: character gram → log odds of English against Dutch.
        synonyms: words of one meaning → its token.
    """

    frequency: Mapping[str, int]
    stems: Mapping[Language, Mapping[str, str]]
    numbers: frozenset[str]
    odds: Mapping[str, float]
    synonyms: Synonyms


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row of the index: a phrasing with its target."""

    text: str
    target: str
    language: Language


def phrases_of(knowledge: KnowledgeBase) -> Iterator[Phrase]:
    """Yield all phrasings that are matched, those of articles first: the rows of the index, in order."""
    for article in knowledge.published():
        yield from (Phrase(text, article.slug, language) for language, text in article.phrasings)
    for gap in knowledge.gaps.values():
        yield from (Phrase(text, gap.slug, language) for language, text in gap.phrasings)


def fingerprint(knowledge: KnowledgeBase) -> str:
    """Return a hash over what a matcher is built from: phrasings, their targets, synonyms; not the answers."""
    digest = hashlib.sha256()
    targets: list[Article | Gap] = [*knowledge.published(), *knowledge.gaps.values()]
    for target in targets:
        sort = "gap" if isinstance(target, Gap) else "article"
        for texts in (target.phrasings.en, target.phrasings.nl):
            digest.update("\n".join((sort, target.slug, *texts, "")).encode())
    digest.update("\n".join("\t".join(group) for group in knowledge.synonyms).encode())
    return digest.hexdigest()[:16]


def targets_of(knowledge: KnowledgeBase) -> tuple[str, ...]:
    """Return the slugs of all articles and gaps that are matched, in the order of their rows."""
    return (*(article.slug for article in knowledge.published()), *knowledge.gaps)


class Matcher:
    """Ranks the articles of one knowledge base. Immutable once built, so any number of threads may use it."""

    def __init__(
        self,
        knowledge: KnowledgeBase,
        lexicon: Lexicon,
        index: Index,
        calibration: Calibration,
        dictionary: Dictionary = EMPTY_DICTIONARY,
    ) -> None:
        """Put the parts together; `building.build` makes them."""
        self.lexicon = lexicon
        self.index = index
        self.calibration = calibration
        self.targets = targets_of(knowledge)
        self._knowledge = knowledge
        self._is_article = np.array([target not in knowledge.gaps for target in self.targets])
        self.speller = Speller(lexicon.frequency, dictionary, lexicon.stems)

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """The phrasings, one a row of the index."""
        return tuple(phrases_of(self._knowledge))

    def read(self, text: str, language: Language | None = None) -> CleanedUtterance:
        """Return `text` as it is matched: cleaned, numbers taken out, spelling repaired to words of `language`."""
        _, repairs = self.speller.repair(words_of(text), language)
        for typed, meant in repairs:
            text = re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", meant, text.lower())
        cleaned = clean(text, self.lexicon.numbers)
        return CleanedUtterance(cleaned.words, repairs, cleaned.numbers, text)

    def language_of(self, text: str, otherwise: Language | None = None) -> Language | None:
        """Return the language that `text` is written in; `otherwise` where it could be either.

        What has no language of its own is a number, a version, or an international word; what only leans to one
        ("ok", "version 412") is in the language `otherwise`, if there is one.
        """
        every = words_of(text)
        words = _without_figures(every)
        if (told := self._languages.of_small_words(words)) is not None:
            return told
        if self._languages.are_dutch_among_shared(words):
            # Character grams take "hallo" for English. Not the other way round: Dutch is spoken with English words.
            return "nl"
        odds = self._odds(words)
        if abs(odds) < UNDECIDED or self._languages.are_shared(words):
            return otherwise
        if otherwise is not None and self._languages.hardly_tell(
            words, is_of_number=any(word[0].isdigit() for word in every)
        ):
            return otherwise
        return "en" if odds > 0 else "nl"

    def sure_language_of(self, text: str) -> Language | None:
        """Return the language that `text` is written in beyond doubt; None where there is any."""
        return self._languages.surely_of(_without_figures(words_of(text)))

    @cached_property
    def _languages(self) -> Languages:
        return Languages(self.speller.dictionary, self.lexicon.stems, self._odds)

    def _odds(self, words: Sequence[str]) -> float:
        """Return the log odds of English against Dutch of the character grams of `words`."""
        grams = char_grams(words)
        return float(sum(map(mul, map(self.lexicon.odds.get, grams, repeat(0.0)), grams.values())))

    def is_foreign(self, utterance: CleanedUtterance) -> bool:
        """Return whether `utterance` is in a language that the bot does not speak."""
        return is_foreign(utterance.text, self.speller)

    def rank(self, utterance: CleanedUtterance, language: Language) -> Ranking:
        """Return the articles that fit `utterance`, which is in `language`, best first."""
        scores = self._scores(utterance.words, language)
        is_phrasing = scores.nearest >= IDENTICAL
        targets = np.arange(len(scores.targets))
        is_other = targets != self.index.target_of[scores.rows[0]] if is_phrasing else np.zeros_like(targets)
        order = np.lexsort((targets, -scores.targets, is_other))
        best = int(order[0])
        articles = [int(target) for target in order if self._is_article[target]][:TOP_MATCHES]
        is_of_best = self.index.target_of[scores.rows] == best
        carried = zip(scores.rows[is_of_best].tolist(), scores.weights[is_of_best].tolist(), strict=True)
        return Ranking(
            utterance=utterance,
            matches=tuple(Match(self.targets[target], float(scores.targets[target])) for target in articles),
            gap=None if self._is_article[best] else self.targets[best],
            confidence=1.0 if is_phrasing else self.calibration.confidence(scores.targets),
            carried=tuple(sorted(carried, key=lambda row: (-row[1], row[0]))[:TOP_MATCHES]),
        )

    @cached_property
    def _scores(self) -> Callable[[tuple[str, ...], Language], Scores]:
        """What gives the scores of words in a language, those of the last few without working them out again."""

        @lru_cache(maxsize=_SCORED)
        def scores(words: tuple[str, ...], language: Language) -> Scores:
            return self.index.score(self.index.query(features(words, language, self.lexicon)))

        return scores

    def evidence(self, ranking: Ranking) -> tuple[Evidence, ...]:
        """Return the phrasings that carried the best of `ranking`, the heaviest first."""
        return tuple(Evidence(self.phrases[row].text, ranking.best, weight) for row, weight in ranking.carried)


def _without_figures(words: Sequence[str]) -> list[str]:
    return [word for word in words if not any(map(str.isdigit, word))]


def features(words: tuple[str, ...], language: Language, lexicon: Lexicon) -> Features:
    """Return the grams of `words`: word grams of stems with synonyms as one, character grams as typed."""
    return Features(meaning_grams(words, language, lexicon), char_grams(words))


def meaning_grams(words: tuple[str, ...], language: Language, lexicon: Lexicon) -> Counter[str]:
    """Count the word grams of the stems of `words`, with synonyms as one."""
    return word_grams(stem(lexicon.synonyms.canonical(words), language, lexicon.stems))
