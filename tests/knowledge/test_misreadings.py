"""YAML that is valid and says something else, written as editors and machines write it."""

from __future__ import annotations

import pytest

from bot.knowledge.loading import read
from tests.factories import article, files

ARTICLE = "exact-globe/articles/mailbox.yml"


def told_of(note: str) -> list[tuple[int | None, str]]:
    """Return line and message of what is told of an article whose `note:` is on line 14 and holds this."""
    _, problems = read(files(mailbox=article(extra=f"note: {note}\n")))
    assert all(problem.remedy for problem in problems)
    return [(problem.line, problem.message) for problem in problems if problem.path == ARTICLE]


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("see ticket #3", 14),
        ("#3 is the ticket", 14),
        ("see ticket\t#3", 14),
        ("two spaces  # as for a comment", 14),
        ("one\n  two #3", 15),
        ("one\n  two #3\n  four", 15),
        ("one\n  #2 two", 15),
        ("|\n  one\n #2 two", 16),
        ("|\n    one\n  #2 two\n  #3 three", 16),
    ],
)
def test_a_text_is_not_cut_short_by_a_comment(note: str, line: int) -> None:
    lines_and_messages = told_of(note)

    assert lines_and_messages[0][0] == line
    assert "comment, and not part of the text" in lines_and_messages[0][1]


@pytest.mark.parametrize(
    "note",
    [
        '"see ticket #3"',
        "'see ticket #3'  # a comment",
        "see C#, or a#b",
        "|\n  # one\n  two #3\n# a comment",
        "one\n# two",
    ],
)
def test_a_number_sign_that_loses_nothing_is_left_alone(note: str) -> None:
    assert told_of(note) == []


def test_a_date_a_number_and_a_name_may_be_followed_by_a_comment() -> None:
    commented = article(extra="related: [version]  # and more\nstatus: draft # for now\n")
    commented = commented.replace(b": 90\n", b": 90 # days\n").replace(b"2026-11-25\n", b"2026-11-25  # Bob\n")

    assert b"# days" in commented
    assert b"# Bob" in commented
    assert not [problem for problem in read(files(greeting=commented))[1] if "comment" in problem.message]


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("“One”", "The quotes “ and ” do not delimit a text"),
        ("„Een”", "The quotes „ and ” do not delimit a text"),
        ("«Un»", "The quotes « and » do not delimit a text"),
        ("‘It’s one’", "The quotes ‘ and ’ do not delimit a text"),
        ('“One"', 'The quotes “ and " do not delimit a text'),
        ("´One´", "The quotes ´ and ´ do not delimit a text"),
        (r'"C:\temp"', r"In double quotes, '\t' is not what it looks like"),
        (r'"C:\Programs"', r"In double quotes, '\P' is not what it looks like"),
        (r'"D:\new"', r"In double quotes, '\n' is not what it looks like"),
        ("!let op", "A text that begins with ! loses its first word"),
        ("! let op", "A text that begins with ! loses its first word"),
        ("!!str x", "A text that begins with ! loses its first word"),
        ("&b", "Anchors and aliases"),
        (">5", "The digit behind '>' changes how"),
        ("|1\n  one", "The digit behind '|' changes how"),
    ],
)
def test_what_yaml_makes_of_a_sign_is_told(note: str, told: str) -> None:
    ((line, message),) = told_of(note)

    assert (line, message[: len(told)]) == (14, told)


@pytest.mark.parametrize(
    ("note", "line"),
    [
        (">\n  Steps:\n  - one\n  - two", 16),
        (">-\n  Steps:\n\n  1. one\n  2. two", 18),
        ("Steps\n  - one", 15),
    ],
)
def test_lines_of_a_list_are_not_joined_without_a_word(note: str, line: int) -> None:
    ((found, message),) = told_of(note)

    assert (found, message) == (
        line,
        "This line does not begin an item of a list: YAML joins it to the line above (in 'note')",
    )


@pytest.mark.parametrize("note", ['"Steps\n  * one"', "'Steps\n  2) one'"])
def test_a_quote_that_goes_on_over_the_lines_of_a_list_is_told_where_it_is_opened(note: str) -> None:
    assert told_of(note) == [(14, "The quote that is opened here is not closed on its line (in 'note')")]


@pytest.mark.parametrize(
    "note",
    [">\n  one\n  two", ">\n  one\n\n  two - three", "one\n  two", '"“Quoted” words"', "“Quoted” and “quoted”"],
)
def test_what_reads_as_it_looks_is_left_alone(note: str) -> None:
    assert told_of(note) == []


def test_a_phrasing_below_another_with_a_dash_out_of_line_is_told() -> None:
    text = article(en=("where is my mailbox", "second")).replace(b"    - second", b"     - second")
    text = text.replace(b'    - "second"', b'     - "second"').replace(
        b'"where is my mailbox"', b"where is my mailbox"
    )

    ((problem),) = [each for each in read(files(mailbox=text))[1] if "does not begin an item" in each.message]

    assert problem.line == 8
