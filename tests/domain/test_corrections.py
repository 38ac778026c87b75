from __future__ import annotations

import pytest

from bot.domain.corrections import without_taken_back


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("oeps, foutje: 27378529", ", : 27378529"),
        ("ik bedoel 27378529 ipv 12345678", "27378529"),
        ("12345678 is niet goed, 27378529 wel", ", 27378529 wel"),
        ("oeps 12345678 is een voorbeeld, het is 27378529", ", het is 27378529"),
        ("niet 12345678 maar 27378529", "maar 27378529"),
        ("dat moet 27378529 zijn", "dat 27378529"),
        ("12345678 moet 27378529 zijn", "27378529"),
        ("12345678 -> 27378529", "27378529"),
        ("verkeerd nummer, 27378529 is de goede", ", 27378529"),
        ("kvk 12345678 klopt niet, het is 27378529", "kvk , het is 27378529"),
        ("1234 5678 was verkeerd, wij hebben 2737 8529", ", wij hebben 2737 8529"),
        ("no wait we have 414 not 412", "we have 414"),
        ("typo, should be 27378529 instead of 12345678", ", 27378529"),
        ("412 was a typo, it's 414", ", it's 414"),
        ("that was a typing error. 414.", "that was . 414."),
    ],
)
def test_what_is_taken_back_goes_with_the_words_that_do_so(text: str, left: str) -> None:
    assert without_taken_back(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "12345678 klopt niet",
        "that is a mistake",
        "not 412",
        "we have 12 invoices, not 15",
        "and for 27378529?",
        "is 27378529 correct?",
        "update 413",
        "KvK 27378529",
        "waar vul ik dat in?",
    ],
)
def test_what_takes_no_number_back_for_another_stays(text: str) -> None:
    assert without_taken_back(text) == text
