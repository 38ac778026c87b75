"""Standard input: a terminal, or lines that are piped in."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

LONGEST_LINE: Final = 1024 * 1024
"""Bytes of a line that are read."""


def is_terminal() -> bool:
    """Return whether somebody types."""
    return sys.stdin is not None and sys.stdin.isatty()


def piped_lines() -> Iterator[str]:
    """Yield the lines of standard input as they come; blank ones are nobody's question."""
    for line in lines_of(sys.stdin.buffer) if sys.stdin is not None else ():
        text = line.decode("utf-8", errors="replace")
        if text.strip():
            yield text


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of `stream` as they come, of each no more than anybody reads: one may never end."""
    while line := stream.readline(LONGEST_LINE):
        yield line
        while line and not line.endswith(b"\n"):  # the rest of a longer one
            line = stream.readline(LONGEST_LINE)
