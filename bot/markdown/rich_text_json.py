"""Formatted text as JSON and back, so that who starts need not read Markdown, nor import what reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.markup import (
    BlockQuote,
    Code,
    Emphasis,
    Inline,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Placeholder,
    RichText,
    Strong,
    TextBlock,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

# A string is itself; everything else is a list that begins with a letter.


def to_json(text: RichText) -> list[Any]:
    """Return `text` as lists and strings."""
    return [_block_to_json(block) for block in text]


def from_json(blocks: Sequence[Any]) -> RichText:
    """Return the text that `to_json` made `blocks` of.

    Raises:
        ValueError, TypeError, LookupError: it did not.
    """
    return tuple(_block_from_json(block) for block in blocks)


def _block_to_json(block: TextBlock) -> list[Any]:
    match block:
        case Paragraph(content):
            return ["p", *_contents(content)]
        case ItemList(items, start):
            return ["l", start, *(to_json(item) for item in items)]
        case BlockQuote(content=paragraphs):
            return ["q", *(_contents(each.content) for each in paragraphs)]


def _contents(content: tuple[Inline, ...]) -> list[Any]:
    return [each if isinstance(each, str) else _inline_to_json(each) for each in content]


def _inline_to_json(inline: Inline) -> list[Any]:
    match inline:
        case Placeholder(name):
            return ["v", name]
        case Strong(content):
            return ["b", *_contents(content)]
        case Emphasis(content):
            return ["i", *_contents(content)]
        case Code(content):
            return ["c", *_contents(content)]
        case Link(url, label):
            return ["a", url, *_contents(label)]
        case LineBreak():
            return ["n"]
        case _:
            raise TypeError(f"{type(inline).__name__} is put in when a text is shown, and never kept")


def _block_from_json(block: Sequence[Any]) -> TextBlock:
    kind, *parts = block
    match kind:
        case "p":
            return Paragraph(_inlines(parts))
        case "l":
            return ItemList(tuple(from_json(item) for item in parts[1:]), parts[0])
        case "q":
            return BlockQuote(tuple(Paragraph(_inlines(content)) for content in parts))
        case _:
            raise ValueError(kind)


def _inlines(parts: Sequence[Any]) -> tuple[Inline, ...]:
    return tuple(part if isinstance(part, str) else _inline_from_json(part) for part in parts)


def _inline_from_json(inline: Sequence[Any]) -> Inline:
    kind, *parts = inline
    match kind:
        case "v":
            return Placeholder(parts[0])
        case "b":
            return Strong(_inlines(parts))
        case "i":
            return Emphasis(_inlines(parts))
        case "c":
            return Code(_inlines(parts))
        case "a":
            return Link(parts[0], _inlines(parts[1:]))
        case "n":
            return LineBreak()
        case _:
            raise ValueError(kind)
