"""What people see of an article or a gap, before anybody asks: drafts too, in every language, with its checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.domain.language import LANGUAGES
from bot.domain.library import name_of
from bot.domain.reply import Answer, HandOver
from bot.services.checking import checks_of, failed_checks

if TYPE_CHECKING:
    from bot.domain.reply import Reply
    from bot.services.answering_all import AnsweringAll
    from bot.services.checking import FailedCheck


@dataclass(frozen=True, slots=True)
class Preview:
    """How an article or a gap is told, in each of the languages.

    `checks` is how many there are of it; `failed` are those that fail. Those of a draft, or of a package that is
    one, are not asked: it answers nothing yet.
    """

    slug: str
    kind: Literal["article", "draft", "gap"]
    replies: tuple[Reply, ...]
    checks: int
    failed: tuple[FailedCheck, ...] = ()


def preview_of(slug: str, now: AnsweringAll) -> Preview | None:
    """Return the preview of an article or a gap; None where there is neither of that name."""
    library, own = now.knowledge, now.of_article(slug)
    article, about = library.articles.get(slug), own.knowledge.product if library.is_of_several else None
    if article is None:
        told = tuple(HandOver(language, slug, 1.0, about=about) for language in LANGUAGES)
        return Preview(slug, "gap", told, 0) if slug in library.gaps else None
    replies = tuple(Answer(language, (slug,), 1.0, about=about) for language in LANGUAGES)
    checks = len(checks_of(own.knowledge, name_of(slug)))
    if library.is_draft(article):
        return Preview(slug, "draft", replies, checks)
    return Preview(slug, "article", replies, checks, failed_checks(own, name_of(slug)))
