from __future__ import annotations

import pytest

from bot.domain.corrections import corrected_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("oeps, foutje: 27378529", "27378529"),
        ("nee sorry het is 27378529", "27378529"),
        ("ik bedoel 27378529 ipv 12345678", "27378529"),
        ("27378529 i.p.v. 12345678", "27378529"),
        ("12345678 is niet goed, 27378529 wel", "27378529"),
        ("oeps 12345678 is een voorbeeld, het is 27378529", "27378529"),
        ("niet 12345678 maar 27378529", "27378529"),
        ("dat moet 27378529 zijn", "27378529"),
        ("12345678 moet 27378529 zijn", "27378529"),
        ("12345678 -> 27378529", "27378529"),
        ("verkeerd nummer, 27378529 is de goede", "27378529"),
        ("kvk 12345678 klopt niet, het is 27378529", "27378529"),
        ("1234 5678 was verkeerd, wij hebben 2737 8529", "2737 8529"),
        ("sorry dat was het voorbeeld, onze kvk is 27378529", "27378529"),
        ("het is 27378529, niet 12345678", "27378529"),
        ("No, I meant 27378529.", "27378529"),
        ("no wait we have 414 not 412", "414"),
        ("typo, should be 27378529 instead of 12345678", "27378529"),
        ("412 was a typo, it's 414", "414"),
        ("we have 414, 412 was wrong", "414"),
        ("sorry, update 414 sp2", "414 sp2"),
        ("that was a typing error. 414.", "414"),
    ],
)
def test_a_number_is_given_for_another(text: str, number: str) -> None:
    assert corrected_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "12345678 klopt niet",
        "no 12345678 is wrong",
        "not 412",
        "27378529",
        "and for 27378529?",
        "is 27378529 correct?",
        "we have 12 invoices, not 15, and nothing arrives",
        "do we need 414 rather than 413?",
        "heb ik 414 nodig in plaats van 413?",
        "waarom 12345678 en niet 27378529?",
        "ik heb het verkeerde nummer 27378529 ingevuld",
        "update 414 geeft een fout 1205",
        "update 414 error",
        "fout in update 414",
        "er is een fout met 27378529",
        "error 27378529",
        "KvK 27378529",
        "sorry, wat kost update 414",
        "Bedankt!\n\nMet vriendelijke groet,\nBos\nKvK 27378529",
        "sorry\n27378529",
        "sorry " * 30 + "27378529",
        "waar vul ik dat in?",
        "",
    ],
)
def test_what_says_anything_else_gives_none(text: str) -> None:
    assert corrected_number(text) is None
