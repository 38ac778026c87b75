"""Repairs the spelling of words that the knowledge base does not know, and never touches those it knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SHORTEST: Final = 4
"""Letters a word must have to be repaired: shorter ones have too many neighbours."""

_LONG: Final = 8
"""From this length two slips are repaired instead of one."""

_SHORTEST_PART: Final = 3


@dataclass(frozen=True, slots=True)
class Speller:
    """Knows each word of the knowledge base with the number of phrasings it stands in."""

    frequency: Mapping[str, int]

    def repair(self, words: Sequence[str]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """`words` as they were meant, and what was changed: (as typed, as read)."""
        repaired: list[str] = []
        changes: list[tuple[str, str]] = []
        at = 0
        while at < len(words):
            used, meant = self._meant(words, at)
            typed = words[at : at + used]
            if list(typed) != meant:
                changes.append((" ".join(typed), " ".join(meant)))
            repaired += meant
            at += used
        return tuple(repaired), tuple(changes)

    def _meant(self, words: Sequence[str], at: int) -> tuple[int, list[str]]:
        """How many words from `at` on are read together, and as what."""
        word = words[at]
        if word in self.frequency or not word.isalpha():
            return 1, [word]
        if at + 1 < len(words) and word + words[at + 1] in self.frequency:
            return 2, [word + words[at + 1]]
        if len(word) < SHORTEST:
            return 1, [word]
        near = self._nearest(word)
        if near is not None:
            return 1, [near]
        return 1, next(self._splits(word), [word])

    def _nearest(self, word: str) -> str | None:
        """The known word fewest slips away, the more frequent of two; with two slips the first letter must agree."""
        # Imported here: it takes as long to import as the rest of the bot, and most utterances are spelt right.
        from rapidfuzz.distance import OSA  # noqa: PLC0415
        from rapidfuzz.process import extract  # noqa: PLC0415

        slips = 2 if len(word) >= _LONG else 1
        found = [
            (int(distance), -self.frequency[known], known)
            for known, distance, _ in extract(
                word, self.frequency.keys(), scorer=OSA.distance, score_cutoff=slips, limit=None
            )
            if len(known) >= SHORTEST - 1 and (distance <= 1 or known[0] == word[0])
        ]
        return min(found)[2] if found else None

    def _splits(self, word: str) -> Iterator[list[str]]:
        """The ways to part `word` into two known words."""
        for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            if word[:at] in self.frequency and word[at:] in self.frequency:
                yield [word[:at], word[at:]]
