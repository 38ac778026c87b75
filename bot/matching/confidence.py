"""How sure a match is: a probability, calibrated from the knowledge base alone.

Each phrasing is asked as if it were not in the knowledge base. With only itself left out, the best target is right or
wrong; with its whole target left out nobody can be right, which is what a question out of scope looks like. A
logistic regression on the best score and its lead over the second gives the probability that the best is right.

A sample is asked, and what it says is noisy: the two inputs rise together, and which of them counts hangs on a few
phrasings. So the fit is held near the coefficients that many phrasings gave (a Gaussian prior): an edit of one topic
hardly changes how sure the bot is of all others.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.matching.leave_one_out import LeaveOneOut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bot.matching.index import Index

    Floats = NDArray[np.float64]

IN_SCOPE_SHARE: Final = 0.8
"""The share of questions that the knowledge base covers, as assumed when the two kinds of trial are weighted."""

SAMPLE: Final = 150
"""Phrasings that are asked: those whose checksums are lowest, so that an edit changes few of them."""

ABSENT_TARGETS: Final = 2
"""One of so many is asked without its target too: these trials have a fifth of the weight and cost as much."""

FEWEST: Final = 100
"""Below so many phrasings there is too little to calibrate on."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The coefficients of the logistic regression: of the best score, of its lead, and the constant."""

    best: float
    lead: float
    constant: float

    def confidence(self, target_scores: Floats) -> float:
        """Return the probability that the target with the highest score is right."""
        second, first = np.partition(target_scores, -2)[-2:]
        return float(1 / (1 + np.exp(-(self.best * first + self.lead * (first - second) + self.constant))))


DEFAULT: Final = Calibration(5.77, 7.94, -2.53)
"""Fitted to all 5,972 phrasings of the shipped knowledge base, as 8,958 trials: the prior of each fit."""

PRIOR_WEIGHT: Final = 200.0
"""How strongly the prior holds: as much as the 225 trials, which turn with each phrasing that joins the sample.

With a fortieth of it, five phrasings of thanks move one answer in a hundred across its bar; so, one in a thousand.
"""


def calibrate(index: Index, phrasings: Sequence[str]) -> Calibration:
    """Fit the confidence of `index` to its own `phrasings`, which are its rows."""
    if index.size < FEWEST:
        return DEFAULT
    trials = np.array(list(_trials(index, drawn_from(phrasings))))
    is_in_scope = trials[:, 3] > 0
    weights = np.where(is_in_scope, IN_SCOPE_SHARE, 1 - IN_SCOPE_SHARE)
    weights /= np.where(is_in_scope, is_in_scope.sum(), (~is_in_scope).sum())
    inputs = np.column_stack((trials[:, 0], trials[:, 0] - trials[:, 1], np.ones(len(trials))))
    return Calibration(*_logistic_regression(inputs, trials[:, 2], weights * len(trials)))


def drawn_from(phrasings: Sequence[str]) -> list[int]:
    """Return the rows of the sample. If it moved with every edit, so would the confidence of every question."""
    checksums = np.array([zlib.crc32(phrasing.encode()) for phrasing in phrasings])
    return [int(row) for row in np.argsort(checksums, kind="stable")[:SAMPLE]]


def _trials(index: Index, drawn: Sequence[int]) -> Iterator[tuple[float, float, float, float]]:
    """Yield of each phrasing drawn, in scope and out of it: best score, second score, is it right, is it in scope."""
    without = {target: LeaveOneOut(index, target) for target in sorted({int(index.target_of[row]) for row in drawn})}
    for place, row in enumerate(drawn):
        target = int(index.target_of[row])
        yield _trial(without[target].without_phrasing(row), target, is_in_scope=True)
        if place % ABSENT_TARGETS == 0:
            yield _trial(without[target].without_topic(row), target, is_in_scope=False)


def _trial(scores: Floats, target: int, *, is_in_scope: bool) -> tuple[float, float, float, float]:
    first, second = np.argpartition(-scores, 1)[:2].tolist()
    is_right = is_in_scope and first == target
    return float(scores[first]), float(scores[second]), float(is_right), float(is_in_scope)


def _logistic_regression(inputs: Floats, outcomes: Floats, weights: Floats) -> tuple[float, float, float]:
    """Fit the coefficients by Newton's method with a ridge around the prior (Hastie et al., 4.4.1)."""
    prior = np.array([DEFAULT.best, DEFAULT.lead, DEFAULT.constant])
    penalty = PRIOR_WEIGHT * np.eye(len(prior))
    coefficients = prior
    for _ in range(25):
        fitted = 1 / (1 + np.exp(-inputs @ coefficients))
        gradient = inputs.T @ (weights * (outcomes - fitted)) - penalty @ (coefficients - prior)
        curvature = (inputs * (weights * fitted * (1 - fitted))[:, None]).T @ inputs + penalty
        coefficients = coefficients + np.linalg.solve(curvature, gradient)
    best, lead, constant = coefficients.tolist()
    return best, lead, constant
