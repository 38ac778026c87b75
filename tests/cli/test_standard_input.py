from __future__ import annotations

from io import BytesIO, StringIO, TextIOWrapper
from typing import TYPE_CHECKING

from bot.cli.standard_input import LONGEST_LINE, is_terminal, lines_of, piped_lines

if TYPE_CHECKING:
    import pytest


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


def test_somebody_types_only_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, typed in ((Screen(), True), (StringIO(), False), (None, False)):
        monkeypatch.setattr("sys.stdin", stream)
        assert is_terminal() is typed


def test_blank_lines_are_nobodys_question_and_bad_bytes_stop_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"one\n\n  \nt\xffo\n")))
    assert list(piped_lines()) == ["one\n", "t\ufffdo\n"]


def test_a_closed_input_has_no_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert list(piped_lines()) == []


def test_of_a_line_without_an_end_no_more_is_read_than_anybody_needs() -> None:
    longer = b"a" * (3 * LONGEST_LINE) + b"\n"

    assert [len(line) for line in lines_of(BytesIO(longer + b"b\n" + longer))] == [LONGEST_LINE, 2, LONGEST_LINE]
    assert list(lines_of(BytesIO(b"a\n\nb"))) == [b"a\n", b"\n", b"b"]
