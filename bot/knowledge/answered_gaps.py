"""A gap that an article answers: what is told of the two, while the article is a draft and once it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.domain.problem import Problem
from bot.knowledge.phrasing_editing import path_of_article
from bot.knowledge.source_files import GAPS
from bot.knowledge.yaml_nodes import Mapping, parse

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Iterator

    from bot.domain.article import Article, KnowledgeBase

REMEDY: Final = (
    "If the article answers it, move the gap's phrasings into the article and remove the gap. "
    "If not, give the article another name or kind."
)
"""What to do about it, wherever that is told."""


def message_of(gap: str, path: str, line: int) -> str:
    """Return what is told of an article beside the gap that stands there."""
    return f"There is also a gap '{gap}' in {path}:{line}"


def gaps_of_draft(
    knowledge: KnowledgeBase, article: Article, contents: collections.abc.Mapping[str, bytes]
) -> Iterator[Problem]:
    """Yield a warning for each entry of `gaps.yml` that a draft is to answer, which stays until that is published.

    `article` is called as in its own `knowledge`, `contents` are the files that it was read from: bytes by relative
    path.
    """
    path = f"{article.topic}/{GAPS}"
    root, _ = parse(path, contents[path]) if article.is_draft and path in contents else (None, ())
    for name, (key, _) in root.entries.items() if isinstance(root, Mapping) else ():
        gap = knowledge.gaps.get(name)
        if gap is not None and (name == article.slug or gap.kind == article.kind is not None):
            message = message_of(name, path, key.line)
            yield Problem(path_of_article(article), 1, message, REMEDY, severity="warning")
