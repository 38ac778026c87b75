"""Problems that no file shows alone: links to articles that are not there, checks and steps without sense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.near_names import did_you_mean
from bot.domain.problem import Problem
from bot.knowledge.source_files import EXAMPLES, INTEGRATION, PRODUCTS, SCREEN, SETUP, SYNONYMS, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.domain.article import KnowledgeBase, Phrasings
    from bot.domain.setup_guide import SetupGuide

_ALSO_QUESTIONS = frozenset({"fails", "thanks"})
"""What is a question where nothing was said before."""
_TOLD_IN = {
    "phrases": frozenset(WORDS.values()),
    "cues": frozenset(WORDS.values()),
    "examples": frozenset(EXAMPLES.values()),
}
"""Where what tells a follow-up is written, by what it is."""
_DEAD_LINK = "Correct the name or remove it. A draft cannot be linked to."


def problems_between(
    knowledge: KnowledgeBase,
    folder: str,
    lines: Mapping[str, Mapping[str, int]],
    paths: Mapping[str, str],
    elsewhere: frozenset[str] = frozenset(),
) -> Iterator[Problem]:
    """Yield all problems between files.

    Args:
        knowledge: what could be read.
        folder: where the integration's files are.
        lines: per path, the line on which each text stands first.
        paths: per article, whether it could be read or not, the path of its file.
        elsewhere: the articles of other integrations, to which small talk may lead as well.
    """
    yield from _dead_links(knowledge, f"{folder}/{SETUP}", lines, paths, elsewhere)
    yield from _unknown_sources(knowledge, lines, paths)
    yield from _unknown_products(knowledge, lines)
    yield from _checks_without_sense(knowledge, paths)
    yield from _shared_synonyms(knowledge, lines)
    yield from _steps_without_sense(knowledge, folder, lines)
    yield from _follow_ups_without_sense(knowledge, lines)


def _phrasings(knowledge: KnowledgeBase) -> Iterator[tuple[str, Phrasings]]:
    yield from ((article.slug, article.phrasings) for article in knowledge.articles.values())
    yield from ((gap.slug, gap.phrasings) for gap in knowledge.gaps.values())


def _dead_links(
    knowledge: KnowledgeBase,
    steps: str,
    lines: Mapping[str, Mapping[str, int]],
    paths: Mapping[str, str],
    elsewhere: frozenset[str],
) -> Iterator[Problem]:
    unreadable = paths.keys() - knowledge.articles.keys()
    targets = {article.slug for article in knowledge.published()} | unreadable
    for article in knowledge.articles.values():
        for slug in article.related:
            place = paths[article.slug], lines[paths[article.slug]][slug]
            known = targets | elsewhere if article.topic == "general" else targets
            if slug not in known or slug == article.slug:
                message = f"'related' names '{slug}', which is not another published article"
                yield Problem(*place, message, _meant(slug, known, knowledge) + _DEAD_LINK)
            elif slug in knowledge.articles and knowledge.articles[slug].topic == "general":
                yield Problem(
                    *place,
                    f"'related' names '{slug}', which is small talk",
                    "Name articles that help the reader further.",
                )
    for slug in _articles_of(knowledge.setup):
        if slug not in targets:
            message = f"A step names '{slug}', which is not a published article"
            yield Problem(steps, lines[steps][slug], message, _meant(slug, targets, knowledge) + _DEAD_LINK)


def _meant(slug: str, targets: Iterable[str], knowledge: KnowledgeBase) -> str:
    """Return which article was probably meant; nothing where there is one of that name: a draft, or itself."""
    return "" if slug in knowledge.articles else did_you_mean(slug, targets)


def _unknown_sources(
    knowledge: KnowledgeBase, lines: Mapping[str, Mapping[str, int]], paths: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield articles whose source their integration does not tell of."""
    for article in knowledge.articles.values():
        integration, document = knowledge.integration_of(article), article.source.document
        if integration is not None and document not in integration.sources:
            path = paths[article.slug]
            message = f"'document' names '{document}', which is not in {integration.folder}/{INTEGRATION}"
            remedy = f"{did_you_mean(document, integration.sources)}Correct the name, or add it to `sources` there."
            yield Problem(path, lines[path][document], message, remedy)


