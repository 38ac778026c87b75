from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.language import LANGUAGES, Language
from bot.rendering.reports.report_formats import to_csv, to_json, to_markdown, to_text
from bot.rendering.reports.report_page import to_page
from bot.rendering.reports.report_tables import tables_of
from tests.rendering.reports.report_examples import EMPTY, REPORT, words

if TYPE_CHECKING:
    from bot.domain.report import Report


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("report", [REPORT, EMPTY])
def test_every_form_tells_the_same_tables(report: Report, language: Language) -> None:
    titles = [table.title for table in tables_of(report, words(language))]
    for form in (to_text, to_markdown, to_page):
        told = form(report, words(language))
        places = [told.index(f"{title}") for title in titles]
        assert places == sorted(places)


def test_text_has_its_columns_below_each_other() -> None:
    told = to_text(REPORT, words())
    assert told.startswith("Report: 1 Nov 2026 to 30 Nov 2026\n")
    assert re.search(r"^Questions asked +5$", told, re.MULTILINE)
    assert re.search(r"^The mailbox +3 +2 +1 +Incomplete \(1\)$", told, re.MULTILINE)
    assert "3 h 05 min / 3 h 20 min" in told


def test_a_cell_stays_a_cell_in_markdown() -> None:
    assert "| hoe doe ik &lt;b>dit&lt;/b> \\| & dat | 2 |" in to_markdown(REPORT, words())


@pytest.mark.parametrize("delimiter", [",", ";"])
@given(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"])),
        st.text(st.sampled_from(" \t\r\n\u00a0=+-@＝＋－＠;,'\"a")),
    )
)
def test_nothing_in_a_spreadsheet_becomes_a_formula(delimiter: str, text: str) -> None:
    report = replace(REPORT, clusters=(replace(REPORT.clusters[0], text=text),))
    rows = list(csv.reader(io.StringIO(to_csv(report, words(), delimiter), newline=""), delimiter=delimiter))

    assert not any(cell.strip().startswith(tuple("=+-@＝＋－＠")) for row in rows for cell in row)


def test_json_tells_the_figures_themselves() -> None:
    told = json.loads(to_json(REPORT))
    assert told["figures"]["asked"] == {"answer": 3, "hand_over": 2}
    assert told["team"]["to_claim"] == {"count": 3, "median": 11100.0, "p90": 12000.0}
    assert told["period"]["since"] == "2026-11-01T00:00:00+00:00"
