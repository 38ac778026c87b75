"""Documents as what a terminal shows: wrapped, with styles where it can; readable where it cannot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.rendering.targets.text_layout import TextFormat, with_address, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.rendering.document import Element

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Select Graphic Rendition of ECMA-48, section 8.3.117: takes no column.
_STYLE: Final = re.compile(r"\033\[[\d;]*m")


def to_terminal(elements: Iterable[Element], *, width: int = 80, colour: bool = False) -> str:
    """Return `elements` wrapped to `width` columns. Without `colour` nothing is styled, and code has backticks."""
    return write(elements, _coloured(width) if colour else _colourless(width))


def _colourless(width: int) -> TextFormat:
    return TextFormat(
        text=_printable,
        code=lambda text: f"`{_printable(text)}`",
        wrap=lambda line, indent: wrapped(line, width - indent),
    )


def _coloured(width: int) -> TextFormat:
    # Code and links are underlined too: colour is never the only sign.
    return TextFormat(
        text=_printable,
        strong=_styled("1", "22"),
        emphasis=_styled("3", "23"),
        code=lambda text: _styled("4;36", "24;39")(_printable(text)),
        link=lambda label, url: with_address(label, url).replace(label, _styled("4", "24")(label), 1),
        title=_styled("1", "22"),
        footnote=_styled("2", "22"),
        wrap=lambda line, indent: wrapped(line, width - indent),
    )


def wrapped(line: str, width: int) -> list[str]:
    """Return `line` in lines of at most `width` columns, broken between words; a longer word stays whole."""
    lines, columns = [""], 0
    for number, word in enumerate(line.split(" ")):
        size = len(_STYLE.sub("", word))
        if number and columns + 1 + size > width:
            lines.append(word)
            columns = size
        else:
            lines[-1] += f" {word}" if number else word
            columns += size + (1 if number else 0)
    return lines


def _printable(text: str) -> str:
    """Return `text` without what would tell a terminal to do something."""
    return _CONTROL.sub("", text)


def _styled(on: str, off: str) -> Callable[[str], str]:
    """Return what puts a style on a text. It ends itself alone, so one may stand inside another."""
    return lambda text: f"\033[{on}m{text}\033[{off}m"
