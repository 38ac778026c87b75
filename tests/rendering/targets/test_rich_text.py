from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.markup import Code, Emphasis, ItemList, Link, Paragraph, Person, RichText, Strong, Timestamp
from bot.rendering.targets.rich_text import rich_text
from localslack.blockkit import validate
from tests.markdown.examples import rich_texts, texts
from tests.moments import MOMENT
from tests.rendering.targets.documents import document


def shown(text: RichText) -> list[Any]:
    elements = rich_text(text)["elements"]
    assert isinstance(elements, list)
    return elements


def of(markdown: str) -> list[Any]:
    ((formatted),) = document(markdown)
    return shown(formatted.blocks)


def text(words: str, *styles: str) -> dict[str, object]:
    return {"type": "text", "text": words} | ({"style": dict.fromkeys(styles, True)} if styles else {})


def section(*elements: object) -> dict[str, object]:
    return {"type": "rich_text_section", "elements": list(elements)}


def test_styles_stand_beside_the_words() -> None:
    assert of("a **b *c*** `d`") == [
        section(text("a "), text("b ", "bold"), text("c", "bold", "italic"), text(" "), text("d", "code"))
    ]


def test_paragraphs_are_parted_by_an_empty_line() -> None:
    assert of("a\n\nb\\\nc") == [section(text("a\n\nb\nc"))]


def test_a_link_keeps_the_styles_of_its_words() -> None:
    link = {"type": "link", "url": "https://a.b"}
    assert of("[a **b**](https://a.b)") == [
        section(link | {"text": "a "}, link | {"text": "b", "style": {"bold": True}})
    ]


def test_a_nested_list_is_indented_and_the_outer_one_goes_on_counting() -> None:
    def part(style: str, *items: str, **others: int) -> dict[str, object]:
        return {
            "type": "rich_text_list",
            "style": style,
            "elements": [section(text(item)) for item in items],
            **others,
        }

    assert of("Do:\n\n1. a\n2. b\n   - c\n   - d\n3. e\n\nDone.") == [
        section(text("Do:")),
        part("ordered", "a", "b"),
        part("bullet", "c", "d", indent=1),
        part("ordered", "e", offset=2),
        section(text("\nDone.")),
    ]
    assert of("4. a\n5. b") == [part("ordered", "a", "b", offset=3)]


def test_a_quotation_is_one() -> None:
    assert of("a\n\n> b\n>\n> c") == [
        section(text("a")),
        {"type": "rich_text_quote", "elements": [text("b\n\nc")]},
    ]


def test_people_and_times_are_slacks_own() -> None:
    times = (
        Timestamp(MOMENT, "then"),
        Timestamp(MOMENT, "then", is_ago=True),
        Timestamp(MOMENT, "then", is_dated=True),
    )
    content = (Strong((Person("U1"),)), *times)
    date = {"type": "date", "timestamp": int(MOMENT.timestamp()), "fallback": "then"}

    assert shown((Paragraph(content),)) == [
        section(
            {"type": "user", "user_id": "U1", "style": {"bold": True}},
            date | {"format": "{date_short_pretty} {time}"},
            date | {"format": "{ago}"},
            date | {"format": "{date_short} {time}"},
        )
    ]


@given(rich_texts())
def test_slack_takes_any_text(text: RichText) -> None:
    assert validate([rich_text(text)]) == []


@pytest.mark.parametrize("text", [(), (Paragraph(()),), (Paragraph(("",)),), (ItemList(((),)),)])
def test_slack_takes_a_text_that_says_nothing(text: RichText) -> None:
    assert validate([rich_text(text)]) == []


TYPED = st.text(min_size=1) | texts() | st.sampled_from(["<!channel>", "<@U1>", "*a*", "<https://a|b>", ":smile:"])


@given(TYPED)
def test_what_people_wrote_is_text_and_nothing_else(typed: str) -> None:
    content = (typed, Strong((typed,)), Emphasis((typed,)), Code((typed,)), Link("https://a.b", (typed,)))
    ((part),) = shown((Paragraph(content),))

    assert [element["type"] for element in part["elements"]] == ["text"] * 4 + ["link"]
    assert [element["text"] for element in part["elements"]] == [typed] * 5
