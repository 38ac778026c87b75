from __future__ import annotations

import pytest

from bot.matching.spelling import Speller

SPELLER = Speller(
    {"mailbox": 9, "factuur": 3, "facturen": 5, "brievenbus": 4, "adres": 2, "kvk": 1, "instellingen": 1}
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("maibox", "mailbox"),
        ("mialbox", "mailbox"),
        ("brevenbusz", "brievenbus"),
        ("facturn", "facturen"),
        ("brieven bus", "brievenbus"),
        ("mailboxadres", "mailbox adres"),
        ("printer", "printer"),
        ("ksk", "ksk"),
        ("mailbox", "mailbox"),
        ("qwertyuiopas", "qwertyuiopas"),
        ("4l3", "4l3"),
        ("xnstellingem", "xnstellingem"),
    ],
)
def test_unknown_words_are_read_as_they_were_meant(typed: str, meant: str) -> None:
    words, changes = SPELLER.repair(typed.split(), None)

    assert words == tuple(meant.split())
    assert changes == (() if typed == meant else ((typed, meant),))


def test_of_two_words_equally_near_the_more_frequent_one_is_meant() -> None:
    speller = Speller({"hart": 1, "hard": 7})

    assert speller.repair(["harx"], None)[0] == ("hard",)


def test_known_words_are_never_touched() -> None:
    assert SPELLER.repair(["factuur", "facturen"], None)[1] == ()
