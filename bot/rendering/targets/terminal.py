"""Markdown → what a terminal shows: wrapped, with bold and colour where it can; readable where it cannot."""

from __future__ import annotations

import re
import textwrap
from typing import Final

# Each style ends itself alone, so one may stand inside another.
# Code is underlined too: colour is never the only sign.
_BOLD: Final = "\033[1m\\1\033[22m"
_DIM: Final = "\033[2m\\1\033[22m"
_CODE: Final = "\033[4;36m\\1\033[24;39m"

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BOLD_MARK: Final = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_CODE_MARK: Final = re.compile(r"`([^`]+)`")
_REMARK: Final = re.compile(r"^_(.+?)_$", re.MULTILINE | re.DOTALL)
_ITEM: Final = re.compile(r" *(?:- |\d+\. |> )")


def to_terminal(markdown: str, *, width: int = 80, colour: bool = False) -> str:
    """`markdown` wrapped to `width` columns. Without `colour` the marks of bold go, and code keeps its backticks."""
    text = "\n".join(_wrapped(line, width) for line in _CONTROL.sub("", markdown).splitlines())
    if not colour:
        return _BOLD_MARK.sub(r"\1", _REMARK.sub(r"\1", text))
    return _CODE_MARK.sub(_CODE, _BOLD_MARK.sub(_BOLD, _REMARK.sub(_DIM, text)))


def _wrapped(line: str, width: int) -> str:
    item = _ITEM.match(line)
    hanging = " " * (len(item[0]) if item else 0)
    return textwrap.fill(line, width, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