def _unknown_products(knowledge: KnowledgeBase, lines: Mapping[str, Mapping[str, int]]) -> Iterator[Problem]:
    """Yield integrations of a product that is not one of ours; until it is published it may be another package."""
    ours = {each.slug for each in knowledge.products if each.role == "ours"}
    others = {each.slug for each in knowledge.products if each.role == "other"}
    for integration in knowledge.integrations if knowledge.products else ():
        if integration.product not in (ours | others if integration.is_draft else ours):
            path = f"{integration.folder}/{INTEGRATION}"
            message = f"'product' names '{integration.product}', which is not ours in {PRODUCTS}"
            line = lines[path][integration.product]
            meant = did_you_mean(integration.product, ours)
            yield Problem(path, line, message, f"{meant}Name one of {_listed(ours)}, or give it `role: ours` there.")


def _listed(slugs: Iterable[str]) -> str:
    return ", ".join(sorted(slugs)) or "the products there"


def _articles_of(guide: SetupGuide) -> Iterator[str]:
    if guide.overview is not None:
        yield guide.overview
    for step in guide.steps:
        yield from (step.article, *step.troubles)


def _steps_without_sense(
    knowledge: KnowledgeBase, folder: str, lines: Mapping[str, Mapping[str, int]]
) -> Iterator[Problem]:
    """Yield steps of one name, and those that lead nowhere."""
    guide, seen, path = knowledge.setup, set[str](), f"{folder}/{SETUP}"
    for step in guide.steps:
        if step.slug in seen:
            yield Problem(path, lines[path][step.slug], f"There are two steps '{step.slug}'", "Rename one of them.")
        seen.add(step.slug)
        other = step.otherwise
        if other is not None and (other == step.slug or guide.step(other) is None):
            message = f"'otherwise' names '{other}', which is not another step"
            meant = did_you_mean(other, (each.slug for each in guide.steps if each != step))
            yield Problem(path, lines[path][other], message, f"{meant}Name the `slug` of another step.")
        if step.where is not None and step.where not in knowledge.screen:
            message = f"'where' names '{step.where}', which is not in {folder}/{SCREEN}"
            meant = did_you_mean(step.where, knowledge.screen)
            yield Problem(path, lines[path][step.where], message, f"{meant}Correct the name, or add it there.")
    if guide.steps and not guide.main:
        yield Problem(path, None, "Every step is the 'otherwise' of another", "Leave one that everybody takes.")


def _follow_ups_without_sense(knowledge: KnowledgeBase, lines: Mapping[str, Mapping[str, int]]) -> Iterator[Problem]:
    """Yield what would lead two ways: a follow-up of two meanings, or one that is a question of its own."""
    general = {slug for slug, article in knowledge.articles.items() if article.topic == "general"}
    asked = {
        text.casefold().strip(" ?!."): owner
        for owner, phrasings in _phrasings(knowledge)
        if owner not in general
        for _, text in phrasings
    }
    for told, files in _TOLD_IN.items():
        kinds: dict[str, str] = {}
        for kind, phrase in _told_by(knowledge, told):
            path, line = next((path, at[phrase]) for path, at in lines.items() if path in files and phrase in at)
            other = kinds.setdefault(phrase.casefold(), kind)
            if other != kind:
                yield Problem(path, line, f"'{phrase}' is also in '{other}'", "Keep it in one of them.")
            owner = asked.get(phrase.casefold()) if told == "phrases" else None
            if owner is not None and kind not in _ALSO_QUESTIONS:
                message = f"'{phrase}' is also a phrasing of '{owner}'"
                yield Problem(path, line, message, "A question wins over a follow-up: remove it here.")


def _told_by(knowledge: KnowledgeBase, told: str) -> Iterator[tuple[str, str]]:
    """Yield each text with what it tells."""
    tables = [words.phrases if told == "phrases" else words.cues for words in knowledge.words]
    if told == "examples":
        tables = [{**each.follow_ups, "others": each.others} for each in knowledge.examples]
    for table in tables:
        yield from ((kind, text) for kind, texts in table.items() for text in texts)


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
                remedy = f"{did_you_mean(name, paths)}Correct the name."
                yield Problem(check.path, check.line, f"There is no article '{name}'", remedy)


def _shared_synonyms(knowledge: KnowledgeBase, lines: Mapping[str, Mapping[str, int]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for group in knowledge.synonyms:
        for word in group:
            if word.casefold() in seen:
                line = lines[SYNONYMS].get(word)
                yield Problem(SYNONYMS, line, f"'{word}' is in two groups", "Keep it in one group.")
            seen.add(word.casefold())
