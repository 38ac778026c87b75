"""A bot that knows several packages, as a bookkeeper meets it, over both transports and on both databases."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pytest

from localslack.blockkit.validation import validate
from tests.dialogs.desk import crowd
from tests.dialogs.running import ROOT, Stage, staged
from tests.dialogs.test_checking_numbers import filled_in, modal
from tests.several import files_of_several

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.settings import Settings
    from localslack import ChannelMessage
    from tests.dialogs.desk import Story
    from tests.slack.running import Mode

pytestmark = [pytest.mark.slow, pytest.mark.in_turn("place")]  # real sockets


@pytest.fixture(scope="module")
def told(place: tuple[Mode, str], cache: Path, kept: Path) -> Iterator[tuple[Stage, Iterator[int]]]:
    mode, url = place
    for name, content in files_of_several().items():
        path = kept / "knowledge" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def adapt(settings: Settings) -> Settings:
        return replace(settings, knowledge_dir=kept / "knowledge")

    with staged(mode, ROOT / "manifest.yml", cache, url, crowd(), adapt) as running:
        yield running, count()


def last(story: Story) -> ChannelMessage:
    """Return the last message in Alice's direct messages."""
    story.rest()
    shown = story.alice.sees(story.alice.dm)[-1]
    assert validate(list(shown.blocks or ())) == []
    return shown


def writes(story: Story, text: str) -> str:
    story.alice.writes_dm(text)
    return last(story).text


def test_the_bot_asks_which_package_and_goes_on_about_the_one_that_is_chosen(story: Story) -> None:
    assert "Over welk pakket gaat het: Exact Globe, Balansboek of Factuurhuis Pro?" in writes(
        story, "welke versie heb ik nodig?"
    )
    story.alice.clicks(last(story), "product:balansboek")

    assert "Je hebt release 2025.2 van Balansboek" in last(story).text
    assert "Dit gaat over Balansboek." in last(story).text
    assert "Inkoop &gt; Postvak" in writes(story, "en waar staan de facturen dan?")
    assert "Documenten" in writes(story, "en in Factuurhuis?")
    assert "Kanalen" in writes(story, "hoe koppel ik dat?")
    assert "Mijn antwoorden gaan over Exact Globe, Balansboek en Factuurhuis Pro" in writes(
        story, "hoe koppel ik AFAS?"
    )


def test_the_name_alone_answers_what_was_asked(story: Story) -> None:
    writes(story, "hoe stel ik de koppeling in?")

    assert "Kanalen" in writes(story, "voor Factuurhuis graag")


def test_an_article_in_home_is_answered_about_its_package_and_talked_of(story: Story) -> None:
    story.alice.opens_home()
    story.rest()
    home = story.alice.home
    assert home is not None
    story.alice.clicks(home, "article:balansboek/setup-overview")

    assert "Uitwisseling &gt; eConnect" in last(story).text
    assert "Je hebt release 2025.2 van Balansboek" in writes(story, "welke versie heb ik nodig?")


def test_a_set_up_is_that_of_the_package_that_is_talked_of(story: Story) -> None:
    writes(story, "hoe koppel ik Balansboek met eConnect?")
    story.alice.clicks(last(story), "setup:begin")
    assert "release" not in filled_in(modal(story))
    submission = story.sends_form(story.alice, {"screen": "nl"})
    assert not submission.errors

    assert "Installeer release 2025.2." in last(story).text
    story.alice.clicks(last(story), "setup:done")
    assert "Druk op Koppelen onder Uitwisseling &gt; eConnect" in last(story).text
    assert "Open hem." in writes(story, "gelukt")
    story.alice.clicks(last(story), "setup:done")


def test_where_no_package_is_told_it_is_chosen_before_anything_else_is_asked(story: Story) -> None:
    story.alice.uses_shortcut("setup")
    chooser = modal(story)
    assert chooser.content["callback_id"] == "form:setup-product"
    chosen = story.alice.submits(chooser, {"product": "factuurhuis"})

    assert chosen.view is not None
    assert chosen.view.content["callback_id"] == "form:setup"
    assert "release" not in filled_in(chosen.view)


def test_a_set_up_that_is_asked_for_in_words_is_that_of_the_package_that_is_named_or_chosen(story: Story) -> None:
    assert "Over welk pakket gaat het" in writes(story, "stel in")
    assert "Dit gaat over Balansboek." in writes(story, "de tweede")
    assert "Dit gaat over Factuurhuis Pro." in writes(story, "stel Factuurhuis in")
    story.alice.clicks(last(story), "setup:begin")
    assert not story.sends_form(story.alice, {"screen": "nl"}).errors

    assert "(Factuurhuis Pro)" in writes(story, "begin de set-up van Factuurhuis")
    assert "Dit gaat over Balansboek." in writes(story, "stel Balansboek in")


@pytest.mark.parametrize("between", ["bedankt", "goedemorgen", "fijn, hartelijk dank voor je snelle reactie"])
def test_small_talk_between_leaves_what_is_to_be_chosen_from(story: Story, between: str) -> None:
    writes(story, "welke versie heb ik nodig?")

    assert "Over welk pakket" not in writes(story, between)
    assert "Je hebt release 2025.2 van Balansboek" in writes(story, "2")


def test_a_number_where_nothing_is_to_be_chosen_from_is_handed_over(story: Story) -> None:
    assert "Daar heb ik geen nagekeken antwoord op" in writes(story, "2.")
