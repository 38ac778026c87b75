"""Markdown → plain text: for notifications, screen readers, and clients that show no blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.rendering.document import (
    Actions,
    Choices,
    Element,
    Footnote,
    Line,
    Link,
    Moment,
    Paragraph,
    Part,
    Person,
    Pressable,
    Quote,
    Title,
    Votes,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARKS: Final = re.compile(r"\*\*|`")


def in_plain_text(elements: Iterable[Element]) -> str:
    """Return `elements` as plain text; people by their ids, no buttons, and what a person wrote as it is."""
    return "\n\n".join(_element(element) for element in elements if not isinstance(element, Pressable))


def without_marks(markdown: str) -> str:
    """`markdown` without its marks; lists stay."""
    return _MARKS.sub("", markdown)


def part_in_plain_text(part: Part) -> str:
    """A part of a line."""
    if isinstance(part, Person):
        return f"@{part.id}"
    if isinstance(part, Link):
        return part.label
    return part.told if isinstance(part, Moment) else without_marks(part)


def _element(element: Element) -> str:
    match element:
        case Line(parts):
            return "".join(part_in_plain_text(part) for part in parts)
        case Actions() | Votes():
            return ""
        case Title(text) | Footnote(text):
            return text
        case Paragraph(markdown):
            return without_marks(markdown).strip()
        case Quote(text=text):
            return "\n".join(f"> {line}" for line in text.splitlines() or [""])
        case Choices(intro, articles, none):
            return "\n".join(
                [intro, *(f"- {title}" for _, title in articles), *([] if none is None else [f"- {none}"])]
            )
