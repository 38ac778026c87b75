"""A message without what stands around it out of courtesy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.courtesies import without_courtesies


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("Hi, can you help us? thanks", "can you help us?"),
        ("Hi team! Can you help us? Thank you so much!", "Can you help us?"),
        ("thanks, can you help us?", "can you help us?"),
        ("Hi. Many thanks in advance. Help!", "Help!"),
        ("good morning, we need help cheers", "we need help"),
        ("Dear all,\n\nplease help", "please help"),
        ("Hoi Sanne, kun je helpen? Alvast bedankt", "kun je helpen?"),
        ("Beste team, kun je helpen? Bij voorbaat dank.", "kun je helpen?"),
        ("Goedemiddag, wij hebben hulp nodig. Dank u wel.", "wij hebben hulp nodig."),
        ("Top, dank je. Help ons even", "Help ons even"),
        ("dag, ik heb hulp nodig, merci", "ik heb hulp nodig"),
    ],
)
def test_greeting_and_thanks_are_left_out(text: str, core: str) -> None:
    assert without_courtesies(text) == core


@pytest.mark.parametrize(
    "text",
    [
        "Thanks!",
        "Hi, thanks",
        "thank you, thanks",
        "bedankt voor de hulp met Exact Globe",
        "thank you for helping us",
        "can you help us?",
        "hi can you help us",
        "bedankt",
        "",
    ],
)
def test_where_nothing_else_is_there_or_it_is_what_is_said_all_of_it_stays(text: str) -> None:
    assert without_courtesies(text) in {text, "thanks"}


@given(st.text(max_size=200))
def test_nothing_is_left_only_where_nothing_was_said(text: str) -> None:
    core = without_courtesies(text)

    assert core in text
    assert bool(core) == bool(text)
