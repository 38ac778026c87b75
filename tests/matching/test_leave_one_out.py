from __future__ import annotations

import numpy as np
import pytest

from bot.matching.index import CHAR_SHARE, WORD_SHARE, Query, inverse_frequency
from bot.matching.leave_one_out import LeaveOneOut
from tests.matching.test_index import INDEX, TARGETS, TEXTS, features

ROWS = range(len(TEXTS))


def slowly(row: int, left_out: list[int]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the scores of the text in `row` without some rows: counted, weighted and summed up from the start."""
    rest = np.array([other for other in ROWS if other not in left_out])
    ids: list[int] = []
    weights: list[float] = []
    asked = features(TEXTS[row])
    for grams, known, share in ((asked.words, INDEX.word_ids, WORD_SHARE), (asked.chars, INDEX.char_ids, CHAR_SHARE)):
        frequency = {gram: int((INDEX.ids(rest) == known[gram]).sum()) for gram in grams}
        block = {
            gram: (1 + np.log(count)) * inverse_frequency(np.array(frequency[gram]), INDEX.size)
            for gram, count in grams.items()
        }
        length = np.sqrt(share) / np.linalg.norm(list(block.values()))
        ids += [known[gram] for gram in block if frequency[gram]]
        weights += [float(value * length) for gram, value in block.items() if frequency[gram]]
    near = INDEX.similarities(Query(np.array(ids, np.int32), np.array(weights)))
    near[left_out] = 0
    targets = np.array(TARGETS)
    totals = [INDEX.total(rest[targets[rest] == target]) for target in range(2)]
    return INDEX.combine(near, np.array([np.linalg.norm(total) for total in totals])).targets


@pytest.mark.parametrize("row", ROWS)
def test_without_itself_a_phrasing_fares_as_if_it_had_never_been_counted(row: int) -> None:
    assert LeaveOneOut(INDEX, TARGETS[row]).without_phrasing(row) == pytest.approx(slowly(row, [row]), abs=1e-5)


@pytest.mark.parametrize("row", ROWS)
def test_without_its_owner_a_phrasing_fares_as_if_that_had_never_been_counted(row: int) -> None:
    mine = [other for other in ROWS if TARGETS[other] == TARGETS[row]]

    assert LeaveOneOut(INDEX, TARGETS[row]).without_topic(row) == pytest.approx(slowly(row, mine), abs=1e-5)


def test_a_phrasing_that_is_not_there_does_not_help_its_owner() -> None:
    assert LeaveOneOut(INDEX, 0).without_phrasing(0)[0] < INDEX.score(INDEX.query(features(TEXTS[0]))).targets[0]


def test_an_owner_that_is_not_there_scores_nothing() -> None:
    assert LeaveOneOut(INDEX, 0).without_topic(0)[0] == 0
