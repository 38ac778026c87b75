from __future__ import annotations

from bot.domain.reply import Answer, HandOver
from bot.matching.building import build
from bot.services.answering import Answering
from bot.services.previewing import preview_of
from tests.factories import CHECKS, answering_alone, answering_with_a_draft_of_afas, article, knowledge_base

WRONG = b'- {ask: "pears and plums", lang: en, must: answer, article: version}\n'
OF_DRAFT = b'- {ask: "good day to all", lang: en, must: answer, article: greeting}\n'
DRAFT = article("Hello", en=("hi",), nl=("hoi",), extra="status: draft\n")
KNOWLEDGE = knowledge_base(greeting=DRAFT, checks=CHECKS + WRONG + OF_DRAFT)
BOT = answering_alone(Answering(KNOWLEDGE, build(KNOWLEDGE)))


def test_an_article_is_told_in_both_languages_with_the_checks_that_fail() -> None:
    preview = preview_of("version", BOT)

    assert preview is not None
    assert (preview.kind, preview.checks) == ("article", 2)
    assert [(each.language, each.articles) for each in preview.replies if isinstance(each, Answer)] == [
        ("en", ("version",)),
        ("nl", ("version",)),
    ]
    assert [each.check.ask for each in preview.failed] == ["pears and plums"]


def test_a_draft_is_told_and_its_checks_are_not_asked() -> None:
    preview = preview_of("greeting", BOT)

    assert preview is not None
    assert (preview.kind, preview.checks, preview.failed) == ("draft", 1, ())
    assert len(preview.replies) == 2


def test_an_article_of_a_package_that_is_a_draft_is_one_too() -> None:
    preview = preview_of("afas/version", answering_with_a_draft_of_afas())

    assert preview is not None
    assert (preview.kind, preview.checks, preview.failed) == ("draft", 1, ())


def test_of_a_gap_it_is_shown_how_it_is_handed_over() -> None:
    preview = preview_of("prices", BOT)

    assert preview is not None
    assert preview.kind == "gap"
    assert [each.gap for each in preview.replies if isinstance(each, HandOver)] == ["prices", "prices"]


def test_what_is_not_there_has_no_preview() -> None:
    assert preview_of("plums", BOT) is None
