from __future__ import annotations

from bot.calculators.vocabulary import Vocabulary, name_at_end, name_at_start

LISTED = Vocabulary.of("kvk voldoe* too_old service_pack*")
NAMES = {"kvk": Vocabulary.of("kvk"), "paper": Vocabulary.of("invoice order_number")}
BETWEEN = Vocabulary.of("number is")


def test_whole_words_beginnings_and_phrases_are_found() -> None:
    assert [
        LISTED.is_in(words)
        for words in ("a kvk b", "voldoende", "is it too old", "two service packs", "kvks", "to old", "")
    ] == [True, True, True, True, False, False, False]


def test_ends_and_begins_look_at_one_side_only() -> None:
    assert LISTED.ends("our kvk")
    assert LISTED.ends("far too old")
    assert not LISTED.ends("kvk here")
    assert LISTED.begins("kvk here")
    assert LISTED.begins("too old")
    assert not LISTED.begins("our kvk")


def test_without_takes_phrases_out() -> None:
    assert LISTED.without("is it too old now") == "is it now"


def test_a_name_is_found_across_the_words_between() -> None:
    assert name_at_end("our kvk number is", NAMES, BETWEEN) == "kvk"
    assert name_at_end("our order number", NAMES, BETWEEN) == "paper"
    assert name_at_end("kvk of alice", NAMES, BETWEEN) is None
    assert name_at_end("number", NAMES, BETWEEN) is None
    assert name_at_start("is invoice alice", NAMES, BETWEEN) == "paper"
    assert name_at_start("alice is kvk", NAMES, BETWEEN) is None
    assert name_at_start("", NAMES, BETWEEN) is None


def test_without_words_between_the_nearest_name_wins() -> None:
    assert name_at_end("invoice and kvk of alice", NAMES) == "kvk"
    assert name_at_start("for alice invoice and kvk", NAMES) == "paper"
