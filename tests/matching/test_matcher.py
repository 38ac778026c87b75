from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.answering import dictionary
from bot.matching.building import build
from bot.matching.index import Index
from bot.matching.matcher import fingerprint
from tests.factories import SETUP, article, knowledge_base, with_a_draft_for_prices
from tests.matching.examples import MATCHER

if TYPE_CHECKING:
    from bot.matching.index import Query, Scores


@pytest.mark.parametrize(
    ("typed", "article"),
    [
        ("Hi all, my mailbx is not there", "mailbox"),
        ("brievenbus niet te vinden", "mailbox"),
        ("postbox?", "mailbox"),
        ("which update do we need", "version"),
        ("good morning", "greeting"),
    ],
)
def test_the_article_that_fits_comes_first(typed: str, article: str) -> None:
    assert MATCHER.rank(MATCHER.read(typed), "en").best == article


def test_a_phrasing_word_for_word_is_certain_whatever_else_is_near() -> None:
    crowded = build(
        knowledge_base(
            mailbox=article(en=("help", "help with it", "help me", "need help"), nl=("hulp", "help mij")),
            greeting=article("Hello", en=("help now", "hi"), nl=("hoi",)),
        )
    )

    assert crowded.rank(crowded.read("Help!"), "en").confidence == 1.0
    assert crowded.rank(crowded.read("help now"), "en").best == "greeting"


def test_a_gap_that_fits_best_is_named_and_stands_among_no_matches() -> None:
    ranking = MATCHER.rank(MATCHER.read("what does the subscription cost per month"), "en")

    assert ranking.gap == ranking.best == "prices"
    assert "prices" not in [match.article for match in ranking.matches]


def test_a_draft_is_never_the_answer_to_the_gap_of_its_name() -> None:
    matcher = build(with_a_draft_for_prices())

    ranking = matcher.rank(matcher.read("what does it cost"), "en")

    assert ranking.gap == ranking.best == "prices"
    assert "prices" not in [match.article for match in ranking.matches]


def test_evidence_names_the_phrasings_of_the_best_heaviest_first() -> None:
    evidence = MATCHER.evidence(MATCHER.rank(MATCHER.read("where is the mailbox"), "en"))

    assert evidence[0].phrasing == "where is my mailbox"
    assert {item.target for item in evidence} == {"mailbox"}
    assert [item.weight for item in evidence] == sorted((item.weight for item in evidence), reverse=True)


@pytest.mark.parametrize(
    ("text", "language"),
    [("which version is too old", "en"), ("welke versie heb ik nodig", "nl"), ("412?", None), ("", None)],
)
def test_the_language_is_that_of_the_words(text: str, language: str | None) -> None:
    assert MATCHER.language_of(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [("build 412", "nl"), ("412", "nl"), ("which build is too old", "en"), ("which build 412", "en")],
)
def test_what_only_leans_to_a_language_takes_the_one_that_was_spoken(text: str, language: str) -> None:
    assert MATCHER.language_of(text, "nl") == language


def test_a_language_is_sure_where_words_that_one_alone_has_tell_it() -> None:
    matcher = build(knowledge_base(), dictionary())

    assert matcher.sure_language_of("where did the mailbox of 413 go?") == "en"
    assert matcher.sure_language_of("mailbox 413") is None
    assert MATCHER.sure_language_of("where did the mailbox go?") is None


def test_repairing_a_text_leaves_its_numbers_alone() -> None:
    assert MATCHER.read("Mailbx for kvk 12.34.56.78!").text == "mailbox for kvk 12.34.56.78!"
    assert MATCHER.read("mailbo or mailbox").text == "mailbox or mailbox"
    assert MATCHER.read("Mailbox 0106:12345678").text == "Mailbox 0106:12345678"


def test_the_fingerprint_follows_phrasings_owners_and_synonyms_but_no_answer() -> None:
    before = fingerprint(knowledge_base())

    assert fingerprint(knowledge_base(mailbox=article(extra="note: x\n").replace(b"About", b"On"))) == before
    for changed in (
        knowledge_base(mailbox=article(en=("where has my mailbox gone",))),
        knowledge_base(mailbox=article(extra="status: draft\n"), setup=SETUP.replace(b"mailbox\n", b"version\n")),
        knowledge_base(synonyms=b"- [mailbox, postbox]\n"),
    ):
        assert fingerprint(changed) != before


def test_the_fingerprint_tells_an_article_from_the_gap_that_it_was() -> None:
    base = with_a_draft_for_prices()
    published = replace(base.articles["prices"], is_draft=False, phrasings=base.gaps["prices"].phrasings)
    others = {slug: each for slug, each in base.articles.items() if slug != "prices"}

    before = fingerprint(replace(base, articles=others))

    assert fingerprint(replace(base, articles={**others, "prices": published}, gaps={})) != before


def test_the_same_words_are_scored_once_in_each_language(monkeypatch: pytest.MonkeyPatch) -> None:
    matcher = build(knowledge_base())
    scored: list[Query] = []
    score = Index.score

    def noting(index: Index, query: Query) -> Scores:
        scored.append(query)
        return score(index, query)

    monkeypatch.setattr(Index, "score", noting)
    said = matcher.read("which version do I need")
    first, again, dutch = (matcher.rank(said, language) for language in ("en", "en", "nl"))

    assert first == again
    assert (len(scored), dutch.utterance) == (2, said)
