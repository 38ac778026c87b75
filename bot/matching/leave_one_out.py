"""How a phrasing would fare if it, or its whole target, were not in the index.

Without itself it is a question that nobody thought of; without its target it is one that no article answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.matching.index import CHAR_SHARE, WORD_SHARE, Query, inverse_frequency, length_squared

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.matching.index import Floats, Index


class LeaveOneOut:
    """Takes phrasings of one target out of an index, or all of them, as if it had been built without them."""

    def __init__(self, index: Index, target: int) -> None:
        self._index = index
        self._target = target
        self._rows = np.flatnonzero(index.target_of == target)
        self._total = index.total(self._rows)
        self._length_squared = length_squared(self._total)
        self._frequency = np.bincount(index.ids(self._rows), minlength=len(index.document_frequency))

    def without_phrasing(self, row: int) -> Floats:
        """Return how well each target would fit the phrasing in `row`, one of the target's, without it."""
        place = np.array([row])
        weights = self._index.weights(place).astype(np.float64)
        # |total - row|², without the work of a subtraction over all features.
        length = self._length_squared - 2 * self._total[self._index.ids(place)] @ weights + weights @ weights
        return self._scores(row, place, np.ones(len(weights), np.int64), max(float(length), 0.0) ** 0.5)

    def without_topic(self, row: int) -> Floats:
        """Return how well each target would fit the phrasing in `row`, one of the target's, without all of these."""
        return self._scores(row, self._rows, self._frequency[self._index.ids(np.array([row]))], 0.0)

    def _scores(self, row: int, left_out: NDArray[np.integer], removed: NDArray[np.integer], length: float) -> Floats:
        near = self._index.similarities(self._query(row, removed))
        near[left_out] = 0
        lengths = self._index.target_lengths.copy()
        lengths[self._target] = length
        return self._index.combine(near, lengths).targets

    def _query(self, row: int, removed: NDArray[np.integer]) -> Query:
        """Return the vector of the phrasing in `row`, weighted as if `removed` phrasings fewer had each feature."""
        index, place = self._index, np.array([row])
        ids, weights = index.ids(place), index.weights(place).astype(np.float64)
        before = index.document_frequency[ids]
        weights *= inverse_frequency(before - removed, index.size) / inverse_frequency(before, index.size)
        is_word = ids < len(index.word_ids)
        for block, share in ((is_word, WORD_SHARE), (~is_word, CHAR_SHARE)):
            weights[block] *= np.sqrt(share) / (np.linalg.norm(weights[block]) or 1)
        return Query(ids[before > removed], weights[before > removed])
