"""Markdown → what a terminal shows: wrapped, bold and coloured where it can; readable where it cannot."""

from __future__ import annotations

import re
import textwrap
from typing import Final

_BOLD, _CODE, _DIM, _END = "\033[1m", "\033[36m", "\033[2m", "\033[0m"
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BOLD_MARK: Final = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_CODE_MARK: Final = re.compile(r"`([^`]+)`")
_ITEM: Final = re.compile(r"(- |\d+\. |> )")


def to_terminal(markdown: str, *, width: int = 80, colour: bool = False) -> str:
    """`markdown` wrapped to `width` columns. Without `colour` the marks of bold go, and code keeps its backticks."""
    lines = (_wrapped(line, width) for line in _CONTROL.sub("", markdown).splitlines())
    text = "\n".join(lines)
    if not colour:
        return _BOLD_MARK.sub(r"\1", re.sub(r"(?m)^_(.+)_$", r"\1", _joined_remarks(text)))
    text = re.sub(r"(?ms)^_(.+?)_$", rf"{_DIM}\1{_END}", text)
    return _CODE_MARK.sub(rf"{_CODE}\1{_END}", _BOLD_MARK.sub(rf"{_BOLD}\1{_END}", text))


def _joined_remarks(text: str) -> str:
    return re.sub(r"(?ms)^_(.+?)_$", r"\1", text)


def _wrapped(line: str, width: int) -> str:
    item = _ITEM.match(line)
    hanging = " " * (len(item[0]) if item else 0)
    return textwrap.fill(line, width, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
