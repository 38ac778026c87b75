"""What surely tells that something was done, and what only seems to."""

from __future__ import annotations

import pytest

from bot.matching.done_finder import DoneWords
from tests.shipped_knowledge import shipped_knowledge


@pytest.fixture(scope="module")
def done() -> DoneWords:
    return DoneWords(shipped_knowledge().words)


@pytest.mark.parametrize(
    "text",
    [
        "gelukt, en nu?",
        "Opgeslagen.",
        "ik heb het ingevuld, wat nu?",
        "klaar, wat is de volgende stap?",
        "ok, dat is gelukt, bedankt",
        "done, what now?",
        "I'm done",
        "Ik ben klaar",
        "everything is set, now what?",
        "all done, next please",
    ],
)
def test_it_was_done(done: DoneWords, text: str) -> None:
    assert done.is_told_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "oké dan",
        "it works now",
        "als ik klaar ben, wat dan?",
        "I'm done for today",
        "ik ben klaar voor vandaag",
        "bijna klaar",
        "almost done, what is next?",
        "ik heb het niet gedaan, wat nu?",
        "I haven't saved it, what now?",
        "ben ik klaar?",
        "it's done?",
        "is it saved, and now?",
    ],
)
def test_it_may_not_have_been_done(done: DoneWords, text: str) -> None:
    assert not done.is_told_in(text)


def test_what_stands_behind_a_step_by_its_number_asks_nothing(done: DoneWords) -> None:
    assert done.is_told_in("is klaar", may_ask=False)
    assert not done.is_told_in("is klaar")
