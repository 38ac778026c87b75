"""The phrasings as sparse vectors, and how near an utterance comes to each of them and to each target.

A target is an article or a gap. A phrasing's vector has two blocks, word grams and character grams, each weighted by
tf-idf and of length one, so that the product of two vectors is a similarity from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import repeat
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bot.matching.gram_counts import Counted

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]
    Weights = NDArray[np.float32]
    Places = NDArray[np.integer]

_Kind = TypeVar("_Kind", bound=np.generic)

WORD_SHARE: Final = 0.35
CHAR_SHARE: Final = 0.65
NEAREST: Final = 50
RIDGE: Final = 0.3
"""Shares, neighbourhood and ridge as measured best over 16 data sets; the ridge is added to the kernel's diagonal."""


@dataclass(frozen=True, slots=True)
class Features:
    """A text's grams, counted: the two blocks of a vector before it is weighted."""

    words: Counter[str]
    chars: Counter[str]


@dataclass(frozen=True, slots=True)
class Query:
    """An utterance's vector: the known features' ids (rising) and weights; unknown ones count in its length only."""

    ids: Ints
    weights: Floats


@dataclass(frozen=True, slots=True)
class Scores:
    """How well each target fits (0 to about 1), and the phrasings that carried it, with their ridge weights.

    `nearest` is the similarity of the first of `rows`, 0 where there is none.
    """

    targets: Floats
    rows: Ints
    weights: Floats
    nearest: float


@dataclass(frozen=True)
class Index:
    """All phrasings' vectors, by row and by feature.

    Attributes:
        word_ids: word gram → feature id. char_ids: the same for character grams.
        document_frequency: in how many phrasings each feature stands.
        row_starts, row_ids, row_weights: the rows, one after another (CSR).
        feature_starts, feature_rows, feature_weights: the same by feature (CSC).
        target_of: each row's target.
        target_sizes: how many rows each target has.
        target_lengths: the length of the sum of its rows' vectors.
    """

    word_ids: Mapping[str, int]
    char_ids: Mapping[str, int]
    document_frequency: Ints
    row_starts: Ints
    row_ids: Ints
    row_weights: Weights
    feature_starts: Ints
    feature_rows: Ints
    feature_weights: Weights
    target_of: Ints
    target_sizes: Ints
    target_lengths: Floats

    @property
    def size(self) -> int:
        """How many phrasings there are."""
        return len(self.target_of)

    def query(self, features: Features) -> Query:
        """Return the vector of `features`."""
        word_ids, word_weights = self._block(features.words, self.word_ids, WORD_SHARE)
        char_ids, char_weights = self._block(features.chars, self.char_ids, CHAR_SHARE)
        return Query(np.concatenate((word_ids, char_ids)), np.concatenate((word_weights, char_weights)))

    def _block(self, grams: Counter[str], known: Mapping[str, int], share: float) -> tuple[Ints, Floats]:
        if not grams:
            return np.empty(0, np.int32), np.empty(0)
        ids = np.fromiter(map(known.get, grams, repeat(-1)), np.int32, len(grams))
        counts = np.fromiter(grams.values(), np.float64, len(grams))
        frequency = np.where(ids < 0, 0, self.document_frequency[ids])
        weights = (1 + np.log(counts)) * inverse_frequency(frequency, self.size)
        weights *= np.sqrt(share) / np.linalg.norm(weights)
        is_known = ids >= 0
        return ids[is_known], weights[is_known]

    def similarities(self, query: Query) -> Floats:
        """Return the similarity of `query` to each row."""
        starts, ends = self.feature_starts[query.ids], self.feature_starts[query.ids + 1]
        weights = _stretches(self.feature_weights, starts, ends) * np.repeat(query.weights, ends - starts)
        return _summed(_stretches(self.feature_rows, starts, ends), weights, self.size)

    def score(self, query: Query) -> Scores:
        """Return how well each target fits `query`."""
        near = self.similarities(query)
        return self.combine(near, self.target_lengths)

    def combine(self, near: Floats, lengths: Floats) -> Scores:
        """Return the scores from the similarity to each row, and the length of each target's sum.

        Half a kernel ridge regression on the nearest rows, half the cosine to each target's centroid. Source of the
        former: Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 5.8.2.
        """
        rows = np.argpartition(-near, min(NEAREST, self.size - 1))[:NEAREST].astype(np.int32)
        rows = rows[near[rows] > 0]
        rows = rows[np.lexsort((rows, -near[rows]))]
        weights = np.empty(0)
        if len(rows):
            kernel = self._kernel(rows)
            kernel.flat[:: len(rows) + 1] += RIDGE
            weights = np.asarray(np.linalg.solve(kernel, near[rows]), np.float64)
        ridge = _summed(self.target_of[rows], weights, len(lengths))
        sums = _summed(self.target_of, near, len(lengths))
        cosine = np.divide(sums, lengths, out=np.zeros_like(sums), where=lengths > 0)
        return Scores((ridge + cosine) / 2, rows, weights, float(near[rows[0]]) if len(rows) else 0.0)

    def total(self, rows: Places) -> Floats:
        """Return the sum of the vectors of `rows`, by feature."""
        return _summed(self.ids(rows), self.weights(rows), len(self.document_frequency))

    def _kernel(self, rows: Places) -> Floats:
        """Return the similarities of `rows`, at least one, with each other: by the features that two share."""
        ids, sizes = self.ids(rows), self.row_starts[rows + 1] - self.row_starts[rows]
        frequency = np.bincount(ids)
        shared = np.flatnonzero(frequency > 1)
        column_of = np.empty(len(frequency), np.intp)
        column_of[shared] = np.arange(len(shared))
        is_shared = frequency[ids] > 1
        first_place_of = np.repeat(np.arange(len(rows)) * len(shared), sizes)
        vectors = np.zeros((len(rows), len(shared)), np.float32)
        vectors.ravel()[first_place_of[is_shared] + column_of[ids[is_shared]]] = self.weights(rows)[is_shared]
        kernel = (vectors @ vectors.T).astype(np.float64)
        np.fill_diagonal(kernel, 1)
        return kernel

    def ids(self, rows: Places) -> Ints:
        """Return the feature ids of `rows`, one row after another."""
        return _stretches(self.row_ids, self.row_starts[rows], self.row_starts[rows + 1])

    def weights(self, rows: Places) -> Weights:
        """Return their weights, in the same order."""
        return _stretches(self.row_weights, self.row_starts[rows], self.row_starts[rows + 1])


