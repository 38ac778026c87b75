from __future__ import annotations

from bot.domain.utterance import parse_utterance
from bot.matching.building import build
from bot.services.ranking_parts import rank_joined, rank_parts, rank_scraps
from tests.factories import knowledge_base

KNOWLEDGE = knowledge_base()
MATCHER = build(KNOWLEDGE)
TALK = frozenset({"greeting"})


def ranked(text: str) -> list[tuple[str, str | None]]:
    """Return the parts that are ranked, each with what it asks about."""
    read = [(part, MATCHER.read(part.text, "en")) for part in parse_utterance(text).parts]
    found = rank_parts(read, MATCHER, "en", TALK)
    return [(each.part.text, None if each.about is None else each.about.text) for each in found]


def test_a_single_part_is_the_whole_and_a_scrap_is_none() -> None:
    assert ranked("Which version do I need?") == []
    assert ranked("Which version do I need? Hm hm.") == [("Which version do I need?", None)]


def test_a_question_that_names_nothing_comes_with_what_it_asks_about() -> None:
    told = "We lack a new version of Globe."
    assert ranked(f"{told} Can we?") == [(told, None), ("Can we?", told)]


def test_what_is_joined_to_a_number_is_ranked_unless_it_names_nothing_or_was_passed_on() -> None:
    def joined(text: str) -> list[str]:
        return [each.part.text for each in rank_joined(parse_utterance(text), MATCHER, "en")]

    assert joined("412, is that enough, which version do I need?") == ["which version do I need?"]
    assert joined("> 412, which version do I need?") == []
    assert joined("412, what, 7?") == ["what"]


def test_a_question_of_a_word_or_two_is_ranked_where_it_is_not_already() -> None:
    parsed = parse_utterance("klopt 01035286? Version? Hm. Which version do I need?\n> Price?")
    scraps = rank_scraps(parsed, [], MATCHER, "en")

    assert [each.part.text for each in scraps] == ["klopt 01035286?", "Version?", "Which version do I need?"]
    assert [each.part.text for each in rank_scraps(parsed, scraps[1:], MATCHER, "en")] == ["klopt 01035286?"]
