"""Words → stems, per language."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.language import Language


def stems_of(words: Sequence[str], language: Language) -> dict[str, str]:
    """Return the stem of each of `words`, which are of `language`."""
    return {word: _stem_of(word, language) for word in words}


def stem(tokens: Sequence[str], language: Language, known: Mapping[Language, Mapping[str, str]]) -> list[str]:
    """Return `tokens` as stems; `known` saves the work for words seen before; tokens of synonyms (`=12`) stay."""
    stems = known[language]
    unknown = [token for token in tokens if token not in stems and not token.startswith("=")]
    fresh = stems_of(unknown, language) if unknown else {}
    return [stems.get(token) or fresh.get(token, token) for token in tokens]


# Whoever edits an article has the rest of the knowledge base stemmed again and again.
@lru_cache(20_000)
def _stem_of(word: str, language: Language) -> str:
    # Imported here: it takes 25 ms to import, and the words of the knowledge base come with their stems.
    import snowballstemmer  # noqa: PLC0415

    stem: str = snowballstemmer.stemmer("dutch" if language == "nl" else "english").stemWord(word)
    return stem
