from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.domain.report import Period
from bot.rendering.reports.report_summary import summary_of
from bot.rendering.targets.markdown import in_markdown
from bot.rendering.targets.plain_text import to_plain_text
from tests.rendering.reports.report_examples import EMPTY, REPORT, words

if TYPE_CHECKING:
    from bot.domain.language import Language
    from bot.domain.report import Figures


def test_a_summary_has_the_first_rows_of_each_table() -> None:
    text = to_plain_text(summary_of(REPORT, words()))

    assert text.startswith("Report: 1 Nov 2026 to 30 Nov 2026\n\nQuestions\n\n- Questions asked: 5\n- People: 4\n")
    assert "- The mailbox – Answered: 3 · Helped: 2 · Did not help: 1 · Reasons: Incomplete (1)" in text
    assert "- Finished – People: 2\n" in text
    assert "- Create the mailbox – People: 1 · It did not work: 3" in text
    assert "- gone – People: 4 · It did not work: 0" in text
    assert "- Withdrawn or set aside: 1" in text
    assert text.endswith("econnect-bot report.")


def test_of_many_rows_it_shows_seven() -> None:
    gaps = tuple((f"gap-{number}", 1) for number in range(9))
    figures: Figures = replace(REPORT.figures, gaps=gaps)

    assert to_plain_text(summary_of(replace(REPORT, figures=figures), words())).count("- gap-") == 7


def test_a_table_without_rows_says_so() -> None:
    assert "Het stappenplan\n\n- Niets in deze periode.\n" in to_plain_text(summary_of(EMPTY, words("nl")))


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Report: 20 Nov 2026 15:30 to 27 Nov 2026 15:30"),
        ("nl", "Rapport van 20 nov 2026 15:30 tot 27 nov 2026 15:30"),
    ],
)
def test_a_period_that_begins_within_a_day_is_told_with_its_times(language: Language, title: str) -> None:
    until = datetime(2026, 11, 27, 14, 30, tzinfo=UTC)
    period = Period(until - timedelta(days=7), until, ZoneInfo("Europe/Amsterdam"))

    assert to_plain_text(summary_of(replace(EMPTY, period=period), words(language))).startswith(f"{title}\n")


def test_what_people_asked_is_no_mark() -> None:
    assert r"hoe doe ik \<b>dit\</b> | & dat" in in_markdown(summary_of(REPORT, words()))
