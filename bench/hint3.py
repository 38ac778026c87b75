"""This engine on HINT3: what real users asked three bots (Arora et al. 2020), intents as topics, in English.

The folder has `train/BOT_train.csv` and `test/BOT_test.csv` with the columns sentence and label, as published in
https://github.com/hellohaptik/HINT3 under dataset/v2.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.domain.article import Facts, Gap, KnowledgeBase, Phrasings
from bot.domain.language import Bilingual
from bot.domain.setup_guide import SetupGuide
from bot.matching.building import build

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from bot.matching.matcher import Matcher

OUT_OF_SCOPE: Final = "NO_NODES_DETECTED"
MOST_WRONG: Final = 0.02
"""The share of all traffic that may be answered wrongly."""

OUT_OF_SCOPE_SHARE: Final = 0.2
"""The share of all traffic that is out of scope; the sets have more."""


@dataclass(frozen=True)
class Asked:
    """A question: how sure the engine is, whether it is right, and whether anything would be."""

    confidence: float
    is_right: bool
    is_in_scope: bool


def run(folder: Path) -> None:
    """Print the figures of each bot in `folder`, and their mean."""
    print("HINT3: right first of those in scope, AUROC of in and out of scope, safe coverage; in percent")
    rows = []
    for train in sorted((folder / "train").glob("*_train.csv")):
        name = train.name.removesuffix("_train.csv")
        test = folder / "test" / f"{name}_test.csv"
        if name.endswith("_subset") or not test.is_file():
            continue
        asked = _asked(_matcher(_read(train)), _read(test))
        rows.append((first(asked), auroc(asked), safe_coverage(asked)))
        print(f"  {name:14} " + "".join(f"{100 * figure:8.1f}" for figure in rows[-1]))
    if not rows:
        print(f"  nothing: {folder} has no train/BOT_train.csv with a test/BOT_test.csv")
        return
    means = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    print(f"  {'mean':14} " + "".join(f"{100 * figure:8.1f}" for figure in means))


def first(asked: Sequence[Asked]) -> float:
    """Return the share of the questions in scope whose best topic is right."""
    inside = [each for each in asked if each.is_in_scope]
    return sum(each.is_right for each in inside) / max(1, len(inside))


def auroc(asked: Sequence[Asked]) -> float:
    """Return how likely a question in scope is surer than one out of it; half for two that are equally sure."""
    inside = np.array([each.confidence for each in asked if each.is_in_scope])
    outside = np.array([each.confidence for each in asked if not each.is_in_scope])
    if not inside.size or not outside.size:
        return 0.0
    differences = inside[:, None] - outside[None, :]
    return float(((differences > 0) + 0.5 * (differences == 0)).mean())


def safe_coverage(asked: Sequence[Asked]) -> float:
    """Return the greatest share of all traffic that a bar answers right while few of all are answered wrongly."""
    inside = sum(each.is_in_scope for each in asked)
    weights = {
        True: (1 - OUT_OF_SCOPE_SHARE) / max(1, inside),
        False: OUT_OF_SCOPE_SHARE / max(1, len(asked) - inside),
    }
    best = right = wrong = 0.0
    in_order = sorted(asked, key=lambda each: -each.confidence)
    for place, each in enumerate(in_order):
        weight = weights[each.is_in_scope]
        right, wrong = (right + weight, wrong) if each.is_right else (right, wrong + weight)
        is_a_bar = place + 1 == len(in_order) or in_order[place + 1].confidence < each.confidence
        if is_a_bar and wrong <= MOST_WRONG:
            best = max(best, right)
    return best


def _matcher(rows: Iterable[tuple[str, str]]) -> Matcher:
    texts: dict[str, dict[str, None]] = {}
    for sentence, label in rows:
        texts.setdefault(label, {})[sentence] = None
    gaps = {
        label: Gap(label, Bilingual(label, label), Phrasings(tuple(sentences), ()))
        for label, sentences in texts.items()
    }
    return build(KnowledgeBase({}, gaps, Facts(0, "", {}), SetupGuide(()), (), (), "hint3"))


def _asked(matcher: Matcher, rows: Iterable[tuple[str, str]]) -> list[Asked]:
    found = []
    for sentence, label in rows:
        ranking = matcher.rank(matcher.read(sentence), "en")
        found.append(Asked(ranking.confidence, ranking.best == label, label != OUT_OF_SCOPE))
    return found


def _read(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["sentence"], row["label"]) for row in csv.DictReader(file)]
