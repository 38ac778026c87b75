"""The phrasings as sparse vectors, and how near an utterance comes to each of them and to each owner.

An owner is an article or a gap. A phrasing's vector has two blocks, word grams and character grams, each weighted by
tf-idf and of length one, so that the product of two vectors is a similarity from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int32]
    Weights = NDArray[np.float32]

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
    """How well each owner fits (0 to about 1), and the phrasings that carried it, with their ridge weights.

    `nearest` is the similarity of the first of `rows`, 0 where there is none.
    """

    owners: Floats
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
        owner_of: each row's owner.
        owner_sizes: how many rows each owner has.
        owner_lengths: the length of the sum of its rows' vectors.
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
    owner_of: Ints
    owner_sizes: Ints
    owner_lengths: Floats

    @property
    def size(self) -> int:
        """How many phrasings there are."""
        return len(self.owner_of)

    def query(self, features: Features, less: Mapping[int, int] | None = None) -> Query:
        """The vector of `features`. `less` (feature id → count) lowers document frequencies, for leave-one-out."""
        word_ids, word_weights = self._block(features.words, self.word_ids, WORD_SHARE, less)
        char_ids, char_weights = self._block(features.chars, self.char_ids, CHAR_SHARE, less)
        return Query(np.concatenate((word_ids, char_ids)), np.concatenate((word_weights, char_weights)))

    def _block(
        self, grams: Counter[str], known: Mapping[str, int], share: float, less: Mapping[int, int] | None
    ) -> tuple[Ints, Floats]:
        if not grams:
            return np.empty(0, np.int32), np.empty(0)
        ids = np.fromiter((known.get(gram, -1) for gram in grams), np.int32, len(grams))
        counts = np.fromiter(grams.values(), np.float64, len(grams))
        frequency = np.where(ids < 0, 0, self.document_frequency[ids])
        if less:
            frequency = frequency - np.array([less.get(int(gram), 0) for gram in ids])
        weights = (1 + np.log(counts)) * inverse_frequency(frequency, self.size)
        weights *= np.sqrt(share) / np.linalg.norm(weights)
        is_known = frequency > 0
        return ids[is_known], weights[is_known]

    def similarities(self, query: Query) -> Floats:
        """The similarity of `query` to each row."""
        starts, ends = self.feature_starts[query.ids], self.feature_starts[query.ids + 1]
        slices = [slice(start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        if not slices:
            return np.zeros(self.size)
        rows = np.concatenate([self.feature_rows[part] for part in slices])
        weights = np.concatenate([self.feature_weights[part] for part in slices])
        weights = weights * np.repeat(query.weights, ends - starts)
        return _summed(rows, weights, self.size)

    def score(self, query: Query) -> Scores:
        """How well each owner fits `query`."""
        near = self.similarities(query)
        sums = _summed(self.owner_of, near, len(self.owner_sizes))
        return self._combine(near, sums, self.owner_lengths)

    def score_without(self, features: Features, left_out: NDArray[np.int64]) -> Floats:
        """How well each owner would fit `features` if the rows `left_out`, all of one owner, were not there."""
        parts = [slice(self.row_starts[row], self.row_starts[row + 1]) for row in left_out.tolist()]
        ids, counts = np.unique(np.concatenate([self.row_ids[part] for part in parts]), return_counts=True)
        near = self.similarities(self.query(features, dict(zip(ids.tolist(), counts.tolist(), strict=True))))
        near[left_out] = 0
        owner = self.owner_of[left_out[0]]
        lengths = self.owner_lengths.copy()
        rest = np.setdiff1d(np.flatnonzero(self.owner_of == owner), left_out)
        lengths[owner] = np.linalg.norm(self.total(rest))
        return self._combine(near, _summed(self.owner_of, near, len(lengths)), lengths).owners

    def _combine(self, near: Floats, sums: Floats, lengths: Floats) -> Scores:
        """Half a kernel ridge regression on the nearest rows, half the cosine to each owner's centroid.

        Source of the former: Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 5.8.2.
        """
        rows = np.argpartition(-near, min(NEAREST, self.size - 1))[:NEAREST].astype(np.int32)
        rows = rows[near[rows] > 0]
        rows = rows[np.lexsort((rows, -near[rows]))]
        weights = np.empty(0)
        if len(rows):
            kernel = self._kernel(rows)
            kernel.flat[:: len(rows) + 1] += RIDGE
            weights = np.asarray(np.linalg.solve(kernel, near[rows]), np.float64)
        ridge = _summed(self.owner_of[rows], weights, len(lengths))
        cosine = np.divide(sums, lengths, out=np.zeros_like(sums), where=lengths > 0)
        return Scores((ridge + cosine) / 2, rows, weights, float(near[rows[0]]) if len(rows) else 0.0)

    def total(self, rows: NDArray[np.int64]) -> Floats:
        """The sum of the vectors of `rows`, by feature."""
        parts = [slice(self.row_starts[row], self.row_starts[row + 1]) for row in rows.tolist()]
        if not parts:
            return np.zeros(1)
        ids = np.concatenate([self.row_ids[part] for part in parts])
        return _summed(ids, np.concatenate([self.row_weights[part] for part in parts]), len(self.document_frequency))

    def _kernel(self, rows: Ints) -> Floats:
        """The similarities of `rows`, at least one, with each other."""
        parts = [slice(self.row_starts[row], self.row_starts[row + 1]) for row in rows.tolist()]
        ids = np.concatenate([self.row_ids[part] for part in parts])
        is_used = np.zeros(len(self.document_frequency), bool)
        is_used[ids] = True
        columns = np.cumsum(is_used) - 1
        sizes = [part.stop - part.start for part in parts]
        dense = np.zeros((len(rows), columns[-1] + 1))
        dense[np.repeat(np.arange(len(rows)), sizes), columns[ids]] = np.concatenate(
            [self.row_weights[p] for p in parts]
        )
        return dense @ dense.T


def _summed(places: Ints, weights: Floats, size: int) -> Floats:
    """The weights summed up by place, 0 to `size` - 1."""
    return np.bincount(places, weights, size).astype(np.float64, copy=False)


def inverse_frequency(frequency: NDArray[np.integer], documents: int) -> Floats:
    """Smoothed inverse document frequency; 1 for a feature that stands in every document."""
    return np.log((1 + documents) / (1 + frequency)) + 1


def build(texts: Sequence[Features], owner_of: Sequence[int]) -> Index:
    """The index of `texts`, each with the number of its owner."""
    word_ids = _numbered((text.words for text in texts), start=0)
    char_ids = _numbered((text.chars for text in texts), start=len(word_ids))
    frequency = np.zeros(len(word_ids) + len(char_ids), np.int32)
    for text in texts:
        frequency[[word_ids[gram] for gram in text.words] + [char_ids[gram] for gram in text.chars]] += 1
    no_ids, no_weights = np.empty(0, np.int32), np.empty(0, np.float32)
    bare = Index(
        word_ids=word_ids,
        char_ids=char_ids,
        document_frequency=frequency,
        row_starts=no_ids,
        row_ids=no_ids,
        row_weights=no_weights,
        feature_starts=no_ids,
        feature_rows=no_ids,
        feature_weights=no_weights,
        owner_of=np.array(owner_of, np.int32),
        owner_sizes=np.bincount(owner_of).astype(np.int32),
        owner_lengths=np.empty(0),
    )
    return _with_rows(bare, [bare.query(text) for text in texts])


def _numbered(texts: Iterable[Counter[str]], start: int) -> dict[str, int]:
    """Each gram with a number of its own, in the order of their first use."""
    return {gram: number for number, gram in enumerate(dict.fromkeys(g for text in texts for g in text), start)}


def _with_rows(bare: Index, rows: Sequence[Query]) -> Index:
    """`bare`, filled with the vectors `rows`."""
    lengths = np.array([len(row.ids) for row in rows])
    ids = np.concatenate([row.ids for row in rows])
    weights = np.concatenate([row.weights for row in rows]).astype(np.float32)
    numbers = np.repeat(np.arange(len(rows), dtype=np.int32), lengths)
    order = np.argsort(ids, kind="stable")
    filled = replace(
        bare,
        row_starts=_starts(lengths),
        row_ids=ids,
        row_weights=weights,
        feature_starts=_starts(np.bincount(ids, minlength=len(bare.document_frequency))),
        feature_rows=numbers[order],
        feature_weights=weights[order],
    )
    owners = (np.flatnonzero(bare.owner_of == owner) for owner in range(len(bare.owner_sizes)))
    return replace(filled, owner_lengths=np.array([np.linalg.norm(filled.total(mine)) for mine in owners]))


def _starts(lengths: NDArray[np.integer]) -> Ints:
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
