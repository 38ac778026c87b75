from __future__ import annotations

import re

import pytest

from tests.growth import grows_with_the_text

pytestmark = pytest.mark.slow


def test_what_begins_anew_at_each_character_is_noticed() -> None:
    assert not grows_with_the_text(re.compile("<[^>]*>").search, "<", 32_000)


def test_what_is_read_once_is_well_however_much_work_it_is() -> None:
    def laborious(text: str) -> int:
        return sum(hash((letter, each)) for letter in text for each in range(40))

    assert grows_with_the_text(laborious, "a", 40_000)
