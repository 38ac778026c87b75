"""How a set-up looks at each moment, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from bot import texts
from bot.domain.language import LANGUAGES, Language
from bot.domain.setup import SETUP_MOVES, Setup, moved
from bot.domain.views import HomeView, SetupView
from bot.rendering.setups import in_words, setup_elements
from bot.rendering.slack_renderer import SlackRenderer
from bot.rendering.targets.block_kit import rendered
from bot.rendering.targets.plain_text import to_plain_text
from localslack.blockkit.validation import validate
from tests.factories import alone
from tests.rendering.ticket_examples import context as context_of_team
from tests.several import library_of_several
from tests.shipped_knowledge import shipped_knowledge
from tests.storage.contract import NOON
from tests.storage.setups_contract import A_SETUP

if TYPE_CHECKING:
    from bot.domain.setup import SetupMove
    from bot.rendering.context import RenderContext

SHIPPED: Final = shipped_knowledge()
OWN: Final = "12345678@facturen.econnect.eu"


def context() -> RenderContext:
    return replace(context_of_team("nl"), knowledge=alone(SHIPPED))


def at(*moves: SetupMove, language: Language = "nl") -> Setup:
    """Return a set-up after these moves."""
    setup = replace(A_SETUP, language=language, screen=language, step="before-you-start")
    for move in moves:
        setup = moved(setup, move, SHIPPED.setup, NOON)
    return setup


def read(setup: Setup | None, *others: Setup, language: Language = "nl") -> str:
    return to_plain_text(setup_elements(SetupView(language, setup, others), context()))


EVERYWHERE: Final[list[tuple[SetupMove, ...]]] = [
    (),
    ("done",),
    ("done", "fails"),
    ("done", "otherwise"),
    ("done", "otherwise", "fails"),
    ("done", "done"),
    ("done", "done", "later"),
    ("done", "done", "done"),
    ("done", "done", "done", "fails"),
    ("done", "done", "done", "done"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("moves", EVERYWHERE)
def test_every_moment_is_taken_by_slack_as_a_message_and_in_home(
    moves: tuple[SetupMove, ...], language: Language
) -> None:
    others = tuple(replace(at("done"), id=f"s{number}", name="Bakkerij " * 6) for number in range(9))
    view = SetupView(language, at(*moves, language=language), others, is_reminder=True)

    assert validate(rendered(setup_elements(view, context())).blocks or []) == []
    home = SlackRenderer(context).view(HomeView(language, (), setup=view))
    assert validate({"type": "home", "blocks": home.blocks}) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_the_first_it_says_how_many_steps_there_are(language: Language) -> None:
    assert "3" in read(None, language=language)


def test_a_step_says_where_one_is_what_is_needed_and_what_to_do() -> None:
    text = read(at("done", "done"))

    assert "Stap 2 van 3" in text
    assert "▰▱▱" in text
    assert "toegang tot de administratie-instellingen" in text
    assert "Systeem > Instellingen > Administratie-instellingen" in text
    assert "<kvk-nummer>@facturen.econnect.eu" in text


def test_what_comes_before_the_first_step_has_no_number() -> None:
    assert "wacht op je bij het begin: Voordat je begint" in read(at("later"))
    assert "bij het begin (‘Voordat je begint’)" in in_words(at("fails"), context())


def test_menus_are_named_as_on_the_persons_own_screens() -> None:
    text = read(moved(at("done", "done"), "screen", SHIPPED.setup, NOON))

    assert "Open in Exact Globe System > Settings > Administration settings" in text


@pytest.mark.parametrize("moves", EVERYWHERE[1:])
def test_ones_own_address_stands_wherever_an_address_does(moves: tuple[SetupMove, ...]) -> None:
    assert "<kvk" not in read(replace(at(*moves), address=OWN))
    assert ("<kvk" in read(at(*moves))) == (OWN in read(replace(at(*moves), address=OWN)))


@pytest.mark.parametrize(("number", "is_odd"), [("87654321", True), ("12345678", False)])
def test_a_number_that_fails_its_own_check_is_told_beside_the_step(number: str, *, is_odd: bool) -> None:
    text = read(replace(at("done"), address=f"{number}@facturen.econnect.eu"))

    assert (texts.get("address-warning-elfproef", "nl") in text) == is_odd


def test_where_it_does_not_work_the_ways_on_stand_there() -> None:
    text = read(at("done", "fails"))

    for way in ("Maak de Digitale Brievenbus handmatig aan", "Vraag het een medewerker", "Terug naar de stap"):
        assert way in repr(setup_elements(SetupView("nl", at("done", "fails")), context()))
    assert "Het lukt niet: Maak de Digitale Brievenbus aan" in text


def test_without_a_team_no_person_is_offered() -> None:
    alone = replace(context(), desk=None)

    assert "setup:human" not in repr(setup_elements(SetupView("nl", at("fails")), alone))


def test_the_end_says_what_was_done() -> None:
    text = read(replace(at("done", "done", "done", "done"), name="Jansen", release="415", address=OWN))

    assert "Jansen" in text
    assert "415" in text
    assert OWN in text
    assert "Voordat je begint, Maak de Digitale Brievenbus aan" in text


def test_a_step_that_the_editors_took_out_is_shown_as_the_first() -> None:
    assert "Vóór de 3 stappen" in read(replace(at(), step="gone"))
    assert "Begonnen op" in read(replace(at("done", "done", "done", "done"), done=("gone",)))


def test_the_team_reads_which_step_it_is() -> None:
    text = in_words(replace(at("done", "fails"), release="415", address=OWN), context())

    assert "stap 1 van 3 (‘Maak de Digitale Brievenbus aan’)" in text
    assert "415" in text
    assert OWN not in text
    assert "<kvk-nummer>@facturen.econnect.eu" in text
    assert "versie niet opgegeven" in in_words(at("fails"), context())


def test_every_button_is_one_that_the_use_case_knows() -> None:
    named = {"remind-soon", "remind-tomorrow", "details", "another", "human", "begin", "more", *SETUP_MOVES}
    for moves in EVERYWHERE:
        shown = rendered(setup_elements(SetupView("nl", at(*moves)), context())).blocks
        pressed = set(re.findall(r"'action_id': 'setup:([a-z-]+)'", str(shown)))
        assert pressed
        assert pressed <= named


def test_beside_other_products_a_card_says_which_one_is_set_up() -> None:
    several = replace(context(), knowledge=library_of_several())
    setup = replace(at(), name="Jansen", product="balansboek", step="update")

    assert "Jansen (Balansboek)" in to_plain_text(setup_elements(SetupView("nl", setup), several))
    finished = replace(setup, state="finished", step="look", address=None)
    assert "Adres van de" not in to_plain_text(setup_elements(SetupView("nl", finished), several))
    assert "stappen" not in to_plain_text(setup_elements(SetupView("nl", None), several))
    assert "(Exact Globe)" not in read(replace(at(), product="exact-globe"))
