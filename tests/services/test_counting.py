"""How the tickets stand, as figures."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.services.counting import COUNTED, TicketFigures, ticket_figures
from tests.services.builders import TEAM

if TYPE_CHECKING:
    from tests.services.harness import Harness


def figures(bot: Harness, home: str | None = TEAM) -> dict[tuple[str, str], TicketFigures]:
    found = ticket_figures(bot.store.tickets, bot.desk.hours, bot.clock.now(), home)
    return {(each.team, each.state): each for each in found}


def test_without_tickets_the_own_team_has_none_in_any_state_once_it_is_known(bot: Harness) -> None:
    assert list(figures(bot)) == [(TEAM, state) for state in COUNTED]
    assert {each.count for each in figures(bot).values()} == {0}
    assert figures(bot, None) == {}


def test_a_team_with_tickets_is_told_of_beside_the_own_one(bot: Harness) -> None:
    bot.opens()
    found = figures(bot, "T0")
    assert list(dict.fromkeys(team for team, _ in found)) == ["T0", TEAM]
    assert (found[TEAM, "open"].count, found["T0", "open"].count) == (1, 0)


def test_what_is_not_promised_yet_is_not_late(bot: Harness) -> None:
    bot.clock.pass_time(hours=-2)
    bot.opens()
    bot.clock.pass_time(hours=3, minutes=59)
    assert figures(bot)[TEAM, "open"] == TicketFigures(TEAM, "open", 1, 0, timedelta())


def test_how_long_a_promise_is_broken_counts_working_hours_alone(bot: Harness) -> None:
    bot.opens()
    bot.clock.pass_time(hours=4)  # as the working day ends
    assert figures(bot)[TEAM, "open"] == TicketFigures(TEAM, "open", 1, 1, timedelta())
    bot.clock.pass_time(hours=12)  # it is night
    assert figures(bot)[TEAM, "open"].overdue == timedelta()
    bot.clock.pass_time(hours=5)
    overdue = figures(bot)[TEAM, "open"].overdue
    assert timedelta() < overdue < timedelta(hours=5)


def test_what_waits_for_the_requester_is_not_late(bot: Harness) -> None:
    ticket = bot.claimed()
    bot.clock.pass_time(days=2)
    assert figures(bot)[TEAM, "claimed"].late == 1
    with bot.workflow() as workflow:
        workflow.resolve(ticket.id, "UBOB", "reply", None, "nothing")
    found = figures(bot)
    assert (found[TEAM, "claimed"].count, found[TEAM, "resolved"].count, found[TEAM, "resolved"].late) == (0, 1, 0)
