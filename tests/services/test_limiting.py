"""How much one person may ask for in a minute, in whatever way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import SystemNotice
from bot.services.asking import ask
from bot.services.choosing import choose_article
from bot.services.limiting import MOST_TURNS
from bot.services.reacting import react
from bot.services.triaging import press
from bot.services.voting import vote
from tests.services.builders import ALICE, BOB, button, direct_message, mention, reaction

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.services.harness import Harness

    Ask = Callable[[Harness, int, str], object]


def presses(bot: Harness, number: int, person: str) -> None:
    choose_article(bot.context, button("version-required", person=person, press_id=f"press:{number}"))


WAYS: dict[str, Ask] = {
    "questions": lambda bot, number, person: ask(
        bot.context, direct_message("which version?", f"{number}.1", person)
    ),
    "mentions without a word": lambda bot, number, person: ask(bot.context, mention("", f"{number}.2", person)),
    "files": lambda bot, number, person: ask(
        bot.context, replace(direct_message("", f"{number}.3", person), files=("https://file",))
    ),
    "choices": presses,
    "votes": lambda bot, number, person: vote(bot.context, button("", "yes:t:help", person, f"vote:{number}")),
    "presses that are refused": lambda bot, number, person: (
        press(bot.context, button("withdraw", "gone", person, f"refused:{number}")) and None
    ),
    "reactions": lambda bot, number, person: react(
        bot.context, replace(reaction("ticket", person, f"{number}.4"), is_on_bots_message=True)
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_somebody_does_without_end_is_answered_so_often_a_minute_and_told_once(
    bot: Harness, way: str
) -> None:
    for number in range(MOST_TURNS + 5):
        WAYS[way](bot, number, ALICE)
    said = bot.says()
    bot.clock.pass_time(minutes=2)
    WAYS[way](bot, 99, ALICE)

    told = [body for body in said if isinstance(body, SystemNotice) and body.text == "too-many"]
    assert (len(said), len(told)) == (MOST_TURNS + 1, 1)
    assert len(bot.says()) == 1


def test_all_that_somebody_does_is_counted_together(bot: Harness) -> None:
    for number in range(MOST_TURNS):
        list(WAYS.values())[number % len(WAYS)](bot, number, ALICE)
    bot.deliver()
    presses(bot, 99, ALICE)
    presses(bot, 100, BOB)

    assert sorted(isinstance(body, SystemNotice) for body in bot.says()) == [False, True]


def test_a_reaction_that_was_too_many_counts_when_it_is_given_again(bot: Harness) -> None:
    for number in range(MOST_TURNS):
        ask(bot.context, mention("which version?", f"{number}.1"))
    for _ in range(2):
        react(bot.context, reaction("ticket", ALICE, "99.4"))
    bot.deliver()
    assert bot.tickets_of() == ()

    bot.clock.pass_time(minutes=2)
    for _ in range(2):
        react(bot.context, reaction("ticket", ALICE, "99.4"))
    assert len(bot.tickets_of()) == 1
