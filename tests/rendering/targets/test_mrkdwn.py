from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.markup import Link, Paragraph, Person, Strong
from bot.rendering.document import FormattedText, Quote, Title
from bot.rendering.targets.mrkdwn import escape, to_mrkdwn
from tests.markdown.examples import texts

# https://docs.slack.dev/messaging/formatting-message-text: what begins a mention, a link or a style.
LIVE = re.compile(r"<|(?<!\w)[*_~`](?=\S)|(?<=\S)[*_~`](?!\w)")


def paragraph(*content: object) -> FormattedText:
    return FormattedText((Paragraph(content),))  # type: ignore[arg-type] # a shorthand


@given(st.text() | texts() | st.sampled_from(["<!channel>", "<@U1>", "*a*", "_a_ ~b~ `c`", "<https://a|b>"]))
def test_nothing_that_people_wrote_comes_alive(text: str) -> None:
    for element in (paragraph(text), paragraph(Strong((text,))), Quote(text), Title(text)):
        assert not LIVE.search(to_mrkdwn((element,)))


@given(st.text())
def test_escaping_is_undone_by_unescaping_but_for_styles(text: str) -> None:
    shown = escape(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

    assert shown.translate(str.maketrans("∗＿∼ˋ", "*_~`")) == text.translate(str.maketrans("∗＿∼ˋ", "*_~`"))


@pytest.mark.parametrize("text", ["snake_case_name", "12345678@facturen.econnect.eu", "2*3"])
def test_characters_within_words_stay(text: str) -> None:
    assert escape(text) == text


def test_people_are_named_and_links_lead_on() -> None:
    link = Link("https://a.b/?c=1&d=<|>", ("#12 <x>",))

    assert to_mrkdwn((paragraph(link, " by ", Person("U1")),)) == (
        "<https://a.b/?c=1&amp;d=%3C%7C%3E|#12 &lt;x&gt;> by <@U1>"
    )
