"""Formatted text as values: what Markdown is read into once, and what every renderer writes out.

A string in it is text and nothing else: whatever stands in one, no renderer takes it for a mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

PLACEHOLDER_NAME: Final = re.compile(r"\{([a-z]+(?:_[a-z]+)*)\}")

# A whole value that is an address on the web or a mail address, as RFC 3986 and 5322 have them in everyday form.
_WEB: Final = re.compile(r"https://[^\s<>\"]+")
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Where a value goes: a fact in an article, a name or number in a text of the bot's own."""

    name: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Text of importance."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Text with stress on it."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Something to be typed or copied letter by letter."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An address and the words that lead to it."""

    url: str
    label: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line within a paragraph."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, by their id: Slack shows the name."""

    id: str


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A time in the reader's own zone, or as the time passed since; `fallback` says it where neither is known.

    `is_dated` where it stands behind "on": its day is a date, were it today.
    """

    at: datetime
    fallback: str
    is_ago: bool = False
    is_dated: bool = False


Marked: TypeAlias = "Placeholder | Strong | Emphasis | Code | Link | LineBreak | Person | Timestamp"
Inline: TypeAlias = "str | Marked"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words up to an empty line."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list: numbered from `start` on, or with bullets where that is None. An item may hold lists of its own."""

    items: tuple[RichText, ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """A quotation that an editor wrote."""

    content: tuple[Paragraph, ...]


TextBlock: TypeAlias = Paragraph | ItemList | BlockQuote
RichText: TypeAlias = "tuple[TextBlock, ...]"

KEPT_MARKUP: Final[Mapping[str, type]] = {
    "p": Paragraph,
    "list": ItemList,
    "quote": BlockQuote,
    "value": Placeholder,
    "b": Strong,
    "i": Emphasis,
    "code": Code,
    "a": Link,
    "br": LineBreak,
}
"""What kept text is made of, by its name there. People and times are put in when it is shown, and never kept."""


def plain_text_of(text: str) -> RichText:
    """Return `text` as one paragraph without a mark, its `{placeholders}` apart."""
    return (Paragraph(split_at_placeholders(text)),)


def split_at_placeholders(text: str) -> tuple[Inline, ...]:
    """Return `text` with a value for each `{placeholder}` in it."""
    parts = PLACEHOLDER_NAME.split(text)
    return tuple(Placeholder(part) if number % 2 else part for number, part in enumerate(parts) if part)


def linked(value: str) -> Inline:
    """Return `value` as a link, where all of it is an address. Never for what a person typed."""
    if _WEB.fullmatch(value):
        return Link(value, (value,))
    return Link(f"mailto:{value}", (value,)) if _MAIL.fullmatch(value) else value


def filled(text: RichText, values: Mapping[str, Inline]) -> RichText:
    """Return `text` with `values` in their places, each as a leaf: nothing in them is read again."""
    return tuple(_filled_block(block, values) for block in text)


def _filled_block(block: TextBlock, values: Mapping[str, Inline]) -> TextBlock:
    match block:
        case Paragraph(content):
            return Paragraph(_filled(content, values))
        case ItemList(items, start):
            return ItemList(tuple(filled(item, values) for item in items), start)
        case _:
            return BlockQuote(tuple(Paragraph(_filled(each.content, values)) for each in block.content))


def _filled(content: tuple[Inline, ...], values: Mapping[str, Inline]) -> tuple[Inline, ...]:
    if len(content) == 1 and isinstance(content[0], str):
        return content
    return joined([each if isinstance(each, str) else _filled_inline(each, values) for each in content])


def _filled_inline(inline: Marked, values: Mapping[str, Inline]) -> Inline:
    match inline:
        case Placeholder(name):
            return values.get(name, f"{{{name}}}")
        case Strong(content):
            return Strong(_filled(content, values))
        case Emphasis(content):
            return Emphasis(_filled(content, values))
        case Code(content):
            return Code(_filled(content, values))
        case Link(url, label):
            return Link(url, _filled(label, values))
        case _:
            return inline


def joined(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return `content` with strings that stand side by side made one, and empty ones gone."""
    return tuple(_joined(content))


def _joined(content: Iterable[Inline]) -> Iterator[Inline]:
    text = ""
    for each in content:
        if isinstance(each, str):
            text += each
            continue
        if text:
            yield text
        text = ""
        yield each
    if text:
        yield text
