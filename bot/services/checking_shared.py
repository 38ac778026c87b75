"""What is told of phrasings that several integrations share: of which one it is, and what can be done in that one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.article import GENERAL

if TYPE_CHECKING:
    from bot.domain.article import KnowledgeBase
    from bot.domain.problem import Problem


def as_shared(told: Problem, base: KnowledgeBase, target: str, winner: str, which: str = "") -> Problem | None:
    """Return a warning that phrasings of `target` lead to `winner` as one of an integration beside others.

    `which` says which ones they are. As it is, where it stands in a file of that one alone. None where neither of the
    two is an article of it: what is handed over either way is no worse under another gap, and small talk is told of
    once.
    """
    if not base.prefix or told.path.startswith(base.prefix):
        return told
    if not any(_is_answer(base, slug) for slug in (target, winner)):
        return None
    folder = base.prefix.rstrip("/")
    return replace(
        told,
        message=f"Of {folder}: {told.message}",
        remedy=f"{_remedy(base, target, winner)} {which}".strip(),
        about=folder,
    )


def _remedy(base: KnowledgeBase, target: str, winner: str) -> str:
    """Return what can be done in the integration: the shared file is the others' as well."""
    if _is_answer(base, target):
        return f"Add more such questions to {_file_of(base, target)}."
    if target in base.articles:
        return f"Make the phrasings in {_file_of(base, winner)} clearer."
    return f"Add more such questions to {target} in {base.prefix}gaps.yml, or write an article that answers them."


def _is_answer(base: KnowledgeBase, slug: str) -> bool:
    return slug in base.articles and base.articles[slug].topic != GENERAL


def _file_of(base: KnowledgeBase, article: str) -> str:
    return f"{base.prefix}articles/{article}.yml"
