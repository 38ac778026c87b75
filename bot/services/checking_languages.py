"""Phrasings that stand under one language and are surely written in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.article import Article, Gap
    from bot.services.answering import Answering
    from bot.services.checking import LocationOf


def language_warnings(answering: Answering, location_of: LocationOf, only: str | None = None) -> Iterator[Problem]:
    """Yield a warning for each phrasing in the wrong language, of drafts too; with `only`, of one article or gap.

    What stands under both languages is asked so in both.
    """
    knowledge = answering.knowledge
    owners: tuple[Article | Gap, ...] = (*knowledge.articles.values(), *knowledge.gaps.values())
    for owner in (each for each in owners if only in (None, each.slug)):
        for language, text in owner.phrasings:
            spoken = answering.matcher.sure_language_of(text)
            if spoken not in (None, language) and text not in owner.phrasings.in_language(spoken):
                message = (
                    f"The phrasing '{text}' of {owner.slug} stands under '{language}' and is written in '{spoken}'"
                )
                remedy = f"Move it to `{spoken}`, or translate it."
                yield Problem(*location_of(owner.slug, text), message, remedy, severity="warning")
