"""Problems that no file shows alone: phrasings in two places, links to articles that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.problem import Problem
from bot.knowledge.source_files import GAPS, SETUP, SYNONYMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.domain.article import KnowledgeBase, Phrasings

_DEAD_LINK = "Correct the name or remove it. A draft cannot be linked to."


def problems_between(
    knowledge: KnowledgeBase, lines: Mapping[str, Mapping[str, int]], paths: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield all problems between files.

    Args:
        knowledge: what could be read.
        lines: per path, the line on which each text stands first.
        paths: per article, whether it could be read or not, the path of its file.
    """
    yield from _shared_phrasings(knowledge, lines, {**dict.fromkeys(knowledge.gaps, GAPS), **paths})
    yield from _dead_links(knowledge, lines, paths)
    yield from _checks_without_sense(knowledge, paths)
    yield from _shared_synonyms(knowledge, lines)


def _phrasings(knowledge: KnowledgeBase) -> Iterator[tuple[str, Phrasings]]:
    yield from ((article.slug, article.phrasings) for article in knowledge.articles.values())
    yield from ((gap.slug, gap.phrasings) for gap in knowledge.gaps.values())


def _shared_phrasings(
    knowledge: KnowledgeBase, lines: Mapping[str, Mapping[str, int]], paths: Mapping[str, str]
) -> Iterator[Problem]:
    first: dict[str, tuple[str, int]] = {}
    for owner, phrasings in _phrasings(knowledge):
        for _, text in phrasings:
            place = paths[owner], lines[paths[owner]][text]
            known = first.setdefault(text.casefold().strip(" ?!."), place)
            if known != place:
                message = f"The phrasing '{text}' is also in {known[0]}, line {known[1]}"
                yield Problem(*place, message, "Keep it in the article whose answer fits best.")


def _dead_links(
    knowledge: KnowledgeBase, lines: Mapping[str, Mapping[str, int]], paths: Mapping[str, str]
) -> Iterator[Problem]:
    unreadable = paths.keys() - knowledge.articles.keys()
    targets = {article.slug for article in knowledge.published()} | unreadable
    for article in knowledge.articles.values():
        for slug in article.related:
            place = paths[article.slug], lines[paths[article.slug]][slug]
            if slug not in targets or slug == article.slug:
                yield Problem(*place, f"'related' names '{slug}', which is not another published article", _DEAD_LINK)
            elif slug in knowledge.articles and knowledge.articles[slug].topic == "general":
                yield Problem(
                    *place,
                    f"'related' names '{slug}', which is small talk",
                    "Name articles that help the reader further.",
                )
    for step in knowledge.setup:
        if step.article not in targets:
            message = f"A step names '{step.article}', which is not a published article"
            yield Problem(SETUP, lines[SETUP][step.article], message, _DEAD_LINK)


def _checks_without_sense(knowledge: KnowledgeBase, paths: Mapping[str, str]) -> Iterator[Problem]:
    phrasings = {text.casefold() for _, phrasings in _phrasings(knowledge) for _, text in phrasings}
    for check in knowledge.checks:
        if check.ask.casefold() in phrasings:
            message = f"The check '{check.ask}' is also a phrasing, so it proves nothing"
            yield Problem(check.path, check.line, message, "Use different words.")
        if (check.must == "calculate") != (check.value is not None):
            message = "'value' is for checks with `must: calculate`, and only for those"
            yield Problem(check.path, check.line, message, "Add it or remove it.")
        if (check.must in {"not_answer", "calculate"}) != (check.article is None):
            message = "'article' is for checks with `must: answer` or `must: offer`, and only for those"
            yield Problem(check.path, check.line, message, "Add it or remove it.")
        for name in (check.article, check.also):
            if name is not None and name not in paths:
                yield Problem(check.path, check.line, f"There is no article '{name}'", "Correct the name.")


def _shared_synonyms(knowledge: KnowledgeBase, lines: Mapping[str, Mapping[str, int]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for group in knowledge.synonyms:
        for word in group:
            if word.casefold() in seen:
                line = lines[SYNONYMS].get(word)
                yield Problem(SYNONYMS, line, f"'{word}' is in two groups", "Keep it in one group.")
            seen.add(word.casefold())
