from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bot.bootstrap.answering import dictionary
from bot.domain.article import Phrasings
from bot.matching.building import build as build_matcher
from bot.matching.confidence import DEFAULT, FEWEST, SAMPLE, Calibration, calibrate, drawn_from
from bot.matching.features import char_grams, word_grams
from bot.matching.gram_counts import counted
from bot.matching.index import Features, Index, build
from tests.shipped_knowledge import shipped_knowledge, shipped_matcher


def test_confidence_is_the_logistic_function_of_score_and_lead() -> None:
    confidence = Calibration(best=2, lead=4, constant=-1).confidence(np.array([0.1, 0.5, 0.3]))

    assert confidence == pytest.approx(1 / (1 + np.exp(-(2 * 0.5 + 4 * 0.2 - 1))))


def index_of(rows: list[str], targets: list[int]) -> Index:
    words = counted([word_grams(row.split()) for row in rows])
    return build(words, counted([char_grams(row.split()) for row in rows]), targets)


def test_a_small_knowledge_base_takes_the_coefficients_of_the_study() -> None:
    assert calibrate(index_of(["a", "b"], [0, 1]), ["a", "b"]) == DEFAULT


def test_a_larger_one_is_calibrated_so_that_clear_matches_are_sure_and_strange_ones_not() -> None:
    rows = [f"{topic} {word} {other}" for topic in ("mailbox", "version", "contract") for word, other in _PAIRS]
    index = index_of(rows, [number // len(_PAIRS) for number in range(len(rows))])
    calibration = calibrate(index, rows)

    def confidence(text: str) -> float:
        query = index.query(Features(word_grams(text.split()), char_grams(text.split())))
        return calibration.confidence(index.score(query).targets)

    assert len(rows) >= FEWEST
    assert calibration != DEFAULT
    assert confidence("mailbox missing today") > 0.8
    assert confidence("holiday weather rotterdam") < 0.3


def test_a_new_phrasing_moves_at_most_itself_into_the_sample() -> None:
    phrasings = [f"question number {number}" for number in range(2 * SAMPLE)]
    drawn = {phrasings[row] for row in drawn_from(phrasings)}
    edited = ["a new one", *phrasings]

    assert len(drawn) == SAMPLE
    assert len(drawn - {edited[row] for row in drawn_from(edited)}) <= 1


def test_what_is_added_about_one_thing_hardly_changes_how_sure_a_match_of_another_is() -> None:
    knowledge = shipped_knowledge()
    texts = tuple(f"{what} {thing}" for what in ("a static address for", "the price of") for thing in _THINGS)
    gap = replace(knowledge.gaps["prices"], phrasings=Phrasings(texts, ()))
    edited = build_matcher(replace(knowledge, gaps={**knowledge.gaps, "prices": gap}), dictionary()).calibration
    before = shipped_matcher().calibration

    for scores in ([0.5, 0.4], [0.5, 0.1], [0.8, 0.7], [0.3, 0.25]):
        assert edited.confidence(np.array(scores)) == pytest.approx(before.confidence(np.array(scores)), abs=0.001)


_THINGS = (
    "a second mailbox",
    "one more year",
    "the server",
    "each company",
    "our office",
    "this link",
    "the scanner",
    "my phone",
    "a new desk",
    "his laptop",
)
_WORDS = "where when how old new missing today broken needed gone".split()
_PAIRS = [(one, other) for one in _WORDS for other in _WORDS if one < other]
