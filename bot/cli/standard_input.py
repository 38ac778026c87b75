"""Standard input: a terminal, or lines that are piped in."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def is_terminal() -> bool:
    """Return whether somebody types."""
    return sys.stdin is not None and sys.stdin.isatty()


def piped_lines() -> Iterator[str]:
    """Yield the lines of standard input as they come; blank ones are nobody's question."""
    for line in sys.stdin.buffer if sys.stdin is not None else ():
        text = line.decode("utf-8", errors="replace")
        if text.strip():
            yield text
