from __future__ import annotations

from bot.matching.lint import ConfusablePair
from bot.services.checking_pairs import phrasings_won

PLACES = {
    None: ("version.yml", 1),
    "a": ("kinds/versions.yml", 4),
    "b": ("version.yml", 9),
    "c": ("elsewhere", None),
    "d": ("version.yml", 8),
}


def told(*phrasings: str) -> tuple[tuple[str, int | None], str]:
    return phrasings_won(ConfusablePair("version", "mailbox", phrasings, 7), lambda _, text: PLACES[text])


def test_the_first_three_are_named_with_their_lines_and_how_many_there_are() -> None:
    place, which = told("b", "d", "a", "c", "c")

    assert place == ("version.yml", 9)
    assert which == (
        "5 of the 7 would lead there: 'b' (line 9), 'd' (line 8), 'a' (kinds/versions.yml:4) and 2 more."
    )


def test_where_none_of_them_is_in_the_file_it_is_told_where_that_begins() -> None:
    assert told("a") == (("version.yml", 1), "1 of the 7 would lead there: 'a' (kinds/versions.yml:4).")
    assert told("c") == (("version.yml", 1), "1 of the 7 would lead there: 'c' (elsewhere).")
