from __future__ import annotations

import pytest

from bot.calculators.kvk_numbers import candidates_in
from bot.domain.text_cleaning import folded


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("kvk 01035286", ["01035286"]),
        ("kvk 12.34.56.78", ["12345678"]),
        ("1234 5678", ["12345678"]),
        ("12345678 54441587", ["12345678", "54441587"]),
        ("kvk12345678", ["12345678"]),
        ("0106:12345678", ["12345678"]),
        ("12345678@facturen.econnect.eu", ["12345678"]),
    ],
)
def test_eight_digits_are_a_number_however_they_are_written(text: str, digits: list[str]) -> None:
    found = candidates_in(folded(text))

    assert [candidate.digits for candidate in found] == digits
    assert [candidate.error for candidate in found] == [None] * len(digits)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("1234567", "too-short-7"),
        ("123456789", "nine-digits"),
        ("rsin 123456789", "nine-digits-rsin"),
        ("123456789012", "establishment-number-12"),
        ("NL123456789B01", "vat-number"),
        ("NL91 ABNA 0417 1643 00", "iban"),
        ("0612345678", "phone-number"),
        ("1.2e8", "scientific-notation"),
        ("1234567o", "not-only-digits"),
        ("00000000", "placeholder"),
        ("19.168.1.12", "odd-grouping"),
        ("<kvk>@facturen.econnect.eu", "placeholder"),
    ],
)
def test_what_a_number_is_instead_is_named(text: str, error: str) -> None:
    assert [candidate.error for candidate in candidates_in(folded(text))] == [error]


@pytest.mark.parametrize("text", ["order 12345678", "jan@example.com", "€ 12345678", "https://x.nl/12345678", "geen"])
def test_what_is_plainly_something_else_is_no_candidate(text: str) -> None:
    assert candidates_in(folded(text)) == ()


def test_a_number_that_is_gone_or_looks_like_a_day_says_so() -> None:
    old, new = candidates_in(folded("kvk was 12345678, now 54441587"))

    assert (old.is_gone, new.is_gone) == (True, False)
    assert candidates_in("20250412")[0].is_doubtful
