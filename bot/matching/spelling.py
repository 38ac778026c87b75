"""Repairs the spelling of words that neither the knowledge base nor a language knows; all other words stay."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.matching.dictionary import EMPTY_DICTIONARY
from bot.matching.edit_distance import words_within

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.domain.language import Language
    from bot.matching.dictionary import Dictionary

SHORTEST: Final = 4
"""Letters a word must have to be repaired: shorter ones have too many neighbours."""

_LONG: Final = 9
"""From this length two slips are repaired instead of one."""

_SHORTEST_PART: Final = 3


@dataclass(frozen=True, slots=True)
class Speller:
    """Knows words, and what others may be meant for.

    Attributes:
        frequency: word of the knowledge base → in how many phrasings it stands.
        dictionary: the words of the languages.
        spoken: language → the words of the knowledge base that stand in phrasings of that language.
    """

    frequency: Mapping[str, int]
    dictionary: Dictionary = EMPTY_DICTIONARY
    spoken: Mapping[Language, Mapping[str, str]] = field(default_factory=dict)

    def repair(
        self, words: Sequence[str], language: Language | None
    ) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """Return `words` as they were meant, and what was changed: (as typed, as read).

        They are read as words of `language`; where it is not known, of any.
        """
        repaired: list[str] = []
        changes: list[tuple[str, str]] = []
        at = 0
        while at < len(words):
            used, meant = self._meant(words, at, language)
            typed = words[at : at + used]
            if list(typed) != meant:
                changes.append((" ".join(typed), " ".join(meant)))
            repaired += meant
            at += used
        return tuple(repaired), tuple(changes)

    def _meant(self, words: Sequence[str], at: int, language: Language | None) -> tuple[int, list[str]]:
        """Return how many words from `at` on are read together, and as what."""
        word = words[at]
        if not word.isalpha() or self.is_word(word):
            return 1, [word]
        if at + 1 < len(words) and word + words[at + 1] in self.frequency:
            return 2, [word + words[at + 1]]
        if len(word) < SHORTEST:
            return 1, [word]
        near = self._nearest(word, language)
        if near is not None:
            return 1, [near]
        return 1, next(self._splits(word), [word])

    def is_word(self, word: str) -> bool:
        """Return whether a lower-case `word` is one of ours, or of a language that the bot speaks."""
        return word in self.frequency or self.dictionary.knows(word)

    def _may_be_meant(self, known: str, language: Language | None) -> bool:
        """Return whether somebody who writes `language` may have meant a word that is known."""
        if language is None or language not in self.spoken:
            return True
        return known in self.spoken[language] or self.dictionary.is_of(known, language)

    def _nearest(self, word: str, language: Language | None) -> str | None:
        """Return the known word fewest slips away, the more frequent of two; two slips leave the first letter."""
        slips = 2 if len(word) >= _LONG else 1
        found = [
            (distance, -self.frequency[known], known)
            for known, distance in words_within(slips, word, self.frequency.keys())
            if len(known) >= SHORTEST - 1
            and (distance <= 1 or known[0] == word[0])
            and self._may_be_meant(known, language)
        ]
        return min(found)[2] if found else None

    def _splits(self, word: str) -> Iterator[list[str]]:
        """Yield the ways to part `word` into two known words. Two Dutch words in one are a Dutch word."""
        for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            parts = [word[:at], word[at:]]
            is_compound = all(self.dictionary.is_of(part, "nl") for part in parts)
            if all(part in self.frequency for part in parts) and not is_compound:
                yield parts
