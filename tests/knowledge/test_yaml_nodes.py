from __future__ import annotations

import pytest

from bot.knowledge.source_files import MAX_BYTES
from bot.knowledge.yaml_nodes import Mapping, Scalar, Sequence, parse, text_at, value_at


def test_every_node_knows_its_line() -> None:
    root, problems = parse("a.yml", b"one: 1\nmany:\n  - x\n  - y\n")

    assert problems == ()
    assert isinstance(root, Mapping)
    many = root.entries["many"][1]
    assert isinstance(many, Sequence)
    assert [(item.line, item) for item in many.items] == [
        (3, Scalar("x", 3, is_plain=True)),
        (4, Scalar("y", 4, is_plain=True)),
    ]


@pytest.mark.parametrize("text", ["no", "22:22", "012", "~", "True", "+01"])
def test_what_yaml_takes_for_something_else_is_surprising_unless_it_is_quoted(text: str) -> None:
    root, _ = parse("a.yml", f"[{text}, '{text}']".encode())

    assert isinstance(root, Sequence)
    assert [isinstance(item, Scalar) and item.is_surprising() for item in root.items] == [True, False]


def test_a_block_is_known_as_one() -> None:
    root, _ = parse("a.yml", b"text: |\n  one\n  two\n")

    assert isinstance(root, Mapping)
    assert root.entries["text"][1] == Scalar("one\ntwo\n", 1, is_block=True)


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"a: &x 1\nb: *x\n", 1, "Anchors and aliases"),
        (b"a: 1\na: 2\n", 2, "The key 'a' is repeated; it is already on line 1"),
        (b"a: [\n", 2, "This is not valid YAML"),
        (b"a: \xff\n", 1, "The file is not UTF-8 text"),
        (b"# nothing\n", None, "The file is empty"),
        (b"#" * (MAX_BYTES + 1), None, "at most 256 KiB"),
    ],
)
def test_what_cannot_be_trusted_is_told_with_its_line(content: bytes, line: int | None, message: str) -> None:
    (problem,) = parse("a.yml", content)[1]

    assert (problem.path, problem.line) == ("a.yml", line)
    assert message in problem.message


LEFT_OPEN = "The quote that is opened here is not closed on its line"


@pytest.mark.parametrize(
    "content",
    [
        'a:\n  - "one\n  - "two"\n  - three\n',
        "a:\n  - 'one\n  - two\n  - 'three'\n",
        'a:\n  - "one\nb: "two"\n',
        'a:\n  en: "one\n  nl: "two"\n',
        "a:\n  - 'one\n  - it isn't so\n",
    ],
)
def test_a_quote_left_open_is_told_where_it_is_opened(content: str) -> None:
    (problem,) = parse("a.yml", content.encode())[1]

    assert (problem.line, problem.message) == (2, LEFT_OPEN)


@pytest.mark.parametrize("content", ['a:\n  - "one\n  two"\n  - "b" c\n', 'a:\n  - |\n    one\n    two\n  - "b" c\n'])
def test_a_quote_that_is_closed_is_not_told_of_for_what_is_wrong_behind_it(content: str) -> None:
    (problem,) = parse("a.yml", content.encode())[1]

    assert "something stands behind the closing quote" in problem.message


def test_what_stands_below_a_key_is_found_and_nothing_where_there_is_none() -> None:
    root, _ = parse("a.yml", b'one: {two: " three "}\n')

    assert text_at(value_at(root, "one"), "two") == "three"
    assert text_at(root, "one") == text_at(value_at(root, "none"), "two") == ""
