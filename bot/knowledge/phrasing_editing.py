"""Adds one phrasing to the file of an article or a gap; everything else in it stays, byte by byte."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import yaml

from bot.domain.article import GENERAL
from bot.knowledge.raw_text import LINE_END, quoted
from bot.knowledge.source_files import ARTICLES, GAPS

if TYPE_CHECKING:
    from bot.domain.article import KnowledgeBase
    from bot.domain.language import Language

_MARK: Final = "\ufeff"
"""What may stand in front of a file's first line."""


def place_of(knowledge: KnowledgeBase, slug: str) -> tuple[str, tuple[str, ...]]:
    """Return the file of an article or a gap, and the keys that lead to its phrasings there.

    Raises:
        KeyError: there is neither an article nor a gap of that name.
    """
    article = knowledge.articles.get(slug)
    if article is None:
        if slug not in knowledge.gaps:
            raise KeyError(slug)
        return f"{knowledge.integrations[0].folder}/{GAPS}", (slug, "phrasings")
    folder = GENERAL if article.topic == GENERAL else f"{article.topic}/{ARTICLES}"
    return f"{folder}/{slug}.yml", ("phrasings",)


def with_phrasing(text: str, keys: tuple[str, ...], language: Language, phrasing: str) -> str:
    """Return the text of a sound file with `phrasing` behind the last one in `language`.

    `keys` lead to the phrasings; see `place_of`.
    """
    mark = _MARK if text.startswith(_MARK) else ""
    text = text.removeprefix(mark)
    phrasings = _list_at(text, (*keys, language))
    last = phrasings.value[-1]
    # The text in a block ends where the next begins.
    end = len(text[: last.end_mark.index].rstrip())
    if phrasings.flow_style:
        return f"{mark}{text[:end]}, {quoted(phrasing)}{text[end:]}"
    line_end = LINE_END.search(text, end)
    end = len(text) if line_end is None else line_end.start()
    ends = line_end or next(LINE_END.finditer(text))
    return f"{mark}{text[:end]}{ends[0]}{' ' * phrasings.start_mark.column}- {quoted(phrasing)}{text[end:]}"


def _list_at(text: str, keys: tuple[str, ...]) -> yaml.SequenceNode:
    """Return the list that `keys` lead to, with where it stands."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    for key in keys:
        node = next(value for name, value in cast("yaml.MappingNode", node).value if name.value == key)
    return cast("yaml.SequenceNode", node)
