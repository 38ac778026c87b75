from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.language import LANGUAGES, Language
from bot.domain.report import Cluster, Figures, Learnt, Period, Report, Spread, TeamFigures, Verdicts
from bot.rendering.reports.report_formats import to_csv, to_json, to_markdown, to_text
from bot.rendering.reports.report_page import to_page
from bot.rendering.reports.report_tables import Words, duration, tables_of
from tests.rendering.examples import CONTEXT

NOVEMBER = Period(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
FIGURES = Figures(
    asked={"answer": 3, "hand_over": 2},
    people=4,
    days=((date(2026, 11, 2), {"answer": 3}), (date(2026, 11, 5), {"hand_over": 2})),
    verdicts=(Verdicts("mailbox", 3, 2, 1, (("incomplete", 1),)), Verdicts("gone", 1)),
    gaps=(("prices", 2),),
    unanswered=(),
    deflected=1,
    labels=(("mailbox", 2), (None, 1)),
    lessons=(Learnt("phrasing", "waar is\nhet", "mailbox"), Learnt("phrasing", "waar is het", "mailbox")),
    tickets=(),
)
HOURS = Spread(3, timedelta(hours=3, minutes=5), timedelta(minutes=200))
REPORT = Report(
    NOVEMBER,
    FIGURES,
    (Cluster("hoe doe ik <b>dit</b> | & dat", 2, 1, date(2026, 11, 2), date(2026, 11, 5)),),
    TeamFigures(5, 3, 2, HOURS, None, 1, 0, in_working_time=True),
)
NOBODY = TeamFigures(0, 0, 0, None, None, 0, 0, in_working_time=False)
EMPTY = Report(NOVEMBER, Figures({}, 0, (), (), (), (), 0, (), (), ()), (), NOBODY)


def words(language: Language = "en") -> Words:
    return Words(CONTEXT, language)


class Opened(HTMLParser):
    """The tags that are opened, and those that are left open."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - its shape in the standard library
        self.tags.append(tag)
        if tag not in {"meta", "rect", "path", "circle"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"meta", "rect", "path", "circle"}:
            assert self.open.pop() == tag


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


def test_the_same_lesson_is_told_once_with_how_often() -> None:
    assert re.search(r"^waar is het .* 2$", to_text(REPORT, words()), re.MULTILINE)


def test_an_article_that_is_gone_goes_by_its_name() -> None:
    assert re.search(r"^gone +1 ", to_text(REPORT, words()), re.MULTILINE)


def test_a_cell_stays_a_cell_in_markdown() -> None:
    assert "| hoe doe ik &lt;b>dit&lt;/b> \\| & dat | 2 |" in to_markdown(REPORT, words())


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_nothing_in_a_spreadsheet_becomes_a_formula(text: str) -> None:
    report = replace(REPORT, clusters=(replace(REPORT.clusters[0], text=text),))
    for row in csv.reader(io.StringIO(to_csv(report, words()), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_json_tells_the_figures_themselves() -> None:
    told = json.loads(to_json(REPORT))
    assert told["figures"]["asked"] == {"answer": 3, "hand_over": 2}
    assert told["team"]["to_claim"] == {"count": 3, "median": 11100.0, "p90": 12000.0}
    assert told["period"]["since"] == "2026-11-01T00:00:00+00:00"


@given(st.text())
def test_what_people_wrote_is_no_html(text: str) -> None:
    report = replace(REPORT, clusters=(replace(REPORT.clusters[0], text=text),))
    page, plain = Opened(), Opened()
    page.feed(to_page(report, words()))
    plain.feed(to_page(REPORT, words()))
    assert page.tags == plain.tags
    assert page.open == []


def test_the_page_needs_nothing_else_and_says_each_bar_in_words() -> None:
    page = to_page(REPORT, words())
    assert not re.search(r"(?:src|href)=|https?://(?!www\.w3\.org)", page)
    assert "<title>2026-11-02: Answered 3</title>" in page
    assert "<title>Helped: 2, did not help: 1</title>" in page


@pytest.mark.parametrize(("minutes", "told"), [(0, "0 min"), (59.6, "1 h 00 min"), (185, "3 h 05 min")])
def test_durations_are_told_to_the_minute(minutes: float, told: str) -> None:
    assert duration(timedelta(minutes=minutes)) == told
