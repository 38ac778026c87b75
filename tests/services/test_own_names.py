from __future__ import annotations

import pytest

from bot.services.own_names import OwnNames
from tests.several import answering_of_several

_, BALANSBOEK, _ = answering_of_several().each
NAMES = OwnNames(BALANSBOEK.knowledge, BALANSBOEK.matcher.speller)


@pytest.mark.parametrize(
    ("text", "is_in", "is_subject", "is_alone"),
    [
        ("Balansboek", True, True, True),
        ("graag voor Balansboek", True, True, True),
        ("welke versie van Balansboek heb ik nodig", True, True, False),
        ("Balansboek of Factuurhuis?", True, False, False),
        ("welke versie van Factuurhuis", False, False, False),
        ("hallo", False, False, False),
        ("", False, False, False),
        ("we zijn met zijn allen op een heel mooie dag naar Balansboek", True, True, False),
    ],
)
def test_it_is_found_by_its_name(text: str, *, is_in: bool, is_subject: bool, is_alone: bool) -> None:
    assert NAMES.is_in(text) == is_in
    assert NAMES.is_subject_of(text) == is_subject
    assert NAMES.is_alone(text) == is_alone
