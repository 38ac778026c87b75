from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.report import Learnt, Verdicts
from bot.rendering.reports.report_formats import to_text
from bot.rendering.reports.report_tables import duration
from tests.rendering.reports.report_examples import REPORT, words

if TYPE_CHECKING:
    from bot.domain.language import Language


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Calculator: version check"), ("nl", "Rekenhulp: versiecontrole")]
)
def test_a_calculator_goes_by_what_it_does(language: Language, name: str) -> None:
    figures = replace(REPORT.figures, verdicts=(Verdicts("version-check", 4, 2, 1),))
    assert re.search(rf"^{name} +4 +2 +1", to_text(replace(REPORT, figures=figures), words(language)), re.MULTILINE)


def test_the_same_lesson_is_told_once_with_how_often() -> None:
    assert re.search(r"^waar is het .* 2$", to_text(REPORT, words()), re.MULTILINE)


def test_what_was_learnt_from_a_message_that_could_not_be_read_is_told_as_such() -> None:
    figures = replace(REPORT.figures, lessons=(Learnt("gap", "", None),))
    assert re.search(r"^A message in Slack .* 1$", to_text(replace(REPORT, figures=figures), words()), re.MULTILINE)


def test_an_article_that_is_gone_goes_by_its_name() -> None:
    assert re.search(r"^gone +1 ", to_text(REPORT, words()), re.MULTILINE)


@pytest.mark.parametrize(("minutes", "told"), [(0, "0 min"), (59.6, "1 h 00 min"), (185, "3 h 05 min")])
def test_durations_are_told_to_the_minute(minutes: float, told: str) -> None:
    assert duration(timedelta(minutes=minutes)) == told
