from __future__ import annotations

from bot.matching.features import char_grams, word_grams


def test_words_count_alone_and_with_their_neighbour() -> None:
    assert word_grams(["no", "mail", "no"]) == {"no": 2, "mail": 1, "no mail": 1, "mail no": 1}
    assert word_grams([]) == {}


def test_characters_count_in_runs_of_two_to_four_within_a_word() -> None:
    assert char_grams(["ab"]) == {" a": 1, "ab": 1, "b ": 1, " ab": 1, "ab ": 1, " ab ": 1}
    assert char_grams(["ab", "ab"])["ab"] == 2
    assert "b a" not in char_grams(["ab", "ab"])
