"""Adds one phrasing to the file of an article or a gap; everything else in it stays, byte by byte."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import yaml

from bot.domain.article import GENERAL
from bot.domain.library import name_of
from bot.knowledge.raw_text import LINE_END, quoted
from bot.knowledge.source_files import ARTICLES, GAPS

if TYPE_CHECKING:
    from bot.domain.article import Article, KnowledgeBase
    from bot.domain.language import Language

_MARK: Final = "\ufeff"
"""What may stand in front of a file's first line."""


def place_of(knowledge: KnowledgeBase, slug: str) -> tuple[str, tuple[str, ...]]:
    """Return the file of an article or a gap, and the keys that lead to its phrasings there.

    Of a draft and its gap it is the gap, as long as questions are matched with that.

    Raises:
        KeyError: there is neither an article nor a gap of that name.
    """
    if slug in knowledge.gaps:
        return f"{knowledge.integrations[0].folder}/{GAPS}", (slug, "phrasings")
    return path_of_article(knowledge.articles[slug]), ("phrasings",)


def path_of_article(article: Article) -> str:
    """Return the path of an article's file."""
    folder = GENERAL if article.topic == GENERAL else f"{article.topic}/{ARTICLES}"
    return f"{folder}/{name_of(article.slug)}.yml"


def with_phrasing(text: str, keys: tuple[str, ...], language: Language, phrasing: str) -> str:
    """Return the text of a sound file with `phrasing` behind the last one in `language`.

    `keys` lead to the phrasings; see `place_of`. What has none beside those of its kind begins them here, and a file
    that is not there yet is an empty text.
    """
    if not text:
        return "\n".join((*_in_block((*keys, language), phrasing), ""))
    mark = _MARK if text.startswith(_MARK) else ""
    text = text.removeprefix(mark)
    node, missing = _deepest(text, (*keys, language))
    if node.flow_style:
        end, added = _end_of(node), _in_flow(missing, quoted(phrasing))
        return f"{mark}{text[:end]}{', ' if node.value else ''}{added}{text[end:]}"
    end = len(text[: _end_of(node)].rstrip())  # the text in a block ends where the next begins
    line_end = LINE_END.search(text, end)
    end = len(text) if line_end is None else line_end.start()
    ends = line_end or next(LINE_END.finditer(text))
    added = "".join(f"{ends[0]}{' ' * node.start_mark.column}{line}" for line in _in_block(missing, phrasing))
    return f"{mark}{text[:end]}{added}{text[end:]}"


def _in_flow(missing: tuple[str, ...], added: str) -> str:
    """Return what goes behind the last entry in brackets: an item, or the first keys of `missing` with it."""
    for depth, key in enumerate(reversed(missing)):
        added = f"{key}: {{{added}}}" if depth else f"{key}: [{added}]"
    return added


def _in_block(missing: tuple[str, ...], phrasing: str) -> list[str]:
    """Return the lines that go behind the last one: an item, or the keys of `missing` and it."""
    lines = [f"{'  ' * depth}{key}:" for depth, key in enumerate(missing)]
    return [*lines, f"{'  ' * len(missing)}- {quoted(phrasing)}"]


def _deepest(text: str, keys: tuple[str, ...]) -> tuple[yaml.CollectionNode, tuple[str, ...]]:
    """Return the list that `keys` lead to, or what they lead to until one is missing, and the missing ones."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    for number, key in enumerate(keys):
        found = [value for name, value in cast("yaml.MappingNode", node).value if name.value == key]
        if not found:
            return cast("yaml.CollectionNode", node), keys[number:]
        node = found[0]
    return cast("yaml.CollectionNode", node), ()


def _end_of(node: yaml.CollectionNode) -> int:
    """Return where the last entry of a collection ends, or where the first one would begin."""
    if not node.value:
        return node.start_mark.index + 1
    last: yaml.Node = node
    while isinstance(last, yaml.CollectionNode) and (last is node or not last.flow_style):
        last = last.value[-1][1] if isinstance(last, yaml.MappingNode) else last.value[-1]
    return last.end_mark.index
