"""Calls for help that say nothing of what it is about."""

from __future__ import annotations

import pytest

from bot.domain.pleas import is_bare_plea


@pytest.mark.parametrize(
    "text",
    [
        "help",
        "Help!",
        "please help us",
        "can you help me?",
        "Could you please help us out?",
        "hi can you help me please",
        "Good morning team, can you guys help?",
        "we need some help",
        "kunnen jullie mij helpen?",
        "Kun je me even helpen alsjeblieft?",
        "Zou u ons willen helpen?",
        "Hoi Sanne, kunt u mij verder helpen?",
        "wij hebben hulp nodig.",
        "help me even a.u.b.",
    ],
)
def test_a_call_and_no_more_is_bare(text: str) -> None:
    assert is_bare_plea(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hi",
        "can you help me with my payroll?",
        "can you help my colleague?",
        "you can't help me",
        "kunnen jullie mij niet helpen?",
        "kunnen jullie mij helpen met de koppeling?",
        "please help, invoices are missing",
        "Hi Globe keeps crashing, can you help?",
        "Hoi facturen ontbreken, help",
        "we need no help",
        "helpdesk",
    ],
)
def test_what_tells_more_or_something_else_is_not(text: str) -> None:
    assert not is_bare_plea(text)
