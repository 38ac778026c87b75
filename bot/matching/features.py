"""Words → counted features: word 1–2-grams and character 2–4-grams within words."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def word_grams(tokens: Sequence[str]) -> Counter[str]:
    """Count each token, and each pair of neighbours."""
    grams = Counter(tokens)
    grams.update(f"{first} {second}" for first, second in pairwise(tokens))
    return grams


def char_grams(words: Iterable[str]) -> Counter[str]:
    """Count each run of two to four characters inside a word, the word's ends marked by a space."""
    grams: Counter[str] = Counter()
    for word in words:
        grams.update(runs_of(word))
    return grams


@lru_cache(20_000)
def runs_of(word: str) -> tuple[str, ...]:
    """Return the runs of two to four characters of a word, as `char_grams` counts them."""
    padded = f" {word} "
    return tuple(padded[start : start + size] for size in (2, 3, 4) for start in range(len(padded) - size + 1))
