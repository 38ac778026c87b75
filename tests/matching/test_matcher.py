from __future__ import annotations

import pytest

from bot.matching import cache_format, lint
from bot.matching.building import build
from bot.matching.matcher import fingerprint
from tests.factories import SETUP, article, knowledge_base

KNOWLEDGE = knowledge_base(
    mailbox=article(
        en=("where is my mailbox", "the mailbox is not there", "I cannot find the digital mailbox"),
        nl=("waar is mijn brievenbus", "de brievenbus is er niet", "ik vind de digitale brievenbus niet"),
    )
)
MATCHER = build(KNOWLEDGE)


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


def test_repairing_a_text_leaves_its_numbers_alone() -> None:
    assert MATCHER.read("Mailbx for kvk 12.34.56.78!").text == "mailbox for kvk 12.34.56.78!"
    assert MATCHER.read("mailbo or mailbox").text == "mailbox or mailbox"
    assert MATCHER.read("Mailbox 0106:12345678").text == "Mailbox 0106:12345678"


def test_the_same_question_gives_the_same_ranking() -> None:
    again = build(KNOWLEDGE)

    assert again.rank(again.read("where is it"), "en") == MATCHER.rank(MATCHER.read("where is it"), "en")


def test_a_thawed_matcher_ranks_like_the_one_that_was_frozen() -> None:
    thawed = cache_format.load(cache_format.dump(MATCHER), KNOWLEDGE)

    for text in ("where is my mailbx", "welke versie", "weer in rotterdam"):
        assert thawed.rank(thawed.read(text), "en") == MATCHER.rank(MATCHER.read(text), "en")
        assert thawed.language_of(text) == MATCHER.language_of(text)


KEPT = cache_format.dump(MATCHER)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}\n",
        b"\n",
        b"no json\n",
        b"[]\n",
        cache_format.dump(MATCHER)[:-8],
        cache_format.dump(MATCHER) + b"12345678",
    ],
)
def test_spoilt_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(cache_format.CorruptMatcherError):
        cache_format.load(content, KNOWLEDGE)


def test_the_fingerprint_follows_phrasings_owners_and_synonyms_but_no_answer() -> None:
    before = fingerprint(knowledge_base())

    assert fingerprint(knowledge_base(mailbox=article(extra="note: x\n").replace(b"About", b"On"))) == before
    for changed in (
        knowledge_base(mailbox=article(en=("where has my mailbox gone",))),
        knowledge_base(mailbox=article(extra="status: draft\n"), setup=SETUP.replace(b"mailbox\n", b"version\n")),
        knowledge_base(synonyms=b"- [mailbox, postbox]\n"),
    ):
        assert fingerprint(changed) != before


def test_lint_names_phrasings_that_another_article_would_win() -> None:
    confused = build(
        knowledge_base(
            mailbox=article(en=("where is my mailbox", "which version do you need"), nl=("waar is mijn brievenbus",))
        )
    )
    strays = lint.misrouted_phrasings(confused)

    assert ("which version do you need", "mailbox", "version") in [(s.phrasing, s.target, s.winner) for s in strays]
    assert lint.confusable_pairs(confused, strays)[0].share > lint.CONFUSABLE_FROM
