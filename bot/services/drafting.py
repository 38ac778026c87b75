"""What a new article begins with where people asked about it in vain: their questions, and a name."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final, Self

from bot.domain.article import Phrasings
from bot.domain.redaction import is_whole
from bot.matching.normalise import words_of
from bot.services.learning import owners_of
from bot.services.proving import phrasings_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from bot.domain.language import Language
    from bot.domain.library import Library
    from bot.domain.report import Unanswered
    from bot.matching.lint import Near
    from bot.services.answering_all import AnsweringAll

LONGEST_PHRASING: Final = 200
"""Characters of a phrasing, as the article's file takes it."""

_SHORTEST_WORD: Final = 3
_WORDS_OF_A_SLUG: Final = 3
_TELLING: Final = 0.25
"""A word that more than this share of the articles and gaps is asked for with says little of what is new."""

_UNNAMED: Final = "new-article"

ABOUT_THE_SAME: Final = 0.5
"""How like a phrasing of a gap a question must be for an article on it to be that gap's."""


@dataclass(frozen=True, slots=True)
class DraftBasis:
    """What a draft is made beside: what is asked for already, and with which words. Made once for many questions."""

    names: frozenset[str]
    gaps: frozenset[str]
    taken: frozenset[tuple[str, ...]]
    owners: Mapping[str, int]

    @classmethod
    def of(cls, now: AnsweringAll) -> Self:
        """Return it of what is answered from now."""
        base = now.knowledge
        taken = _taken(base) | owners_of(now).keys()
        owners = Counter(word for _, phrasings in phrasings_of(base) for word in _words_in(phrasings))
        names = frozenset((*base.articles, *base.gaps))
        return cls(names, frozenset(base.gaps.keys() - base.articles.keys()), frozenset(taken), owners)

    def phrasings_for(self, questions: Iterable[Unanswered]) -> Phrasings:
        """Return the questions that can be phrasings of a new article, each once, as they were asked.

        Left out is what something private was taken out of, what is too long, and what means something already: a
        phrasing of another article or gap, a check, a follow-up.
        """
        seen = set(self.taken)
        found: dict[Language, list[str]] = {"en": [], "nl": []}
        for question in questions:
            words = words_of(question.text)
            if words and words not in seen and is_whole(question.text, LONGEST_PHRASING + 1):
                seen.add(words)
                found[question.language].append(question.text)
        return Phrasings(tuple(found["en"]), tuple(found["nl"]))

    def name_for(self, text: str, closest: Near | None = None) -> str:
        """Return a free slug for an article on what `text` asks: the words that tell most, in their order.

        Where the phrasing that is `closest` is a gap's and much like it, that gap's: so the article gets its kind.
        """
        if closest and closest.similarity >= ABOUT_THE_SAME and closest.phrase.target in self.gaps:
            return closest.phrase.target
        words = list(dict.fromkeys(_plain_words(text)))
        common = _TELLING * len(self.names)
        telling = sorted((each for each in words if self._owners_of(each) <= common), key=self._owners_of)
        chosen = set(telling[:_WORDS_OF_A_SLUG])
        return _free("-".join(each for each in words if each in chosen) or _UNNAMED, self.names)

    def _owners_of(self, word: str) -> int:
        return self.owners.get(word, 0)


def _taken(knowledge: Library) -> set[tuple[str, ...]]:
    """Return the words of what editors wrote that may be no phrasing as well."""
    checks = {words_of(check.ask) for check in knowledge.checks}
    told = knowledge.bases[0].words
    return checks | {words_of(text) for words in told for each in words.phrases.values() for text in each}


def _words_in(phrasings: Phrasings) -> set[str]:
    return {word for _, text in phrasings for word in _plain_words(text)}


def _plain_words(text: str) -> Iterator[str]:
    """Yield the words of `text` that can be part of a file's name."""
    for word in words_of(text):
        plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
        if plain.isalnum() and len(plain) >= _SHORTEST_WORD:
            yield plain[:20]


def _free(slug: str, taken: Container[str]) -> str:
    """Return `slug`, with a number where it is taken."""
    return next(name for number in count(1) if (name := slug if number == 1 else f"{slug}-{number}") not in taken)
