from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.rendering.reports.report_summary import summary_of
from bot.rendering.targets.markdown import in_markdown
from bot.rendering.targets.plain_text import to_plain_text
from tests.rendering.reports.report_examples import EMPTY, REPORT, words

if TYPE_CHECKING:
    from bot.domain.report import Figures


def test_a_summary_has_the_first_rows_of_each_table() -> None:
    text = to_plain_text(summary_of(REPORT, words()))

    assert text.startswith("Report: 1 Nov 2026 to 30 Nov 2026\n\nQuestions\n\n- Questions asked: 5\n- People: 4\n")
    assert "- The mailbox: 3 · 2 · 1 · Incomplete (1)" in text
    assert text.endswith("econnect-bot report.")


def test_of_many_rows_it_shows_seven() -> None:
    gaps = tuple((f"gap-{number}", 1) for number in range(9))
    figures: Figures = replace(REPORT.figures, gaps=gaps)

    assert to_plain_text(summary_of(replace(REPORT, figures=figures), words())).count("- gap-") == 7


def test_a_table_without_rows_says_so() -> None:
    assert to_plain_text(summary_of(EMPTY, words("nl"))).count("- ") > 0


def test_what_people_asked_is_no_mark() -> None:
    assert r"hoe doe ik \<b>dit\</b> | & dat" in in_markdown(summary_of(REPORT, words()))
