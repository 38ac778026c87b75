from __future__ import annotations

import pytest

from tests.factories import problems_of


@pytest.mark.parametrize(
    ("gaps", "told"),
    [
        (b"- prices\n", "The file must consist of `name: value` entries"),
        (b"Prices: {}\n", "'Prices' is not a valid value for 'name'"),
        (b"prices: {title: {en: Prices, nl: Prijzen}}\n", "'prices' is missing the key 'phrasings'"),
        (b"prices: {phrasings: {en: [price], nl: [prijs]}}\n", "'prices' is missing the key 'title'"),
    ],
)
def test_a_gap_that_is_no_gap_is_told(gaps: bytes, told: str) -> None:
    assert any(told in problem for problem in problems_of(gaps=gaps))
