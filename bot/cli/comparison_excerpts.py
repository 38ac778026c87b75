"""The lines in which a text reads otherwise than before, as a comparison shows them."""

from __future__ import annotations

import re
from difflib import unified_diff
from typing import TYPE_CHECKING, Final

from bot.rendering.document import FormattedText, Title
from bot.rendering.targets.markdown import in_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.services.comparing_texts import ChangedText, ShownText

_MOST: Final = 8
"""Lines of a text that are shown in one language; programs get them all."""

_HEADER: Final = 2
_BACKTICKS: Final = re.compile("`+")


def in_lines(texts: Sequence[ChangedText]) -> Iterator[str]:
    """Yield the lines for a terminal: each language apart, where there is more than one."""
    for text in texts:
        if len(texts) > 1:
            yield f"    {text.language}:"
        yield from (f"    {line}" for line in _shortened(_changed_lines(text)))


def in_code(texts: Sequence[ChangedText]) -> Iterator[str]:
    """Yield the same for Markdown, below an item of a list: code, in which nothing is a mark or a mention."""
    lines: list[str] = []
    for text in texts:
        lines += [f"@@ {text.language} @@"] if len(texts) > 1 else []
        lines += _shortened(_changed_lines(text))
    longest = max((len(run) for line in lines for run in _BACKTICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from (f"  {line}" for line in ((f"{fence}diff", *lines, fence) if lines else ()))


def as_record(text: ChangedText) -> dict[str, object]:
    """Return all of it, for programs."""
    lines = _changed_lines(text)
    removed, added = ([line[2:] for line in lines if line.startswith(sign)] for sign in "-+")
    return {"language": text.language, "removed": removed, "added": added}


def on_one_line(text: str) -> str:
    """Return `text` without what moves a terminal's cursor."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _changed_lines(text: ChangedText) -> list[str]:
    """Return the lines that are gone behind `- `, and those that are new behind `+ `, where they stood and stand."""
    found = [*unified_diff(_lines_of(text.before), _lines_of(text.after), lineterm="", n=0)][_HEADER:]
    return [f"{line[0]} {line[1:]}" for line in found if not line.startswith("@@")]


def _lines_of(shown: ShownText | None) -> list[str]:
    """Return the title and the text as lines of Markdown: where only a mark changes, that is seen too."""
    if shown is None:
        return []
    title, blocks = shown
    written = in_markdown((Title(title), FormattedText(blocks)))
    return [line for line in map(on_one_line, written.splitlines()) if line]


def _shortened(lines: list[str]) -> list[str]:
    rest = len(lines) - _MOST
    # One line more takes no more room than what would stand for it.
    return [*lines[:_MOST], f"… and {rest} lines more"] if rest > 1 else lines
