from __future__ import annotations

import pytest

from bot.domain.markup import Paragraph, Person, Timestamp
from bot.rendering.document import Choices, Element, Footnote, FormattedText, Title
from bot.rendering.targets.terminal import to_terminal
from tests.moments import MOMENT
from tests.rendering.targets.documents import document


def test_the_terminal_shows_marks_as_styles_where_it_can() -> None:
    shown: tuple[Element, ...] = (
        *document("**Title** and `code`\n\n- a long item that has to be wrapped"),
        Footnote("A small remark."),
    )

    assert to_terminal(shown, width=20, colour=True) == (
        "\033[1mTitle\033[22m and \033[4;36mcode\033[24;39m\n\n- a long item that\n  has to be wrapped\n\n"
        "\033[2mA small remark.\033[22m"
    )
    assert to_terminal(shown, width=20) == (
        "Title and `code`\n\n- a long item that\n  has to be wrapped\n\nA small remark."
    )


def test_the_terminal_keeps_bold_going_after_code_in_it() -> None:
    assert to_terminal(document("**a `b` c**"), colour=True) == "\033[1ma \033[4;36mb\033[24;39m c\033[22m"


def test_the_terminal_indents_what_stands_below_an_item() -> None:
    assert (
        to_terminal(document("1. one two\n   - three four five"), width=14)
        == "1. one two\n   - three\n     four five"
    )


def test_the_terminal_is_not_told_what_to_do_by_the_text() -> None:
    assert to_terminal((FormattedText((Paragraph(("a\033[2Jb\x07",)),)),)) == "a[2Jb"


def test_a_link_is_underlined_with_its_address_behind_it() -> None:
    shown = document("See [the *portal*](https://a.b/c) or <https://a.b>.")

    assert to_terminal(shown) == "See the portal (https://a.b/c) or https://a.b."
    assert to_terminal(shown, colour=True) == (
        "See \033[4mthe \033[3mportal\033[23m\033[24m (https://a.b/c) or \033[4mhttps://a.b\033[24m."
    )


def test_styles_take_no_room_on_a_line() -> None:
    assert to_terminal(document("**one** **two** **three**"), width=13, colour=True).count("\n") == 0
    assert to_terminal(document("**one** **two** **three**"), width=12, colour=True).count("\n") == 1


def test_a_word_longer_than_the_line_stays_whole() -> None:
    assert (
        to_terminal(document("a 12345678@facturen.econnect.eu b"), width=10) == "a\n12345678@facturen.econnect.eu\nb"
    )


@pytest.mark.parametrize("colour", [True, False])
def test_titles_choices_people_and_times_are_told(*, colour: bool) -> None:
    people = FormattedText((Paragraph((Person("U1"), " ", Timestamp(MOMENT, "then"))),))
    text = to_terminal((Title("Title"), people, Choices("Which?", (("a", "The a"),), "None")), colour=colour)

    assert [word for word in ("Title", "@U1 then", "Which?", "- The a", "- None") if word not in text] == []
