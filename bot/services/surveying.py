"""What a knowledge editor has before them: articles, drafts, reviews, gaps, and what people asked in vain."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Self

from bot.domain.library import name_of
from bot.domain.review_days import by_review_day, is_due_within
from bot.services.checking import checks_of
from bot.services.drafting import DraftBasis
from bot.services.learning import wordings_to_learn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from bot.domain.article import Article, Gap
    from bot.domain.report import Figures, Unanswered
    from bot.domain.teaching import Taught
    from bot.services.answering_all import AnsweringAll
    from bot.services.learning import Wording

DUE_WITHIN: Final = timedelta(days=30)
"""How far ahead a board looks for reviews, as `due` does."""

MOST_QUESTIONS: Final = 30
"""Questions that are shown: those beyond them are worth less."""


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article with how many phrasings and checks it has, and in how many days its review is due: late below 0."""

    article: Article
    phrasings: int
    checks: int
    days_left: int


@dataclass(frozen=True, slots=True)
class GapSummary:
    """A gap with how many phrasings it has, and how often it was asked for."""

    gap: Gap
    phrasings: int
    asked: int


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What nothing answers: as it was asked, how many of it can be phrasings, and a name for an article on it."""

    wording: Wording
    phrasings: int
    name: str


@dataclass(frozen=True, slots=True)
class EditorBoard:
    """Everything at once; drafts, also those whose package is one, stand apart, and only published articles fall due.

    Of the questions there are the first `MOST_QUESTIONS`, those of most people; `more_questions` are the others.
    """

    articles: tuple[ArticleSummary, ...]
    drafts: tuple[ArticleSummary, ...]
    due: tuple[ArticleSummary, ...]
    gaps: tuple[GapSummary, ...]
    questions: tuple[OpenQuestion, ...]
    more_questions: int


@dataclass(frozen=True, slots=True)
class AskedLately:
    """What people taught in some time, what nothing answered, and how often each gap was asked for, in one place."""

    taught: tuple[Taught, ...]
    unanswered: tuple[Unanswered, ...]
    gaps: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, taught: Iterable[Taught], figures: Figures) -> Self:
        """Return it of what a store has."""
        return cls((*taught,), figures.unanswered, figures.gaps)


def learnt_from(asked: Sequence[AskedLately], now: AnsweringAll) -> tuple[Wording, ...]:
    """Return what there is to learn from what was asked in one place and another."""
    taught = [said for each in asked for said in each.taught]
    return wordings_to_learn(taught, [said for each in asked for said in each.unanswered], now)


def board_of(now: AnsweringAll, asked: Sequence[AskedLately], today: date) -> EditorBoard:
    """Return the board of all that is known, with what was `asked` lately, in one place or more."""
    base, basis = now.knowledge, DraftBasis.of(now)
    counts = Counter[str]()
    for each in asked:
        counts.update(dict(each.gaps))
    found = [_summary(article, now, today) for article in base.articles.values()]
    unnamed = [each for each in learnt_from(asked, now) if each.article is None]
    by_slug = {each.article.slug: each for each in found}
    soon = (each for each in by_review_day(base) if is_due_within(each, DUE_WITHIN, today))
    return EditorBoard(
        articles=tuple(each for each in found if not base.is_draft(each.article)),
        drafts=tuple(each for each in found if base.is_draft(each.article)),
        due=tuple(by_slug[each.slug] for each in soon if not base.is_draft(each)),
        gaps=tuple(_of_gap(gap, counts) for gap in base.gaps.values()),
        questions=tuple(_open(each, basis) for each in unnamed[:MOST_QUESTIONS]),
        more_questions=max(0, len(unnamed) - MOST_QUESTIONS),
    )


def _summary(article: Article, now: AnsweringAll, today: date) -> ArticleSummary:
    days_left = (article.review_due_on() - today).days
    checks = checks_of(now.of_article(article.slug).knowledge, name_of(article.slug))
    return ArticleSummary(article, len([*article.phrasings]), len(checks), days_left)


def _of_gap(gap: Gap, asked: Counter[str]) -> GapSummary:
    return GapSummary(gap, len([*gap.phrasings]), asked[gap.slug])


def _open(wording: Wording, basis: DraftBasis) -> OpenQuestion:
    phrasings = basis.phrasings_for(wording.questions)
    return OpenQuestion(wording, len([*phrasings]), name_of(basis.name_for(wording.text, wording.closest)))
