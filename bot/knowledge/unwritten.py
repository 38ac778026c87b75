"""What is still to be written in a draft: of an article, and of a whole integration. Warnings, which stop nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.problem import Problem
from bot.knowledge.file_schemas import ARTICLE
from bot.knowledge.file_values import FileValues
from bot.knowledge.phrasing_editing import path_of_article
from bot.knowledge.source_files import CHECKS, INTEGRATION, PRODUCTS, SETUP
from bot.knowledge.yaml_nodes import Mapping, parse, text_at, value_at

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Iterator

    from bot.domain.article import Article, KnowledgeBase


def unwritten_in(
    base: KnowledgeBase, contents: collections.abc.Mapping[str, bytes], only: str | None = None
) -> Iterator[Problem]:
    """Yield what is still to be written: where an integration is a draft, all of it; with `only`, of that article.

    `contents` are the files that it was read from: bytes by relative path.
    """
    for article in (each for each in base.articles.values() if each.is_draft):
        is_of_draft = base.is_draft and base.integration_of(article) is not None
        if article.slug == only or (only is None and is_of_draft):
            yield from _unwritten_texts(article, contents)
    if only is None and base.is_draft:
        missing = tuple(_missing(base, contents))
        yield from missing
        folder = base.integrations[0].folder
        remedy = "Write what is missing, then remove" if missing else "Remove"
        place = f"{folder}/{INTEGRATION}"
        message = f"{folder} is a draft: nobody is told of it yet"
        also = f", and give {base.product} `role: ours` in {PRODUCTS}," if _is_other(base, contents) else ""
        yield _warning(
            place, _line_of(place, contents, "status"), message, f"{remedy} `status: draft`{also} to publish it."
        )


def _is_other(base: KnowledgeBase, contents: collections.abc.Mapping[str, bytes]) -> bool:
    """Return whether its product is another package among the products, as for everybody until it is published."""
    root, _ = parse(PRODUCTS, contents.get(PRODUCTS, b""))
    return text_at(value_at(root, base.product or ""), "role") == "other"


def _missing(base: KnowledgeBase, contents: collections.abc.Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield what an integration cannot do without."""
    folder = base.integrations[0].folder
    at_integration, at_setup, at_checks = (f"{folder}/{name}" for name in (INTEGRATION, SETUP, CHECKS))
    if not any(each.topic == folder for each in base.published()):
        remedy = f"Run `econnect-bot new {folder}/SLUG`, fill it in, and remove its `status: draft`."
        line = _line_of(at_integration, contents, "product")
        yield _warning(at_integration, line, f"No article of {folder} is published yet", remedy)
    if not base.setup.steps:
        remedy = "Write the first one as the comment shows; without any it cannot be published."
        yield _warning(at_setup, _line_of(at_setup, contents, "steps"), "The set-up has no steps yet", remedy)
    if not base.checks:
        remedy = "Write two or three questions for each article, in other words than its phrasings."
        yield _warning(at_checks, _line_of(at_checks, contents), "There are no checks yet", remedy)


def _unwritten_texts(article: Article, contents: collections.abc.Mapping[str, bytes]) -> Iterator[Problem]:
    files = FileValues(contents)
    files.read(path_of_article(article), ARTICLE)
    yield from (replace(each, severity="warning") for each in files.unwritten)


def _line_of(path: str, contents: collections.abc.Mapping[str, bytes], key: str | None = None) -> int | None:
    """Return the line of a key in a file, else of the value that it holds."""
    root, _ = parse(path, contents.get(path, b""))
    if isinstance(root, Mapping) and key in root.entries:
        return root.entries[key][0].line
    return None if root is None else root.line


def _warning(path: str, line: int | None, message: str, remedy: str) -> Problem:
    return Problem(path, line, message, remedy, severity="warning")
