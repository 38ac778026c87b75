"""App Home."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import Destination, Home
from bot.services.ports import StoreUnavailableError
from bot.services.showing_home import show_home
from tests.services.builders import ALICE, BOB, TEAM

if TYPE_CHECKING:
    from tests.services.harness import Harness


def test_each_person_is_shown_theirs_in_the_language_they_chose(bot: Harness) -> None:
    with bot.store.transaction() as transaction:
        transaction.people.choose_language(TEAM, ALICE, "nl")
    for person in (ALICE, BOB):
        show_home(bot.context, TEAM, person, "Ev1")

    assert {(outgoing.destination, outgoing.body) for outgoing in bot.deliver()} == {
        (Destination(TEAM, ALICE, person=ALICE), Home("nl")),
        (Destination(TEAM, BOB, person=BOB), Home("en", is_chosen=False)),
    }
    assert bot.wakes


def test_on_one_occasion_it_is_shown_once(bot: Harness) -> None:
    for occasion in ("Ev1", "Ev1", "Ev2"):
        show_home(bot.context, TEAM, ALICE, occasion)

    assert bot.says() == [Home("en", is_chosen=False)] * 2


def test_without_a_team_it_is_shown_too(bot: Harness) -> None:
    bot.has_team = False
    show_home(bot.context, TEAM, ALICE, "Ev1")

    assert bot.says() == [Home("en", is_chosen=False)]


def test_while_the_store_is_away_nothing_is_promised(bot: Harness) -> None:
    bot.store.is_away = True
    with pytest.raises(StoreUnavailableError):
        show_home(bot.context, TEAM, ALICE, "Ev1")
