from __future__ import annotations

import pytest

from bot.domain.bare_questions import is_bare
from bot.domain.sentences import PartKind, UtterancePart


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


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ik wil dus vooraf weten waar ik aan toe ben.", "request"),
        ("Wij willen graag weten hoe het zit", "request"),
        ("Graag hoor ik hoe de vork in de steel zit.", "request"),
        ("Kun je me vertellen waar we aan toe zijn?", "question"),
        ("En laat me even weten wat de bedoeling is.", "request"),
        ("Ik zou gewoon willen weten wat ik kan verwachten.", "request"),
        ("Ik wil weten of dat mag.", "request"),
        ("I just want to know where I stand.", "request"),
        ("I need to know what I'm in for", "request"),
        ("Could you tell us what to expect, please?", "question"),
        ("Please let me know how things stand.", "request"),
        ("We want to know what we're getting ourselves into.", "request"),
        ("Let me know if that's possible.", "request"),
        ("But first I would like to understand what's going on", "request"),
    ],
)
def test_whoever_wants_to_know_where_they_stand_names_nothing(text: str, kind: PartKind) -> None:
    assert is_bare(UtterancePart(text, kind))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ik wil weten wat het kost.", "request"),
        ("Ik wil weten hoe het met mijn brievenbus zit.", "request"),
        ("I want to know which version I need.", "request"),
        ("Let me know if I need Exact Online.", "request"),
        ("Laat me weten wat ik nodig heb.", "request"),
        ("Ik wil graag weten hoe het werkt.", "request"),
        ("Before we start, tell me what to expect.", "request"),
        ("Waar ik aan toe ben.", "statement"),
        ("Laat het me weten.", "request"),
    ],
)
def test_whoever_wants_to_know_something_of_their_own_does(text: str, kind: PartKind) -> None:
    assert not is_bare(UtterancePart(text, kind))


def test_what_asks_nothing_is_not() -> None:
    assert not is_bare(UtterancePart("It works.", "statement"))
