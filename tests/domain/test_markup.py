from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.markup import (
    BlockQuote,
    Code,
    Emphasis,
    Inline,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Person,
    Placeholder,
    Strong,
    filled,
    linked,
    plain_text_of,
)

VALUE = Placeholder("value")


def test_a_plain_text_keeps_its_placeholders_apart() -> None:
    assert plain_text_of("**{name} is** {A}") == (Paragraph(("**", Placeholder("name"), " is** {A}")),)


def test_values_are_put_in_wherever_they_belong() -> None:
    line = ("a ", VALUE, Strong((VALUE,)), Emphasis((VALUE,)), Code((VALUE,)), Link("https://a", (VALUE,)))
    text = (Paragraph(line), ItemList(((Paragraph((VALUE,)),),), 1), BlockQuote((Paragraph((VALUE, LineBreak())),)))

    full = ("a *1*", Strong(("*1*",)), Emphasis(("*1*",)), Code(("*1*",)), Link("https://a", ("*1*",)))
    assert filled(text, {"value": "*1*"}) == (
        Paragraph(full),
        ItemList(((Paragraph(("*1*",)),),), 1),
        BlockQuote((Paragraph(("*1*", LineBreak())),)),
    )


def test_people_can_be_put_in_and_a_value_that_is_not_given_stays_as_it_was_written() -> None:
    text = plain_text_of("{person} did {what}")

    assert filled(text, {"person": Person("U1")}) == (Paragraph((Person("U1"), " did {what}")),)


@given(st.text())
def test_a_value_is_never_read_again(value: str) -> None:
    assert filled(plain_text_of("{value}"), {"value": value}) == (Paragraph((value,) if value else ()),)


@pytest.mark.parametrize(
    ("value", "inline"),
    [
        ("https://a.b/c?d", Link("https://a.b/c?d", ("https://a.b/c?d",))),
        ("help@a.nl", Link("mailto:help@a.nl", ("help@a.nl",))),
        ("#help", "#help"),
        ("see https://a.b", "see https://a.b"),
        ("http://a.b", "http://a.b"),
        ("<kvk-number>@facturen.econnect.eu", "<kvk-number>@facturen.econnect.eu"),
    ],
)
def test_a_value_that_is_an_address_becomes_a_link(value: str, inline: Inline) -> None:
    assert linked(value) == inline
