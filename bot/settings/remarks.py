"""What is to be said about one setting, and where that setting was found."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENVIRONMENT: Final = "environment"
_NEW_LINE: Final = re.compile(r"\r\n|\n|\r")


class SettingRemark(NamedTuple):
    """A remark on a setting; `place` is where that was found, such as .env:12, or empty where it is not set."""

    name: str
    message: str
    place: str

    def __str__(self) -> str:
        """Return the remark with its place before it, as compilers do."""
        return f"{self.place}: {self.message}" if self.place else self.message


def lines_in(file: Path) -> dict[str, int]:
    """Return on which line of a `.env` each name was set last."""
    return {name: line for name, line in _statements(file) if name is not None}


def unreadable_lines(file: Path) -> tuple[SettingRemark, ...]:
    """Return a remark on each line of a `.env` that says nothing that can be read."""
    told = "this line is ignored, since it cannot be read; a setting is written as NAME=value."
    return tuple(SettingRemark("", told, f"{file}:{line}") for name, line in _statements(file) if name is None)


def _statements(file: Path) -> Iterator[tuple[str | None, int]]:
    """Yield each name that a `.env` sets with its line; None for a line that cannot be read."""
    if not file.is_file():
        return
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):  # told where it was to be read
        return
    from dotenv.parser import parse_stream  # noqa: PLC0415 - only where something is to be said

    for found in parse_stream(StringIO(text, newline="")):
        original = found.original
        before = original.string[: len(original.string) - len(original.string.lstrip())]
        if found.error or found.key is not None:
            yield None if found.error else found.key, original.line + len(_NEW_LINE.findall(before))
