from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.article import Facts, Phrasings
from bot.domain.language import Bilingual
from tests.factories import knowledge_base

KNOWLEDGE = knowledge_base()
VERSION = replace(KNOWLEDGE.articles["version"], reviewed_on=date(2026, 1, 1), review_every_days=90)


def test_phrasings_come_with_their_language_english_first() -> None:
    phrasings = Phrasings(en=("hi", "hello"), nl=("hoi",))

    assert list(phrasings) == [("en", "hi"), ("en", "hello"), ("nl", "hoi")]
    assert phrasings.in_language("nl") == ("hoi",)


def test_a_review_is_late_only_after_its_day() -> None:
    due = VERSION.review_due_on()

    assert due == date(2026, 4, 1)
    assert not VERSION.is_past_review(due)
    assert VERSION.is_past_review(due + timedelta(days=1))


def test_facts_are_there_by_name_as_they_are_shown() -> None:
    facts = Facts(413, "x.eu", {"minimum": Bilingual("at least 413", "minimaal 413")})

    assert facts.in_language("nl") == {"minimum": "minimaal 413"}


def test_drafts_are_not_published() -> None:
    articles = {**KNOWLEDGE.articles, "version": replace(VERSION, is_draft=True)}

    assert [article.slug for article in replace(KNOWLEDGE, articles=articles).published()] == ["mailbox", "greeting"]
