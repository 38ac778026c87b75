from __future__ import annotations

import pytest

from bot.knowledge.yaml_nodes import parse


@pytest.mark.parametrize(
    ("content", "line", "told"),
    [
        ("a: b: c", 1, "a colon with a space behind it splits the text (column 5)"),
        ("a: “b: c”", 1, "a colon with a space behind it splits the text (column 6)"),
        ("a: b\nc:d\ne: f", 2, "this line has no key (column 1)"),
        ('a: b\nc: "d\ne: f', 2, "the quote that is opened here is never closed (column 4)"),
        ('a: "b”\nc: d', 1, "the quote that is opened here is never closed (column 4)"),
        ('a: "b\n---\n', 1, "the quote that is opened here is never closed (column 4)"),
        (r'a: "\server"', 1, "a backslash in double quotes has a meaning of its own (column 4)"),
        (r'a: "\users"', 1, "a backslash in double quotes has a meaning of its own (column 4)"),
        ("a: > 5 days", 1, "nothing may follow | or > on its line (column 6)"),
        ("a: |0\n b", 1, "nothing may follow | or > on its line (column 5)"),
        ("a: [b, c\nd: e", 1, "the bracket [ that is opened here is not closed (column 4)"),
        ("a: {b: c\nd: e", 1, "the brace { that is opened here is not closed (column 4)"),
        ("a: b\n...\nc: d", 3, "text stands behind the line '...' (column 1)"),
        ("a: |\n      b\n    c\nd: e", 3, "this line fits nothing above it (column 5)"),
        ("a:\n  b: c\n d: e", 3, "this line fits nothing above it (column 2)"),
        ("- a\nb: c", 2, "this line is not an item of the list above it (column 1)"),
        ('a: "b" c', 1, "something stands behind the closing quote (column 8)"),
        ("a: 'it's'", 1, "something stands behind the closing quote (column 8)"),
        ("a: [b] c", 1, "something stands behind the closing bracket (column 8)"),
        ("a: {b} c", 1, "something stands behind the closing brace (column 8)"),
        *(
            (f"a: {sign} b", 1, f"a text cannot begin with '{sign}' unless it is in quotes (column 4)")
            for sign in "@`%&*-?,]}"
        ),
        ("a: **b** c", 1, "a text cannot begin with '*' unless it is in quotes (column 4)"),
        ("a: !<b c", 1, "a text cannot begin with '!' unless it is in quotes (column 4)"),
        ("%a: b", 1, "a text cannot begin with '%' unless it is in quotes (column 1)"),
    ],
)
def test_what_the_parser_stumbles_over_is_told_in_our_words(content: str, line: int, told: str) -> None:
    (problem,) = parse("a.yml", content.encode())[1]

    assert (problem.line, problem.message) == (line, f"This is not valid YAML: {told}")
    assert problem.remedy
