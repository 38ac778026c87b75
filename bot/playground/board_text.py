"""The editor's board as plain text, for where no script runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import texts
from bot.rendering.context import day_in_words
from bot.rendering.reviews import due_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.language import Language
    from bot.domain.library import Library
    from bot.domain.problem import Problem
    from bot.services.surveying import ArticleSummary, EditorBoard, GapSummary, OpenQuestion


def board_in_text(board: EditorBoard, problems: Sequence[Problem], knowledge: Library, language: Language) -> str:
    """Return all that stands on the board, in the words of `language`."""
    lists = {
        "board-problems": [str(each) for each in problems],
        "board-questions": [_question(each, knowledge, language) for each in board.questions],
        "board-drafts": [_article(each, language) for each in board.drafts],
        "board-due": [due_row(each.article, language) for each in board.due],
        "board-articles": [_article(each, language) for each in board.articles],
        "board-gaps": [_gap(each, language) for each in board.gaps],
    }
    return "".join(f"{line}\n" for line in _lines(lists, language))


def _lines(lists: dict[str, list[str]], language: Language) -> Iterator[str]:
    yield texts.get("board-title", language)
    for name, rows in lists.items():
        yield from ("", texts.get(name, language, count=str(len(rows))))
        yield from (f"- {row}" for row in rows)
        if name == "board-problems":
            yield texts.get("board-warnings", language)
    yield from ("", texts.get("board-end", language))


def _question(question: OpenQuestion, knowledge: Library, language: Language) -> str:
    wording = question.wording
    if wording.closest is None:
        return texts.get("board-question-new", language, text=wording.text, count=str(wording.count))
    slug = wording.closest.phrase.target
    closest = f"{knowledge.matched(slug).title.in_language(language)} ({slug})"
    return texts.get("board-question", language, text=wording.text, count=str(wording.count), closest=closest)


def _article(summary: ArticleSummary, language: Language) -> str:
    article = summary.article
    return texts.get(
        "board-article",
        language,
        title=article.title.in_language(language),
        slug=article.slug,
        phrasings=str(summary.phrasings),
        checks=str(summary.checks),
        day=day_in_words(article.review_due_on(), language),
    )


def _gap(summary: GapSummary, language: Language) -> str:
    gap = summary.gap
    return texts.get(
        "board-gap",
        language,
        title=gap.title.in_language(language),
        slug=gap.slug,
        phrasings=str(summary.phrasings),
        count=str(summary.asked),
    )
