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
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.domain.language import Language

_UNSEEN: Final = 1_250
"""-100 ln of the share of a word that is not among the most frequent: the rarest of these have 1,050–1,200."""


class Dictionary:
    """What is known of words. Nothing is unpacked before the first word is looked up.

    `files` are the compiled lists by their names: `nl.words`, `nl.frequent`, …; without them, no word is known.
    """

    def __init__(self, files: Mapping[str, memoryview]) -> None:
        self._files = files

    @property
    def is_empty(self) -> bool:
        """Whether there are no lists, so that no word can be called strange."""
        return not self._files

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

    def log_shares_of(self, word: str, languages: Iterable[Language]) -> list[tuple[float, Language]]:
        """Return the log share of a lower-case `word` in each of `languages` whose words are counted."""
        key = crc32(word.encode())
        counted = ((language, self._frequent[language]) for language in languages if language in self._frequent)
        return [(-_rarity(key, *frequent) / 100, language) for language, frequent in counted]

    def languages_of(self, words: Sequence[str]) -> list[tuple[str, float]]:
        """Return each language with how surely `words` are in it: the mean log share of a word, likeliest first."""
        keys = np.array([crc32(word.encode()) for word in words], np.uint32)
        scores = [(language, -_mean_rarity(keys, *frequent) / 100) for language, frequent in self._frequent.items()]
        return sorted(scores, key=lambda score: (-score[1], score[0]))

    @cached_property
    def _words(self) -> dict[str, NDArray[np.uint32]]:
        return self._read(".words")

    @cached_property
    def _frequent(self) -> dict[str, tuple[NDArray[np.uint32], NDArray[np.uint32]]]:
        """The most frequent words of each language: their hashes in order, then how rare each is."""
        return {
            language: (numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :])
            for language, numbers in self._read(".frequent").items()
        }

    def _read(self, kind: str) -> dict[str, NDArray[np.uint32]]:
        return {
            name.removesuffix(kind): np.frombuffer(content, np.dtype("<u4"))
            for name, content in self._files.items()
            if name.endswith(kind)
        }


def _mean_rarity(keys: NDArray[np.uint32], hashes: NDArray[np.uint32], rarities: NDArray[np.uint32]) -> float:
    """Return how rare the words of `keys` are on average, by the `rarities` of words with `hashes`, which rise."""
    places = np.minimum(np.searchsorted(hashes, keys), len(hashes) - 1)
    return float(np.where(hashes[places] == keys, rarities[places], _UNSEEN).mean())


def _rarity(key: int, hashes: NDArray[np.uint32], rarities: NDArray[np.uint32]) -> int:
    """Return how rare the one word of `key` is; see `_mean_rarity`."""
    at = int(np.searchsorted(hashes, np.uint32(key)))
    return int(rarities[at]) if at < len(hashes) and int(hashes[at]) == key else _UNSEEN


EMPTY_DICTIONARY: Final = Dictionary({})
"""Knows no word."""
