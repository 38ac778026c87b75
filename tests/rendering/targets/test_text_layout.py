from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.markup import (
    Code,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Paragraph,
    Person,
    Placeholder,
    Strong,
    Timestamp,
)
from bot.rendering.document import Actions, Button, Choices, Element, Footnote, FormattedText, Quote, Title, Votes
from bot.rendering.targets.plain_text import PLAIN
from bot.rendering.targets.text_layout import words_of, write
from tests.moments import MOMENT
from tests.rendering.targets.documents import document

LOUD = replace(PLAIN, text=str.upper, line_break="/\n", quote="| ", title=lambda text: f"= {text} =")


def test_every_element_but_what_is_pressed_is_written() -> None:
    elements: tuple[Element, ...] = (
        Title("a\nb"),
        Footnote("c"),
        Quote("d\ne"),
        Votes("yes", "no", "t"),
        Choices("f", (("slug", "g"),), "h"),
        Actions((Button("i", "j", "k"),)),
    )
    assert write(elements, LOUD) == "= A B =\n\nC\n\n| D/\n| E\n\nF\n\n- G\n- H"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ((), ""),
        (("\n a \n",), "A"),
        ((LineBreak(),), ""),
        (("a", LineBreak(), "b", LineBreak()), "A/\nB"),
        (("a\n", "b"), "A/\nB"),
        ((Placeholder("name"), Person("U1"), Timestamp(MOMENT, "then")), "{NAME}@U1THEN"),
    ],
)
def test_a_paragraph_has_no_white_space_at_its_ends(content: tuple[Inline, ...], text: str) -> None:
    assert write((FormattedText((Paragraph(content),)),), LOUD) == text


def test_what_is_within_another_is_indented_below_its_words() -> None:
    assert write(document("9. a\n10. b\n    - c\n\n      d\n    3. e"), LOUD) == (
        "9. A\n10. B\n    - C\n\n      D\n\n    3. E"
    )


def test_each_line_of_an_item_is_wrapped_to_what_is_left() -> None:
    indents: list[int] = []
    write(document("a\n\n- b\n  1. c"), replace(PLAIN, wrap=lambda line, indent: _noted(indents, indent, line)))

    assert indents == [0, 2, 5]


def test_the_words_alone_stand_on_one_line() -> None:
    link = Link("https://a", ("c",))

    assert (
        words_of(("a ", Strong((Emphasis(("b",)),)), LineBreak(), link, Code(("`d`",)), Person("U1")))
        == "a b c`d`@U1"
    )


def _noted(indents: list[int], indent: int, line: str) -> list[str]:
    indents.append(indent)
    return [line]
