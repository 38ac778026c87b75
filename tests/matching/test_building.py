from __future__ import annotations

from bot.matching.building import build
from tests.factories import article, knowledge_base
from tests.matching.examples import KNOWLEDGE, MATCHER


def test_the_same_question_gives_the_same_ranking() -> None:
    again = build(KNOWLEDGE)

    assert again.rank(again.read("where is it"), "en") == MATCHER.rank(MATCHER.read("where is it"), "en")


def test_a_number_that_stands_in_phrasings_counts_as_a_word() -> None:
    version = article("The version", en=("is 413 enough", "which version"), nl=("is 413 genoeg",))
    matcher = build(knowledge_base(version=version))

    assert matcher.lexicon.numbers == {"413"}
    assert matcher.read("is 413 enough or 412").words == ("is", "413", "enough", "or")


def test_a_word_is_stemmed_in_the_language_of_its_phrasings() -> None:
    stems = MATCHER.lexicon.stems

    assert stems["nl"]["digitale"] == "digitaal"
    assert "brievenbus" not in stems["en"]


def test_the_odds_lean_to_the_language_that_has_a_gram() -> None:
    odds = build(knowledge_base()).lexicon.odds

    assert odds["ij"] < 0 < odds["th"]
