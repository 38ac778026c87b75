"""Formatted text as a rich_text block of Slack's: text without marks, and its styles beside it.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from bot.domain.markup import (
    BlockQuote,
    Code,
    Emphasis,
    Inline,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Person,
    Placeholder,
    Strong,
    Timestamp,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.domain.markup import RichText

Block: TypeAlias = dict[str, object]

_DEEPEST: Final = 8


def rich_text(blocks: RichText) -> Block:
    """Return the block that shows `blocks`. As Slack itself writes it, empty lines within it part paragraphs."""
    return {"type": "rich_text", "elements": list(_parts(blocks)) or [_section([_text(" ", ())])]}


def _parts(blocks: RichText) -> Iterator[Block]:
    """Yield sections, lists and quotations; paragraphs that follow each other are one section."""
    section: list[Block] = []
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            if number:
                section.append(_text("\n\n" if section else "\n", ()))
            section += _elements(block.content, ())
            continue
        if section:
            yield _section(section)
            section = []
        yield from _list(block, 0) if isinstance(block, ItemList) else [_quote(block)]
    if section:
        yield _section(section)


def _section(elements: list[Block]) -> Block:
    return {"type": "rich_text_section", "elements": _merged(elements)}


def _quote(quote: BlockQuote) -> Block:
    elements = list(_parted(quote.content, "\n\n"))
    return {"type": "rich_text_quote", "elements": _merged(elements)}


def _parted(paragraphs: Iterable[Paragraph], gap: str) -> Iterator[Block]:
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield _text(gap, ())
        yield from _elements(paragraph.content, ())


def _list(block: ItemList, indent: int) -> Iterator[Block]:
    """Yield the list, in parts: below an item with a list of its own it is taken up again."""
    items: list[Block] = []
    first = block.start or 1
    for number, item in enumerate(block.items, start=1):
        words = [each for each in item if isinstance(each, Paragraph)]
        items.append(_section(list(_parted(words, "\n"))))
        below = [each for each in item if isinstance(each, ItemList)]
        if below or number == len(block.items):
            yield _list_part(block, items, indent, offset=first - 1)
            first, items = (block.start or 1) + number, []
        for inner in below:
            yield from _list(inner, indent + 1)


def _list_part(block: ItemList, items: list[Block], indent: int, *, offset: int) -> Block:
    style = "bullet" if block.start is None else "ordered"
    part: Block = {"type": "rich_text_list", "style": style, "elements": items}
    if indent:
        part["indent"] = min(indent, _DEEPEST)
    return part | ({"offset": offset} if offset and block.start is not None else {})


def _elements(content: Iterable[Inline], styles: tuple[str, ...]) -> Iterator[Block]:
    for each in content:
        match each:
            case str():
                yield _text(each, styles)
            case Strong(inner):
                yield from _elements(inner, (*styles, "bold"))
            case Emphasis(inner):
                yield from _elements(inner, (*styles, "italic"))
            case Code(inner):
                yield from _elements(inner, (*styles, "code"))
            case Link(url, label):
                yield from (_linked(element, url) for element in _merged(_elements(label, styles)))
            case _:
                yield _leaf(each, styles)


def _leaf(each: Placeholder | LineBreak | Person | Timestamp, styles: tuple[str, ...]) -> Block:
    match each:
        case Placeholder(name):
            return _text(f"{{{name}}}", styles)
        case LineBreak():
            return _text("\n", styles)
        case Person(id=person):
            return _styled({"type": "user", "user_id": person}, styles)
        case Timestamp(at, fallback, is_ago, is_dated):
            form = "{ago}" if is_ago else "{date_short} {time}" if is_dated else "{date_short_pretty} {time}"
            date: Block = {"type": "date", "timestamp": int(at.timestamp()), "format": form, "fallback": fallback}
            return _styled(date, styles)


def _linked(element: Block, url: str) -> Block:
    return {**element, "type": "link", "url": url} if element["type"] == "text" else element


def _text(text: str, styles: tuple[str, ...]) -> Block:
    return _styled({"type": "text", "text": text}, styles)


def _styled(element: Block, styles: tuple[str, ...]) -> Block:
    if styles:
        element["style"] = dict.fromkeys(styles, True)
    return element


def _merged(elements: Iterable[Block]) -> list[Block]:
    """Return `elements` with texts of one style side by side made one, and no empty one, which Slack refuses."""
    merged: list[Block] = []
    for element in elements:
        last = merged[-1] if merged else {}
        is_text = element["type"] == "text" and last.get("type") == "text"
        if is_text and last.get("style") == element.get("style"):
            merged[-1] = {**last, "text": f"{last['text']}{element['text']}"}
        elif element.get("text") != "":
            merged.append(element)
    return merged
