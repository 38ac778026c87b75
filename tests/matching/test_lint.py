from __future__ import annotations

from bot.matching import lint
from bot.matching.building import build
from tests.factories import article, knowledge_base


def test_lint_names_phrasings_that_another_article_would_win() -> None:
    confused = build(
        knowledge_base(
            mailbox=article(en=("where is my mailbox", "which version do you need"), nl=("waar is mijn brievenbus",))
        )
    )
    misrouted = lint.misrouted_phrasings(confused)

    assert ("which version do you need", "mailbox", "version") in {
        (found.phrasing, found.target, found.winner) for found in misrouted
    }
    pair = lint.confusable_pairs(confused, misrouted)[0]
    assert (pair.phrasings[0], pair.size) == ("which version do you need", 3)
    assert pair.share > lint.CONFUSABLE_FROM


def test_what_is_closest_to_a_new_phrasing_is_found_within_its_target_and_elsewhere() -> None:
    matcher = build(knowledge_base())

    found = lint.nearest_phrasings(matcher, "Where is my version?", "en", "mailbox")

    assert found.own is not None
    assert found.elsewhere is not None
    assert (found.own.phrase.text, found.elsewhere.phrase.target) == ("where is my mailbox", "version")
    assert 0 < found.elsewhere.similarity < 1


def test_the_same_words_in_other_letters_are_wholly_alike() -> None:
    matcher = build(knowledge_base())

    found = lint.nearest_phrasings(matcher, "Which VERSION do I need??", "en", "mailbox")

    assert found.elsewhere is not None
    assert (found.elsewhere.phrase.target, round(found.elsewhere.similarity, 4)) == ("version", 1)


def test_of_a_target_that_is_not_matched_nothing_is_close() -> None:
    found = lint.nearest_phrasings(build(knowledge_base()), "where is my mailbox", "en", "a-draft")

    assert found.own is None
    assert found.elsewhere is not None


def test_words_are_told_as_they_are_matched() -> None:
    matcher = build(knowledge_base())

    assert not lint.tokens_of(matcher, "my mailbx", "en").isdisjoint(lint.tokens_of(matcher, "de brievenbus", "nl"))
    assert lint.tokens_of(matcher, "pear tree", "en").isdisjoint(lint.tokens_of(matcher, "de brievenbus", "nl"))