def build(words: Counted, chars: Counted, target_of: Sequence[int]) -> Index:
    """Return the index of texts by the grams of their words and characters, each with the number of its target."""
    word_frequency, char_frequency = (
        np.bincount(block.ids, minlength=len(block.numbers)) for block in (words, chars)
    )
    rows = np.concatenate((words.rows, chars.rows))
    ids = np.concatenate((words.ids, chars.ids + len(words.numbers))).astype(np.int32)
    weights = np.concatenate(
        (
            _weighted(words, word_frequency, len(target_of), WORD_SHARE),
            _weighted(chars, char_frequency, len(target_of), CHAR_SHARE),
        )
    )
    by_row, by_feature = np.argsort(rows, kind="stable"), _places_in_order(ids)
    frequency = np.concatenate((word_frequency, char_frequency)).astype(np.int32)
    targets = np.array(target_of, np.int32)
    bare = Index(
        word_ids=words.numbers,
        char_ids={gram: number + len(words.numbers) for gram, number in chars.numbers.items()},
        document_frequency=frequency,
        row_starts=_starts(np.bincount(rows, minlength=len(target_of))),
        row_ids=ids[by_row],
        row_weights=weights[by_row],
        feature_starts=_starts(frequency),
        feature_rows=rows[by_feature],
        feature_weights=weights[by_feature],
        target_of=targets,
        target_sizes=np.bincount(targets).astype(np.int32),
        target_lengths=np.empty(0),
    )
    totals = (bare.total(np.flatnonzero(targets == target)) for target in range(len(bare.target_sizes)))
    return replace(bare, target_lengths=np.sqrt([length_squared(total) for total in totals]))


def _places_in_order(ids: Ints) -> Places:
    """Return the places of `ids`, the lowest id first, those of one id as they stand.

    Numbers that hold both are sorted: that takes a fifth of the time of a stable argsort.
    """
    bits = len(ids).bit_length()
    places: Places = np.sort(ids.astype(np.int64) << bits | np.arange(len(ids))) & ((1 << bits) - 1)
    return places


def length_squared(total: Floats) -> float:
    """Return the square of the length of a sum of vectors.

    Not by BLAS: with as many features as there are, it starts threads, which wait for each other on a busy machine.
    """
    return float(np.square(total).sum())


def inverse_frequency(frequency: NDArray[np.integer], documents: int) -> Floats:
    """Return the smoothed inverse document frequency; 1 for a feature that stands in every document."""
    return np.log((1 + documents) / (1 + frequency)) + 1


def _weighted(block: Counted, frequency: NDArray[np.integer], documents: int, share: float) -> Weights:
    """Return the weights of a block of vectors, so that within each row they have the length √`share`."""
    weights = (1 + np.log(block.counts)) * inverse_frequency(frequency, documents)[block.ids]
    lengths = np.sqrt(_summed(block.rows, weights**2, documents))
    scaled: Floats = weights * np.sqrt(share) / lengths[block.rows]
    return scaled.astype(np.float32)


def _stretches(values: NDArray[_Kind], starts: Places, ends: Places) -> NDArray[_Kind]:
    """Return what stands in `values` from each start up to its end, one stretch after another."""
    bounds = zip(starts.tolist(), ends.tolist(), strict=True)
    return np.concatenate([values[:0], *(values[start:end] for start, end in bounds)])


def _summed(places: Ints, weights: Floats | Weights, size: int) -> Floats:
    """Return the weights summed up by place, 0 to `size` - 1."""
    return np.bincount(places, weights, size).astype(np.float64, copy=False)


def _starts(lengths: NDArray[np.integer]) -> Ints:
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
