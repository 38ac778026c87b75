from __future__ import annotations

import pytest

from bot.knowledge.raw_text import text_of


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("a:\n\tb: c\n", 2, "A tab stands in the indentation, at column 1"),
        ("a: |\n  b\n  \tc\n", 3, "A tab stands in the indentation, at column 3"),
        ("a: b\r\n\tc: d\r\n", 2, "A tab stands in the indentation, at column 1"),
        ("a: b\x07\n", 1, "A control character (U+0007) stands at column 5"),
        ("a: b\nc: \x1b[31md\n", 2, "A control character (U+001B) stands at column 4"),
        ("a: b\x00c\n", 1, "A control character (U+0000) stands at column 5"),
        ("a: b\x85c\n", 1, "A control character (U+0085) stands at column 5"),
        ("a: b\u2028c\n", 1, "A character that nobody sees (U+2028) stands at column 5"),
        ("a: b\n\ufeffc: d\n", 2, "A character that nobody sees (U+FEFF) stands at column 1"),
        ("a: zero\u200bwidth\n", 1, "A character that nobody sees (U+200B) stands at column 8"),
        ("a: soft\u00adhyphen\n", 1, "A character that nobody sees (U+00AD) stands at column 8"),
        ("a: \u202etxet\n", 1, "A character that nobody sees (U+202E) stands at column 4"),
        ("a: \uf0b7 from Word\n", 1, "A character that nobody sees (U+F0B7) stands at column 4"),
        ("a: ge\ufffdnstalleerd\n", 1, "The sign of a letter that was lost (U+FFFD) stands at column 6"),
        ("a: x\u200dy\n", 1, "A character that nobody sees (U+200D) stands at column 5"),
        ("a: b\n\u00a0\u00a0c: d\n", 2, "A space of another kind (no-break space) stands at column 1"),
        ("a:\u00a0b\n", 1, "A space of another kind (no-break space) stands at column 3"),
        ("-\u00a0a\n", 1, "A space of another kind (no-break space) stands at column 2"),
        ("a: |\n  \u3000b\n", 2, "A space of another kind (ideographic space) stands at column 3"),
        ("<<<<<<< HEAD\na: b\n", 1, "A merge left its mark <<<<<<< here"),
        ("a: b\r\n=======\r\na: c\r\n", 2, "A merge left its mark ======= here"),
    ],
)
def test_what_nobody_sees_is_told_with_line_and_column(text: str, line: int, told: str) -> None:
    read, (problem, *others) = text_of("a.yml", text.encode())

    assert read is None
    assert (problem.path, problem.line, problem.message[: len(told)], others) == ("a.yml", line, told, [])
    assert problem.remedy


@pytest.mark.parametrize(
    "text",
    [
        "a: b\tc\n",
        "a:\tb\n",
        "a: b\n\t\n   \n",
        "a: prices are € 5\u00a0each\n",
        "a: 👨\u200d👩\u200d👧, ❤️\n",
        "a: b\rc: d\r\ne: f\n",
        "a: b ======= c\n",
        "",
    ],
)
def test_what_is_meant_is_read(text: str) -> None:
    assert text_of("a.yml", text.encode()) == (text, ())


def test_a_mark_in_front_is_no_text() -> None:
    assert text_of("a.yml", b"\xef\xbb\xbfa: b")[0] == "a: b"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_what_windows_calls_unicode_is_told_as_what_it_is(encoding: str) -> None:
    (problem,) = text_of("a.yml", "title: x\n".encode(encoding))[1]

    assert (problem.line, problem.message) == (1, "The file is not UTF-8 text but UTF-16")


def test_another_encoding_is_told_with_its_line() -> None:
    (problem,) = text_of("a.yml", "a: b\nc: geïnstalleerd\n".encode("cp1252"))[1]

    assert (problem.line, problem.message) == (2, "The file is not UTF-8 text")


def test_of_a_file_full_of_them_some_are_told() -> None:
    assert len(text_of("a.yml", b"x\x01" * 1000)[1]) == 20
