"""Markdown → formatted text, or what in it cannot be shown, with its line. Slow to import: what it makes is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

from markdown_it import MarkdownIt
from markdown_it.rules_inline import (
    autolink,
    backtick,
    entity,
    escape,
    html_inline,
    image,
    link,
    newline,
    strikethrough,
)
from markdown_it.tree import SyntaxTreeNode

from bot.domain.markup import (
    PLACEHOLDER_NAME,
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
    joined,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from markdown_it.rules_inline import StateInline

_TEXTS_KEPT: Final = 2048
DEEPEST_LIST: Final = 5
"""Levels of lists: beyond them nobody sees on a telephone what belongs to what."""
_LIBRARY_NESTING: Final = 100

# Placeholders travel through the library between two characters for private use, which are letters to it.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PRIVATE: Final = re.compile("[\ue000-\ue002]")
_KEPT_PLACEHOLDER: Final = re.compile(f"{_OPEN}([a-z_]+){_CLOSE}")
_SCHEMES: Final = ("https://", "mailto:")
_BARE_ADDRESS: Final = re.compile(r"\bhttps?://\S+")
_HTML: Final = re.compile(
    r"</?(?:a|b|br|code|div|em|font|h[1-6]|i|img|li|ol|p|pre|span|strong|table|td|tr|u|ul)\b[^<>]*>", re.IGNORECASE
)
# Words on one line, and what stands between them without a meaning in Markdown.
_WORDS: Final = re.compile(r"[^\W\d_](?:[^\W_]|[ ,.'()?-](?! ))*")
# A mark that was left standing as text: one of a pair, or a link that is none.
_LEFT_OPEN: Final = re.compile(
    r"\*\*|__|~~|`|(?<!\S)\*(?=\S)|(?<=\S)\*(?!\S)|(?<!\w)_(?=\w)|(?<=\w)_(?!\w)|^\*$|\]\("
)
_ESCAPED: Final = "\ue002"
"""Stands in front of a character that was written with a backslash: that one is meant to be seen."""
_CURLY: Final = re.compile("[“”„‘’‚]")

_Rule: TypeAlias = "Callable[[StateInline, bool], bool]"

_RULES: Final[Mapping[str, _Rule]] = {
    "newline": newline,
    "escape": escape,
    "backticks": backtick,
    "strikethrough": strikethrough.tokenize,
    "link": link,
    "image": image,
    "autolink": autolink,
    "html_inline": html_inline,
    "entity": entity,
}

# By the library's names of what it found: what it is called in front of editors, and what to do about it.
_REFUSED: Final[Mapping[str, tuple[str, str]]] = {
    "html_block": ("HTML cannot be shown", "Remove it; use **bold**, `code` or a list instead."),
    "html_inline": ("HTML cannot be shown", "Remove it, or put it between backticks to show it literally."),
    "table": ("A table cannot be shown", "Use a list instead, with one item per row."),
    "heading": ("A heading cannot be shown", "Use a line in **bold** instead."),
    "image": ("An image cannot be shown", "Describe it in words, or link to it: [words](https://…)."),
    "hr": ("A horizontal line cannot be shown", "Remove it; an empty line separates paragraphs."),
    "fence": ("A block of code cannot be shown", "Make it a list, with each line between backticks."),
    "code_block": ("A line indented by four spaces cannot be shown", "Remove the spaces, or make it a list item."),
    "s": ("Strikethrough text cannot be shown", "Remove it."),
}


@dataclass(frozen=True, slots=True)
class MarkdownFault:
    """Something that cannot be shown: on which line of the text, counted from 0, what it is, and what to do."""

    line: int
    message: str
    remedy: str


@lru_cache(_TEXTS_KEPT)
def parse(markdown: str) -> tuple[RichText, tuple[MarkdownFault, ...]]:
    """Return `markdown` as formatted text, and what in it cannot be shown."""
    marked = PLACEHOLDER_NAME.sub(rf"{_OPEN}\1{_CLOSE}", _PRIVATE.sub("", markdown))
    conversion = _Conversion()
    blocks = tuple(conversion.blocks(SyntaxTreeNode(_library().parse(marked)).children))
    return blocks, tuple(sorted(dict.fromkeys(conversion.faults), key=lambda fault: fault.line))


@lru_cache(_TEXTS_KEPT)
def has_marks(text: str) -> bool:
    """Return whether Markdown would read `text` as more than words, for places that show it as it is written."""
    if _WORDS.fullmatch(text):
        return False
    blocks = _Conversion().blocks(SyntaxTreeNode(_library(reads_html=False).parse(text)).children)
    return tuple(blocks) != (Paragraph((" ".join(text.split()),)),) or any(
        each.search(text) for each in (_HTML, _LEFT_OPEN)
    )


@lru_cache(2)
def _library(*, reads_html: bool = True) -> MarkdownIt:
    """Return the library's parser: CommonMark, with what is not in it but is meant to be seen and refused."""
    # Beyond its limit the library drops what is there without a word; ours, which is told, is reached long before.
    options = {"html": reads_html, "maxNesting": _LIBRARY_NESTING}
    library = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    for name, rule in _RULES.items():
        library.inline.ruler.at(name, _placed(rule))
    # Which addresses may be shown, this module says, with a reason; and they stay as they are written.
    library.validateLink = lambda url: isinstance(url, str)  # type: ignore[method-assign] # as its documentation has it
    library.normalizeLink = lambda url: url  # type: ignore[method-assign] # same
    return library


