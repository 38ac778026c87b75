"""A message without what stands around it out of courtesy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.courtesies import names_greeted, without_courtesies


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("Hi, can you help us? thanks", "can you help us?"),
        ("Hi team! Can you help us? Thank you so much!", "Can you help us?"),
        ("thanks, can you help us?", "can you help us?"),
        ("Hi. Many thanks in advance. Help!", "Help!"),
        ("good morning, we need help cheers", "we need help"),
        ("Dear all,\n\nplease help", "please help"),
        ("Dear Sir/Madam,\nplease help", "please help"),
        ("Hoi Sanne, kun je helpen? Alvast bedankt", "kun je helpen?"),
        ("Beste mevrouw Özdemir-Smit, kun je helpen?", "kun je helpen?"),
        ("Beste team, kun je helpen? Bij voorbaat dank.", "kun je helpen?"),
        ("Dag collega's, kun je helpen? Dank jullie wel!", "kun je helpen?"),
        ("Goedemiddag, wij hebben hulp nodig. Dank u wel.", "wij hebben hulp nodig."),
        ("Top, dank je. Help ons even", "Help ons even"),
        ("dag, ik heb hulp nodig, merci", "ik heb hulp nodig"),
    ],
)
def test_greeting_and_thanks_are_left_out(text: str, core: str) -> None:
    assert without_courtesies(text) == core


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("Thanks!", "Thanks!"),
        ("Hi, thanks", "thanks"),
        ("thank you, thanks", "thanks"),
        ("bedankt voor de hulp met Exact Globe", "bedankt voor de hulp met Exact Globe"),
        ("thank you for helping us", "thank you for helping us"),
        ("can you help us?", "can you help us?"),
        ("hi can you help us", "hi can you help us"),
        ("bedankt", "bedankt"),
        ("", ""),
    ],
)
def test_where_nothing_else_is_there_or_it_is_what_is_said_it_stays(text: str, core: str) -> None:
    assert without_courtesies(text) == core


@pytest.mark.parametrize(
    "text",
    [
        "Hi Globe 413 fails: help",
        "Hi Globe fails, help",
        "Hi Globe 413: help",
        "Hoi facturen ontbreken weer, help",
        "hoi storing, help",
        "Hi Globe keeps crashing, can someone help?",
        "Hoi Exact Globe Crasht, help",
    ],
)
def test_more_than_a_name_behind_a_greeting_is_no_courtesy(text: str) -> None:
    assert without_courtesies(text) == text


def test_of_many_courtesies_the_first_three_are_left_out() -> None:
    assert without_courtesies("Hi. Hello. Thanks. Cheers. Help") == "Cheers. Help"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hoi Sanne, kun je helpen?", ("Sanne",)),
        ("Hi Storing can you help", ("Storing",)),
        ("Thanks. Dear mevrouw Özdemir-Smit, help", ("Özdemir-Smit",)),
        ("Hi team, can you help?", ()),
        ("Delhi Mumbai", ()),
        ("can you help, Sanne?", ()),
    ],
)
def test_names_stand_behind_greetings(text: str, names: tuple[str, ...]) -> None:
    assert names_greeted(text) == names


GREETINGS = st.sampled_from(("", "Hi", "hoi", "Goedemorgen", "Good morning", "Dear", "Beste"))
NAMES = st.sampled_from(("", " Sanne", " team", " all", " Jan-Willem", " mevrouw Smit", " Sir/Madam"))
ENDS = st.sampled_from((", ", "! ", ".\n\n", ",\n", ": "))
REQUESTS = st.sampled_from(("can you help us?", "facturen ontbreken weer, help", "Globe 413 fails: help", "help!"))
THANKS = st.sampled_from(("", " Thanks!", " Alvast bedankt", " bij voorbaat dank.", "\nThank you so much", " merci"))


@given(GREETINGS, NAMES, ENDS, REQUESTS, THANKS)
def test_what_is_asked_is_left_whole_of_whatever_stands_around_it(
    greeting: str, name: str, end: str, request: str, thanks: str
) -> None:
    before = f"{greeting}{name}{end}" if greeting else ""

    assert without_courtesies(f"{before}{request}{thanks}") == request


@given(st.text(max_size=200))
def test_nothing_is_left_only_where_nothing_was_said(text: str) -> None:
    core = without_courtesies(text)

    assert core in text
    assert bool(core) == bool(text)
