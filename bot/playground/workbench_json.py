"""The editor's board and previews as JSON, as the page shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.article import GENERAL
from bot.domain.language import LANGUAGES
from bot.knowledge.phrasing_editing import path_of_article, place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.article import Article, Gap, KnowledgeBase
    from bot.domain.language import Bilingual
    from bot.domain.library import Library
    from bot.domain.problem import Problem
    from bot.matching.lint import Near
    from bot.rendering.targets.block_kit import Rendered
    from bot.services.checking import FailedCheck
    from bot.services.previewing import Preview
    from bot.services.surveying import ArticleSummary, EditorBoard, GapSummary, OpenQuestion


def board_as_json(board: EditorBoard, knowledge: Library) -> dict[str, Any]:
    """Return everything that stands on the board."""
    return {
        "articles": [_article(each, knowledge) for each in board.articles],
        "drafts": [_article(each, knowledge) for each in board.drafts],
        "due": [_article(each, knowledge) for each in board.due],
        "gaps": [_gap(each, knowledge) for each in board.gaps],
        "questions": [_question(each, knowledge) for each in board.questions],
        "more_questions": board.more_questions,
        "integrations": [
            {"folder": each.folder, "product": _product_of(base, knowledge)}
            for base in knowledge.bases
            for each in base.integrations
        ],
    }


def preview_as_json(preview: Preview, knowledge: Library, shown: Sequence[Rendered]) -> dict[str, Any]:
    """Return a preview; `shown` is how its replies look in Slack, in their order."""
    return {
        "slug": preview.slug,
        "kind": preview.kind,
        "title": _title_of(preview.slug, knowledge),
        "replies": [
            {"language": reply.language, "blocks": each.blocks, "text": each.text}
            for reply, each in zip(preview.replies, shown, strict=True)
        ],
        "phrasings": {
            language: _owner_of(preview.slug, knowledge).phrasings.in_language(language) for language in LANGUAGES
        },
        "checks": preview.checks,
        "failed": [_failed(each) for each in preview.failed],
    }


def problem_as_json(problem: Problem) -> dict[str, Any]:
    """Return a problem in people's files: where it stands, what it is, and what to do."""
    return {
        "path": problem.path,
        "place": _place(problem.path, problem.line),
        "message": problem.message,
        "remedy": problem.remedy,
    }


def _article(summary: ArticleSummary, knowledge: Library) -> dict[str, Any]:
    article = summary.article
    return {
        "slug": article.slug,
        "title": _both(article.title),
        "topic": article.topic,
        "owner": article.owner,
        "product": None if article.topic == GENERAL else _told_product(article.slug, knowledge),
        "path": path_of_article(article),
        "phrasings": summary.phrasings,
        "checks": summary.checks,
        "due_on": article.review_due_on().isoformat(),
        "days_left": summary.days_left,
    }


def _gap(summary: GapSummary, knowledge: Library) -> dict[str, Any]:
    return {
        "slug": summary.gap.slug,
        "title": _both(summary.gap.title),
        "product": _told_product(summary.gap.slug, knowledge),
        "path": _path_of(summary.gap.slug, knowledge),
        "phrasings": summary.phrasings,
        "asked": summary.asked,
    }


def _question(question: OpenQuestion, knowledge: Library) -> dict[str, Any]:
    wording = question.wording
    return {
        "text": wording.text,
        "others": [text for text in dict.fromkeys(each.text for each in wording.questions) if text != wording.text],
        "count": wording.count,
        "people": wording.people,
        "nearest": None if wording.closest is None else _nearest(wording.closest, knowledge),
        "phrasings": question.phrasings,
        "name": question.name,
        "folder": None if wording.closest is None else _folder_of(wording.closest.phrase.target, knowledge),
    }


def _nearest(near: Near, knowledge: Library) -> dict[str, Any]:
    return {
        "slug": near.phrase.target,
        "title": _both(knowledge.matched(near.phrase.target).title),
        "kind": "gap" if near.phrase.target in knowledge.gaps else "article",
        "phrasing": near.phrase.text,
        "likeness": round(near.similarity, 2),
    }


def _failed(failed: FailedCheck) -> dict[str, Any]:
    check = failed.check
    return {"ask": check.ask, "must": check.must, "place": _place(check.path, check.line)}


def _path_of(slug: str, knowledge: Library) -> str:
    base = knowledge.base_of(slug)
    return place_of(base, slug.removeprefix(base.prefix))[0]


def _folder_of(slug: str, knowledge: Library) -> str | None:
    return next((each.folder for each in knowledge.base_of(slug).integrations), None)


def _told_product(slug: str, knowledge: Library) -> str | None:
    """Return the name of the product that it is about, where there is more than one."""
    return _product_of(knowledge.base_of(slug), knowledge) if knowledge.is_of_several else None


def _product_of(base: KnowledgeBase, knowledge: Library) -> str | None:
    return next((each.name for each in knowledge.products if each.slug == base.product), base.product)


def _title_of(slug: str, knowledge: Library) -> dict[str, str]:
    return _both(_owner_of(slug, knowledge).title)


def _owner_of(slug: str, knowledge: Library) -> Article | Gap:
    """Return what is previewed: of a draft and its gap the draft, which is being written (see `Library.matched`)."""
    return knowledge.articles.get(slug) or knowledge.gaps[slug]


def _both(text: Bilingual) -> dict[str, str]:
    return {language: text.in_language(language) for language in LANGUAGES}


def _place(path: str, line: int | None) -> str:
    return path if line is None else f"{path}:{line}"
