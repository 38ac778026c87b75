"""Documents as lines of text: what Markdown, plain text, the terminal and Slack's fallback have in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.domain.markup import (
    BlockQuote,
    Code,
    Emphasis,
    Inline,
    ItemList,
    LineBreak,
    Link,
    Marked,
    Paragraph,
    Person,
    Placeholder,
    RichText,
    Strong,
    TextBlock,
    Timestamp,
)
from bot.rendering.document import (
    REVIEWED_KEPT,
    Choices,
    Element,
    Footnote,
    FormattedText,
    Pressable,
    Quote,
    ReviewedText,
    Title,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Wrap: TypeAlias = "Callable[[str, int], list[str]]"


def _as_it_is(text: str) -> str:
    return text


def with_address(label: str, url: str) -> str:
    """Return a link's label with its address, once where they are the same."""
    return label if label == url.removeprefix("mailto:") else f"{label} ({url.removeprefix('mailto:')})"


def _one_line(line: str, _indent: int) -> list[str]:
    return [line]


@dataclass(frozen=True, slots=True)
class TextFormat:
    """How one target writes what a document is made of; where it does not say, as plain text.

    Attributes:
        text: words, so that nothing in them is taken for a mark.
        strong, emphasis, title, footnote: what was written before, set off.
        code: words as they are, set off.
        link: a label that was written before, and an address.
        person: an id.
        line: a whole line of a paragraph, so that it is not taken for anything else.
        line_break: what parts the lines of a paragraph.
        quote: what each line of a quotation begins with.
        wrap: a line in several, where so many columns of each are taken already.
    """

    text: Callable[[str], str] = field(default=_as_it_is)
    strong: Callable[[str], str] = field(default=_as_it_is)
    emphasis: Callable[[str], str] = field(default=_as_it_is)
    code: Callable[[str], str] = field(default=_as_it_is)
    link: Callable[[str, str], str] = field(default=with_address)
    person: Callable[[str], str] = field(default="@{}".format)
    title: Callable[[str], str] = field(default=_as_it_is)
    footnote: Callable[[str], str] = field(default=_as_it_is)
    line: Callable[[str], str] = field(default=_as_it_is)
    line_break: str = "\n"
    quote: str = "> "
    wrap: Wrap = field(default=_one_line)


def write(elements: Iterable[Element], form: TextFormat) -> str:
    """Return `elements` as text, without what is only pressed; an empty line stands between two."""
    parts = ("\n".join(_element(element, form)) for element in elements if not isinstance(element, Pressable))
    return "\n\n".join(part for part in parts if part)


def _element(
    element: Title | FormattedText | ReviewedText | Quote | Footnote | Choices, form: TextFormat
) -> Sequence[str]:
    match element:
        case Title(text):
            return form.wrap(form.title(form.text(_on_one_line(text))), 0)
        case Footnote(text):
            words = form.text(_on_one_line(text)) if isinstance(text, str) else inline(text, form)
            return form.wrap(form.footnote(words), 0)
        case FormattedText(blocks):
            return _blocks(blocks, form, 0)
        case ReviewedText():
            return _reviewed(element, form)
        case Quote():
            return _blocks((BlockQuote((Paragraph(element.content),)),), form, 0)
        case Choices(intro, articles, none):
            titles = [title for _, title in articles] + ([] if none is None else [none])
            items = tuple((Paragraph((title,)),) for title in titles)
            return _blocks((Paragraph((intro,)), ItemList(items)), form, 0)


@lru_cache(REVIEWED_KEPT)
def _reviewed(text: ReviewedText, form: TextFormat) -> tuple[str, ...]:
    return tuple(_blocks(text.blocks, form, 0))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _blocks(blocks: RichText, form: TextFormat, indent: int) -> list[str]:
    """Return the lines of `blocks`, with an empty line between two."""
    lines: list[str] = []
    for number, block in enumerate(blocks):
        lines += [*([""] if number else []), *_block(block, form, indent)]
    return lines


def _block(block: TextBlock, form: TextFormat, indent: int) -> list[str]:
    match block:
        case Paragraph(content):
            return _paragraph(content, form, indent)
        case ItemList(items, start):
            return [
                line
                for number, item in enumerate(items, start=start or 0)
                for line in _item("- " if start is None else f"{number}. ", item, form, indent)
            ]
        case BlockQuote(content=paragraphs):
            return [f"{form.quote}{line}".rstrip() for line in _blocks(paragraphs, form, indent + 2)]


def _item(marker: str, item: RichText, form: TextFormat, indent: int) -> Iterator[str]:
    """Yield the lines of an item; a list in it stands close below its words."""
    inner = indent + len(marker)
    lines: list[str] = []
    for number, block in enumerate(item):
        is_apart = number > 0 and not (isinstance(block, ItemList) and block.start in {None, 1})
        lines += [*([""] if is_apart else []), *_block(block, form, inner)]
    for number, line in enumerate(lines or [""]):
        yield (f"{marker}{line}" if number == 0 else f"{' ' * len(marker)}{line}").rstrip()


def _paragraph(content: tuple[Inline, ...], form: TextFormat, indent: int) -> list[str]:
    lines = inline(_trimmed(content), form).split("\n")
    return [wrapped for line in lines for wrapped in form.wrap(form.line(line.strip()), indent)]


def _trimmed(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return `content` without the white space that no paragraph begins or ends with."""
    if not content or not (_is_loose(content[0], 0) or _is_loose(content[-1], -1)):
        return content
    first, *others = content
    trimmed = [first.lstrip() if isinstance(first, str) else first, *others]
    while trimmed and isinstance(trimmed[-1], LineBreak):
        trimmed.pop()
    last = trimmed.pop() if trimmed else ""
    return (*trimmed, last.rstrip() if isinstance(last, str) else last)


def _is_loose(each: Inline, at: int) -> bool:
    """Return whether `each` is, or has on that side, white space."""
    return each[at:][:1].isspace() if isinstance(each, str) else isinstance(each, LineBreak)


def inline(content: tuple[Inline, ...], form: TextFormat) -> str:
    """Return `content` as text, its lines parted by the form's line break."""
    return "".join([_words(each, form) if isinstance(each, str) else _inline(each, form) for each in content])


def _inline(each: Marked, form: TextFormat) -> str:
    match each:
        case Strong(content):
            return form.strong(inline(content, form))
        case Emphasis(content):
            return form.emphasis(inline(content, form))
        case Code(content):
            return form.code(words_of(content))
        case Link(url, label):
            return form.link(inline(label, form), url)
        case _:
            return _value(each, form)


def _words(text: str, form: TextFormat) -> str:
    """Return `text`, each of its lines on one of its own; most have a single one."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" not in text:
        return form.text(text)
    return form.line_break.join(map(form.text, text.split("\n")))


def _value(each: Placeholder | LineBreak | Person | Timestamp, form: TextFormat) -> str:
    match each:
        case Placeholder(name):
            return form.text(f"{{{name}}}")
        case LineBreak():
            return form.line_break
        case Person(id=person):
            return form.person(person)
        case Timestamp(fallback=fallback):
            return form.text(fallback)


def words_of(content: tuple[Inline, ...]) -> str:
    """Return the words of `content` as they are, on one line."""
    return inline(content, _BARE)


_BARE: Final = TextFormat(link=lambda label, _: label, line_break=" ")