def _placed(rule: _Rule) -> _Rule:
    """Return `rule` so that what it finds knows its lines within the paragraph, which the library does not tell.

    A character that is written with a backslash is marked as one that is meant to be seen.
    """

    def placed(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library's
        known, first = len(state.tokens), state.src.count("\n", 0, state.pos)
        has_matched = rule(state, silent)
        for token in state.tokens[known:]:
            token.meta.setdefault("lines", (first, state.src.count("\n", 0, state.pos)))
            if token.type == "text_special":
                token.content = _ESCAPED + token.content.removeprefix(_ESCAPED)  # a link's words come here twice
        return has_matched

    return placed


@dataclass
class _Conversion:
    """Turns the library's tree into ours, and collects what has no place in it."""

    faults: list[MarkdownFault] = field(default_factory=list)
    _line: int = 0
    _depth: int = 0

    def blocks(self, nodes: list[SyntaxTreeNode]) -> Iterator[TextBlock]:
        """Yield a block for each of `nodes` that can be shown."""
        for node in nodes:
            self._line = node.map[0] if node.map else self._line
            match node.type:
                case "paragraph":
                    yield self._paragraph(node)
                case "bullet_list" | "ordered_list":
                    yield from self._list(node)
                case "blockquote":
                    inner = tuple(self._within("quotation", node))
                    yield BlockQuote(tuple(block for block in inner if isinstance(block, Paragraph)))
                case kind:
                    self._refuse(*_REFUSED[kind])

    def _list(self, node: SyntaxTreeNode) -> Iterator[ItemList]:
        if self._depth == DEEPEST_LIST:
            self._refuse(f"A list more than {DEEPEST_LIST} levels deep cannot be shown", "Bring it up a level.")
            return
        self._depth += 1
        items = tuple([tuple(self._within("list", item)) for item in node.children])
        self._depth -= 1
        start = node.attrs.get("start", 1) if node.type == "ordered_list" else None
        yield ItemList(items, start if start is None else int(start))

    def _within(self, outer: str, node: SyntaxTreeNode) -> Iterator[TextBlock]:
        """Yield what stands in a list's item or a quotation: Slack shows neither of them in the other."""
        for child in node.children:
            is_list = child.type in {"bullet_list", "ordered_list"}
            if child.type == "blockquote" or (is_list and outer == "quotation"):
                self._line = child.map[0] if child.map else self._line
                inner = "list" if is_list else "quotation"
                self._refuse(f"A {inner} in a {outer} cannot be shown", "Separate the two.")
            else:
                yield from self.blocks([child])

    def _paragraph(self, node: SyntaxTreeNode) -> Paragraph:
        first = self._line
        return Paragraph(joined(each for inline in node.children for each in self._inlines(inline.children, first)))

    def _inlines(self, nodes: list[SyntaxTreeNode], first: int, *, is_in_link: bool = False) -> Iterator[Inline]:
        for node in nodes:
            start, end = node.meta.get("lines", (self._line - first, self._line - first))
            self._line = first + start
            yield from self._inline(node, first, is_in_link=is_in_link)
            self._line = max(self._line, first + end)

    def _inline(self, node: SyntaxTreeNode, first: int, *, is_in_link: bool) -> Iterator[Inline]:
        match node.type:
            case "text":
                yield from self._text(node.content, is_in_link=is_in_link)
            case "softbreak":
                yield " "
                self._line += 1
            case "hardbreak":
                yield LineBreak()
                self._line += 1
            case "strong":
                yield Strong(joined(self._inlines(node.children, first, is_in_link=is_in_link)))
            case "em":
                yield Emphasis(joined(self._inlines(node.children, first, is_in_link=is_in_link)))
            case "code_inline":
                self._refuse_curly(node.content, "code")
                yield Code(_with_placeholders(node.content))
            case "link":
                yield self._link(node, first)
            case kind:
                self._refuse(*_REFUSED[kind])

    def _text(self, content: str, *, is_in_link: bool) -> tuple[Inline, ...]:
        if not is_in_link and (bare := _BARE_ADDRESS.search(content)):
            self._refuse(f"The address {bare[0]} would not be a link", "Write [words](address), or <address>.")
        if found := _LEFT_OPEN.search(re.sub(f"{_ESCAPED}.", "x", content)):
            self._refuse_left_open(found[0])
        return _with_placeholders(content.replace(_ESCAPED, ""))

    def _refuse_left_open(self, mark: str) -> None:
        if mark == "](":
            self._refuse("A link is not closed, or has a space in its address", "Write [words](https://…).")
        else:
            remedy = f"Close it, or write \\{mark[0]} to show it."
            self._refuse(f"The mark {mark} has no partner, and would be shown", remedy)

    def _link(self, node: SyntaxTreeNode, first: int) -> Link:
        url = str(node.attrs.get("href", ""))
        self._refuse_curly(url, "an address")
        if _OPEN in url:
            self._refuse("A fact cannot stand in a link's address", "Write the address out.")
        elif not url.startswith(_SCHEMES):
            self._refuse(f"'{url}' is not a link address", "Start it with https:// or mailto:.")
        return Link(url, joined(self._inlines(node.children, first, is_in_link=True)))

    def _refuse_curly(self, content: str, where: str) -> None:
        if _CURLY.search(content):
            remedy = "Who copies it copies them too: write \" or '."
            self._refuse(f"Curly quotes stand in {where}", remedy)

    def _refuse(self, message: str, remedy: str) -> None:
        self.faults.append(MarkdownFault(self._line, message, remedy))


def _with_placeholders(content: str) -> tuple[Inline, ...]:
    parts = _KEPT_PLACEHOLDER.split(content)
    return tuple(Placeholder(part) if number % 2 else part for number, part in enumerate(parts) if part)
