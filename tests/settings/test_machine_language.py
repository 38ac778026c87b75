from __future__ import annotations

import pytest

from bot.settings.machine_language import language_of_machine


@pytest.mark.parametrize(
    ("values", "language"),
    [
        ({}, "en"),
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "nl_BE.UTF-8", "LC_MESSAGES": "", "LC_ALL": ""}, "nl"),
        ({"LANG": "nl_NL.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "nl"}, "nl"),
        ({"LANG": "nld"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
    ],
)
def test_it_is_dutch_or_else_english(values: dict[str, str], language: str) -> None:
    assert language_of_machine(values) == language
