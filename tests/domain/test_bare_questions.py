from __future__ import annotations

import pytest

from bot.domain.bare_questions import is_bare
from bot.domain.sentences import UtterancePart


@pytest.mark.parametrize(
    "text",
    [
        "Can I use it?",
        "And can we still use it then?",
        "Is that a problem?",
        "Will it work anyway?",
        "Is it possible without?",
        "is that ok",
        "Enough?",
        "what now?",
        "What should we do now?",
        "Why not?",
        "Kan het dan ook?",
        "En werkt dat dan nog?",
        "Mag dat?",
        "Klopt dat?",
        "Is dat erg?",
        "Kunnen we toch meedoen?",
        "Is dat genoeg?",
        "wat nu?",
        "Hoe kan dat?",
        "Wat moeten we doen?",
    ],
)
def test_a_question_of_which_no_word_names_anything_is_bare(text: str) -> None:
    assert is_bare(UtterancePart(text, "question"))


@pytest.mark.parametrize(
    "text",
    [
        "How does it work?",
        "Hoe werkt het?",
        "Is it included?",
        "Can I use Globe?",
        "Where is it?",
        "What is it?",
        "Hoe gaat het?",
        "How are you?",
        "Wat kost het?",
        "Can you help me?",
        "And?",
        "Can I use it for this and that and those of them then too?",
    ],
)
def test_a_question_with_a_word_of_its_own_is_not(text: str) -> None:
    assert not is_bare(UtterancePart(text, "question"))


def test_what_asks_nothing_is_not() -> None:
    assert not is_bare(UtterancePart("It works.", "statement"))
