from __future__ import annotations

import pytest

from bot.domain.private_numbers import NINE_DIGITS, has_private_number


@pytest.mark.parametrize(
    "text", ["123456782", "bsn 12.34.56.782", "1 2 3 4 5 6 7 8 2", "413 123 456 782", "123_456_782", "x123456782y"]
)
def test_nine_digits_are_private_however_they_are_parted(text: str) -> None:
    assert has_private_number(text)


@pytest.mark.parametrize("text", ["12345678", "kvk 01035286", "1234567890", "12345678 9 invoices", "9 12345678"])
def test_eight_or_ten_digits_and_a_kvk_number_beside_another_are_not(text: str) -> None:
    assert not has_private_number(text)


@pytest.mark.parametrize("text", ["+31 6 1234 5678", "bel 0031 6 1234 5678!", "06 1234 5678", "(020) 123 45 67"])
def test_the_nine_digits_of_a_phone_number_are_not(text: str) -> None:
    assert not has_private_number(text)


@pytest.mark.parametrize("text", ["+123456782", "+31 6 1234 5678, 123456782", "0612345678 123456782"])
def test_beside_a_phone_number_nine_digits_are_private(text: str) -> None:
    assert has_private_number(text)


def test_the_nine_digits_themselves_are_found() -> None:
    found = NINE_DIGITS.search("my bsn is 12.34.56.782, ok?")

    assert found is not None
    assert found[1] == "12.34.56.782"
