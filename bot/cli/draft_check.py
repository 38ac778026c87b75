"""A draft as `check` looks at it: as if it were published, so that what it collides with is told before that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.bootstrap.answering import answering_from
from bot.domain.language import LANGUAGES
from bot.domain.problem import KnowledgeError
from bot.knowledge.article_editing import PHRASINGS_WANTED
from bot.knowledge.phrasing_editing import path_of_article
from bot.knowledge.publishing import with_published
from bot.knowledge.source_files import contents_of

if TYPE_CHECKING:
    from bot.domain.article import Article
    from bot.domain.problem import Problem
    from bot.services.answering import Answering
    from bot.services.answering_all import AnsweringAll
    from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Draft:
    """An article that nobody is shown yet.

    Attributes:
        answering: what answers of its package once it is published; as it is, where something keeps it from that.
        told: in one sentence, what was looked at.
        problems: what keeps it from being published, as warnings.
    """

    answering: Answering
    told: str
    problems: tuple[Problem, ...] = ()


def draft_of(settings: Settings, bot: AnsweringAll, slug: str) -> Draft | None:
    """Return the draft of that name, or the article of a package that is one; None for anything else.

    `bot` has the packages that are drafts as if they were published.
    """
    article = bot.knowledge.articles.get(slug)
    if article is None or not bot.knowledge.is_draft(article):
        return None
    told = f"{slug} is {'a draft' if article.is_draft else 'of a package that is a draft'}: "
    as_published = f"{told}checked as if it were published.{_if_too_few(article)}"
    if not article.is_draft:
        return Draft(bot.of_article(slug), as_published)
    contents = with_published(contents_of(settings.knowledge_dir), path_of_article(article))
    try:
        published = answering_from(settings, contents, has_drafts=True).of_article(slug)
    except KnowledgeError as error:
        # What is told of a file as a whole stands on its first line, as beforehand.
        problems = tuple(replace(each, line=each.line or 1, severity="warning") for each in error.problems)
        return Draft(bot.of_article(slug), f"{told}its phrasings are checked once it can be published.", problems)
    return Draft(published, as_published)


def _if_too_few(article: Article) -> str:
    """Return that an article that names no kind has few phrasings, where it has."""
    fewest = min(len(article.phrasings.in_language(each)) for each in LANGUAGES)
    if article.kind is not None or fewest >= PHRASINGS_WANTED:
        return ""
    return f" It names no kind, so give it at least {PHRASINGS_WANTED} phrasings per language: it has {fewest}."
