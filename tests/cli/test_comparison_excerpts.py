from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.cli.comparison_excerpts import as_record, in_code, in_lines, on_one_line
from bot.domain.markup import Code, ItemList, Paragraph, Strong
from bot.services.comparing_texts import ChangedText

if TYPE_CHECKING:
    from bot.services.comparing_texts import ShownText


def shown(*lines: str, title: str = "The version") -> ShownText:
    return title, tuple(Paragraph((line,)) for line in lines)


NL = ChangedText("nl", shown("Ga naar het menu.", "Klaar."), shown("Kies het menu.", "Klaar."))
EN = ChangedText("en", shown("a"), shown("a", title="Which version"))


def test_only_the_lines_that_changed_are_shown_the_old_one_above_the_new_one() -> None:
    assert list(in_lines([NL])) == ["    - Ga naar het menu.", "    + Kies het menu."]
    assert list(in_code([NL])) == ["  ```diff", "  - Ga naar het menu.", "  + Kies het menu.", "  ```"]
    assert as_record(NL) == {"language": "nl", "removed": ["Ga naar het menu."], "added": ["Kies het menu."]}


def test_of_several_languages_each_stands_apart_and_a_title_is_a_line() -> None:
    assert list(in_lines([EN, NL])) == [
        "    en:",
        "    - **The version**",
        "    + **Which version**",
        "    nl:",
        "    - Ga naar het menu.",
        "    + Kies het menu.",
    ]
    assert list(in_code([EN, NL]))[1:5:3] == ["  @@ en @@", "  @@ nl @@"]


def test_a_mark_that_changes_and_an_item_of_a_list_are_seen() -> None:
    bold = ChangedText("en", ("T", (Paragraph(("Press OK",)),)), ("T", (Paragraph(("Press ", Strong(("OK",)))),)))
    items = ItemList((((Paragraph(("one",)),)), (Paragraph(("two",)),)), 1)
    more = ItemList((*items.items, (Paragraph(("three",)),)), 1)

    assert list(in_lines([bold])) == ["    - Press OK", "    + Press **OK**"]
    assert list(in_lines([ChangedText("en", ("T", (items,)), ("T", (more,)))])) == ["    + 3. three"]


def test_what_is_new_is_all_added_and_what_is_gone_all_removed() -> None:
    assert list(in_lines([ChangedText("nl", None, shown("a"))])) == ["    + **The version**", "    + a"]
    assert as_record(ChangedText("nl", shown("a"), None))["removed"] == ["**The version**", "a"]


@pytest.mark.parametrize(("count", "more"), [(8, 0), (9, 0), (12, 4)])
def test_of_many_lines_the_first_are_shown_and_programs_get_all(count: int, more: int) -> None:
    text = ChangedText("nl", None, ("T", tuple(Paragraph((f"line {number}",)) for number in range(count - 1))))

    told = list(in_lines([text]))
    assert told[8:] == ([f"    … and {more} lines more"] if more else told[8:])
    assert len(told) == (9 if more else count)
    assert as_record(text)["added"] == ["**T**", *(f"line {number}" for number in range(count - 1))]


def test_code_stays_code_whatever_is_in_it() -> None:
    text = ChangedText("en", ("T", (Paragraph(("a",)),)), ("T", (Paragraph((Code(("x ```` y",)),)),)))

    first, *_, last = in_code([text])
    assert (first, last) == ("  ``````diff", "  ``````")


def test_where_only_what_nobody_sees_differs_there_is_no_line() -> None:
    text = ChangedText("en", shown("a  b"), shown("a b"))

    assert list(in_lines([text])) == list(in_code([text])) == []


def test_nothing_moves_the_cursor_of_a_terminal() -> None:
    assert on_one_line("a\x1b[2J\r\n b\u202e ") == "a [2J b"
    assert all(line.isprintable() for line in in_lines([ChangedText("en", None, shown("a\x1b[2J"))]))
