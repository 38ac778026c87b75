from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.reports.report_page import to_page
from tests.rendering.reports.report_examples import REPORT, words


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
