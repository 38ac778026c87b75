"""What YAML would quietly make of a text: valid, and something else than what an editor sees.

Everything here reads the text as it is written, beside the parser's event for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import yaml

_COMMENT: Final = re.compile(r"\s+#")
_COMMENT_LINE: Final = re.compile(r"( +)#")
_LIST_ITEM: Final = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s")
_PLAIN_ITEM: Final = re.compile(r"\s*(?:-|[*+•]\s|\d{1,3}[.)]\s)")
_HEADER_DIGIT: Final = re.compile(r"[|>][+-]?\d")
_DOUBLE, _SINGLE = '"“”„‟«»″＂', "'‘’‚‛′＇`´"
# In double quotes `\n` is a line; the rest turns "C:\temp" into a tab, and "C:\Programs" into a paragraph's end.
_ESCAPE: Final = re.compile(r"\\(?:[\"\\/\n]|[xuU][0-9A-Fa-f]+|(?P<lost>[^n])|(?<=\b[A-Za-z]:\\)(?P<path>n)|n)")


@dataclass(frozen=True, slots=True)
class Misreading:
    """One of them: on which line, what happens, and what to do."""

    line: int
    message: str
    remedy: str


def misreadings_of(event: yaml.ScalarEvent, lines: Sequence[str], outer: int | None) -> tuple[Misreading, ...]:
    """Return what YAML does quietly to a text.

    Args:
        event: the parser's, for the text.
        lines: the file's.
        outer: the column of what the text is in; None within `[…]` and `{…}`, where no line counts.
    """
    if event.style in {"|", ">"}:
        return (*_header_digit(event, lines), *_joined(event, lines), *_comment_lines(event, lines, outer))
    if _is_beyond_doubt(event, lines):
        return ()
    if event.style == '"':
        return (*_left_open(event, lines), *_escapes(event, lines))
    if event.style == "'":
        return tuple(_left_open(event, lines))
    return (*_comment(event, lines, outer), *_joined(event, lines), *_curly(event))


def _is_beyond_doubt(event: yaml.ScalarEvent, lines: Sequence[str]) -> bool:
    """Return whether a text has nothing that could be misread, as most have: that costs least to see."""
    (first, _), (last, _) = _start(event), _end(event)
    around = "".join(lines[first : first + 2])
    return first == last and "#" not in around and "\\" not in around and event.value[:1] not in _DOUBLE + _SINGLE


def _comment(event: yaml.ScalarEvent, lines: Sequence[str], outer: int | None) -> Iterator[Misreading]:
    line, column = _end(event)
    if line < len(lines) and _COMMENT.match(lines[line], column):
        message = "Everything from '#' on is a comment, and not part of the text"
        yield Misreading(line + 1, message, 'Put the whole text in quotes: "…". A comment goes on a line of its own.')
    else:
        yield from _comment_lines(event, lines, outer)


def _comment_lines(event: yaml.ScalarEvent, lines: Sequence[str], outer: int | None) -> Iterator[Misreading]:
    """Yield the lines behind a text that stand as if they belonged to it, and are comments."""
    if outer is None:
        return
    line, column = _end(event)
    for number in range(line + bool(column), len(lines)):
        found = _COMMENT_LINE.match(lines[number])
        if found is None or len(found[1]) <= outer:
            return
        message = "This line is a comment, and not part of the text above it"
        yield Misreading(number + 1, message, "Indent it like the text, or less if it is meant as a comment.")


def _joined(event: yaml.ScalarEvent, lines: Sequence[str]) -> Iterator[Misreading]:
    """Yield the first line that looks like a list's, and is joined to the one above it."""
    number = _joined_line(event, lines)
    if number is not None:
        message = "This line does not begin an item of a list: YAML joins it to the line above"
        remedy = "For a text with lines of its own write `|` behind the key; in a list, align the dashes."
        yield Misreading(number + 1, message, remedy)


def _left_open(event: yaml.ScalarEvent, lines: Sequence[str]) -> Iterator[Misreading]:
    """Yield the line of a quote that is closed behind one that looks like a list's: by that one's own, mostly."""
    if _joined_line(event, lines) is not None:
        yield left_open(_start(event)[0] + 1)


def left_open(line: int) -> Misreading:
    """Return what is told of a quote that is opened on `line`, and closed on another."""
    remedy = "Close it with the same one; a text with lines of its own goes below `|`, without quotes."
    return Misreading(line, "The quote that is opened here is not closed on its line", remedy)


def _joined_line(event: yaml.ScalarEvent, lines: Sequence[str]) -> int | None:
    (first, _), (last, column) = _start(event), _end(event)
    if event.style == "|" or first == last:
        return None
    item = _LIST_ITEM if event.style else _PLAIN_ITEM
    behind = range(first + 1 + (event.style == ">"), min(last + bool(column), len(lines)))
    return next((each for each in behind if lines[each - 1].strip() and item.match(lines[each])), None)


def _header_digit(event: yaml.ScalarEvent, lines: Sequence[str]) -> Iterator[Misreading]:
    line, column = _start(event)
    if _HEADER_DIGIT.match(lines[line], column):
        message = f"The digit behind '{event.style}' changes how the lines below are indented"
        yield Misreading(line + 1, message, "Remove it; text that begins with this sign goes in quotes.")


def _curly(event: yaml.ScalarEvent) -> Iterator[Misreading]:
    text = event.value
    for quotes in (_DOUBLE, _SINGLE):
        inner = text[1:-1]
        if len(text) > 1 and text[0] in quotes and text[-1] in quotes and not set(_DOUBLE) & set(inner):
            message = f"The quotes {text[0]} and {text[-1]} do not delimit a text: they are shown"
            yield Misreading(_start(event)[0] + 1, message, f'Write straight ones, or none: "{inner}".')


def _escapes(event: yaml.ScalarEvent, lines: Sequence[str]) -> Iterator[Misreading]:
    for number, raw in _raw_lines(event, lines):
        for found in _ESCAPE.finditer(raw):
            if found["lost"] or found["path"]:
                message = f"In double quotes, '{found[0]}' is not what it looks like"
                yield Misreading(
                    number + 1, message, r"Write '\\' for a backslash, or put the text in single quotes."
                )
                return


def _raw_lines(event: yaml.ScalarEvent, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    (first, begin), (last, end) = _start(event), _end(event)
    for number in range(first, last + 1):
        yield number, lines[number][begin if number == first else 0 : end if number == last else None] + "\n"


def _start(event: yaml.ScalarEvent) -> tuple[int, int]:
    mark = cast("yaml.Mark", event.start_mark)
    return mark.line, mark.column


def _end(event: yaml.ScalarEvent) -> tuple[int, int]:
    mark = cast("yaml.Mark", event.end_mark)
    return mark.line, mark.column
