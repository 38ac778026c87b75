"""The words of the languages: whether something is a word, and which language a text is in.

The lists are compiled where the package is built (`requirements/words.py`) to hashes of words. Two words share one in
one of about 12,000 cases; then something misspelt counts as a word and stays as it was typed.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_UNSEEN: Final = 1_250
"""-100 ln of the share of a word that is not among the most frequent: the rarest of these have 1,050–1,200."""


class Dictionary:
    """What is known of words. Nothing is unpacked before the first word is looked up.

    `files` are the compiled lists by their names: `nl.words`, `nl.frequent`, …; without them, no word is known.
    """

    def __init__(self, files: Mapping[str, memoryview]) -> None:
        self._files = files

    def knows(self, word: str) -> bool:
        """Return whether a lower-case `word` is one of a language that the bot speaks."""
        return any(self.is_of(word, language) for language in self._words)

    def is_of(self, word: str, language: str) -> bool:
        """Return whether a lower-case `word` is one of `language`; no word is one of a language that is not known."""
        words = self._words.get(language)
        if words is None:
            return False
        key = crc32(word.encode())
        at = int(np.searchsorted(words, np.uint32(key)))
        return at < len(words) and int(words[at]) == key

    def languages_of(self, words: Sequence[str]) -> list[tuple[str, float]]:
        """Return each language with how surely `words` are in it: the mean log share of a word, likeliest first."""
        scores = [
            (language, -sum(rarity.get(crc32(word.encode()), _UNSEEN) for word in words) / 100 / max(len(words), 1))
            for language, rarity in self._rarity.items()
        ]
        return sorted(scores, key=lambda score: (-score[1], score[0]))

    @cached_property
    def _words(self) -> dict[str, NDArray[np.uint32]]:
        return {
            name.removesuffix(".words"): np.frombuffer(content, np.dtype("<u4"))
            for name, content in self._files.items()
            if name.endswith(".words")
        }

    @cached_property
    def _rarity(self) -> dict[str, dict[int, int]]:
        """For each language, the hash of a frequent word → how rare it is."""
        rarity = {}
        for name, content in sorted(self._files.items()):
            if name.endswith(".frequent"):
                numbers = np.frombuffer(content, np.dtype("<u4")).tolist()
                half = len(numbers) // 2
                rarity[name.removesuffix(".frequent")] = dict(zip(numbers[:half], numbers[half:], strict=True))
        return rarity


WORDLESS: Final = Dictionary({})
"""Knows no word."""
