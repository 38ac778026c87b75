"""Words that are a slip or two away from another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def words_within(slips: int, word: str, known: Collection[str]) -> list[tuple[str, int]]:
    """Return the `known` words at most so many slips away from `word`, with how many; the nearest first.

    A slip is a letter too many, missing, another one, or swapped with its neighbour (optimal string alignment).
    """
    # Imported here: it takes as long to import as the rest of the bot, and most words are known.
    from rapidfuzz import distance, process  # noqa: PLC0415

    found = process.extract(word, known, scorer=distance.OSA.distance, score_cutoff=slips, limit=None)
    return [(name, int(count)) for name, count, _ in found]
