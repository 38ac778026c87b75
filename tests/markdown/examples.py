"""Formatted texts of every kind, for what must hold for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from bot.domain.markup import (
    BlockQuote,
    Code,
    Emphasis,
    Inline,
    ItemList,
    Link,
    Paragraph,
    RichText,
    Strong,
    TextBlock,
    joined,
)

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Zl", "Zp", "Zs")), min_size=1)
MARKS = st.text("*_`<>[]()#!&;\\~|-+.1 a", min_size=1, max_size=12)


def texts() -> SearchStrategy[str]:
    """Return what people type, marks among it; without white space at its ends, which no paragraph keeps."""
    return (WORDS | MARKS).map(lambda text: text.strip()).filter(bool)


def _marked(inner: SearchStrategy[Any]) -> SearchStrategy[Inline]:
    content = st.lists(inner, min_size=1, max_size=3).map(joined)
    return st.one_of(
        content.map(Strong), content.map(Emphasis), content.map(lambda each: Link("https://a.b/c", each))
    )


def inlines() -> SearchStrategy[Inline]:
    """Return words, code, and what holds them."""
    code = texts().map(lambda text: Code((text,)))
    return st.recursive(texts() | code, _marked, max_leaves=4)


def paragraphs() -> SearchStrategy[Paragraph]:
    """Return paragraphs that are not empty."""
    return st.lists(inlines(), min_size=1, max_size=4).map(lambda content: Paragraph(joined(content)))


def _lists(blocks: SearchStrategy[TextBlock]) -> SearchStrategy[TextBlock]:
    items = st.lists(st.tuples(paragraphs(), blocks) | st.tuples(paragraphs()), min_size=1, max_size=3)
    return st.builds(ItemList, items.map(tuple), st.none() | st.integers(1, 12))


def rich_texts() -> SearchStrategy[RichText]:
    """Return texts of paragraphs, quotations and nested lists."""
    quotes = st.lists(paragraphs(), min_size=1, max_size=2).map(lambda content: BlockQuote(tuple(content)))
    blocks = st.recursive(paragraphs(), _lists, max_leaves=4) | quotes
    return st.lists(blocks, min_size=1, max_size=3).map(tuple)
