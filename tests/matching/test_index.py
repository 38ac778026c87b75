from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.features import char_grams, word_grams
from bot.matching.gram_counts import counted
from bot.matching.index import CHAR_SHARE, WORD_SHARE, Features, Index, build, inverse_frequency

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXTS = (
    "where is my mailbox",
    "the mailbox is missing",
    "no mailbox to be seen",
    "which version do I need",
    "is this version too old",
    "how old may it be",
)
TARGETS = (0, 0, 0, 1, 1, 1)


def features(text: str) -> Features:
    words = text.split()
    return Features(word_grams(words), char_grams(words))


INDEX = build(
    counted([features(text).words for text in TEXTS]), counted([features(text).chars for text in TEXTS]), TARGETS
)

queries = st.lists(st.sampled_from([*" ".join(TEXTS).split(), "printer", "x"]), max_size=8).map(" ".join)


def slowly(index: Index, query: str, row: str) -> float:
    """Return the similarity by the book: each block's cosine, weighted, one gram at a time."""
    total = 0.0
    asked, stored = features(query), features(row)
    for one, other, ids, share in (
        (asked.words, stored.words, index.word_ids, WORD_SHARE),
        (asked.chars, stored.chars, index.char_ids, CHAR_SHARE),
    ):
        weights = [{gram: weight(index, ids, gram, count) for gram, count in side.items()} for side in (one, other)]
        lengths = [np.sqrt(sum(value**2 for value in side.values())) for side in weights]
        product = sum(weights[0][gram] * weights[1][gram] for gram in one.keys() & other.keys())
        total += share * product / (lengths[0] * lengths[1]) if product else 0.0
    return total


def weight(index: Index, ids: Mapping[str, int], gram: str, count: int) -> float:
    frequency = index.document_frequency[ids[gram]] if gram in ids else 0
    return float((1 + np.log(count)) * inverse_frequency(np.array(frequency), index.size))


@given(queries)
def test_the_index_finds_what_a_slow_scan_finds(query: str) -> None:
    fast = INDEX.similarities(INDEX.query(features(query)))

    assert np.allclose(fast, [slowly(INDEX, query, row) for row in TEXTS], atol=1e-6)


def test_a_phrasing_is_most_like_itself() -> None:
    for row, text in enumerate(TEXTS):
        assert np.isclose(INDEX.similarities(INDEX.query(features(text)))[row], 1)


def test_the_owner_whose_words_are_used_scores_best() -> None:
    scores = INDEX.score(INDEX.query(features("mailbox missing")))

    assert np.argmax(scores.targets) == 0
    assert {TARGETS[row] for row in scores.rows.tolist()[:2]} == {0}


def test_unknown_words_make_every_owner_less_likely() -> None:
    known = INDEX.score(INDEX.query(features("mailbox missing"))).targets
    diluted = INDEX.score(INDEX.query(features("mailbox missing xylophone quartet"))).targets

    assert (diluted < known)[np.argmax(known)]


def test_a_query_without_any_known_gram_scores_nothing() -> None:
    assert not INDEX.score(INDEX.query(features("ξψ"))).targets.any()
    assert not INDEX.score(INDEX.query(features(""))).targets.any()
