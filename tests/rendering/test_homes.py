from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from bot.domain.views import HomeView, TeamQueue
from bot.rendering.homes import requester, support_member
from bot.rendering.targets.plain_text import to_plain_text
from bot.rendering.view_elements import view_elements
from tests.rendering.ticket_examples import context, desk, ticket

if TYPE_CHECKING:
    from bot.domain.language import Language
    from bot.domain.ticket import TicketState

UNDER_WAY: Final[tuple[TicketState, ...]] = ("open", "claimed", "waiting", "resolved", "closed")

OPEN = replace(ticket("en", "Where is it?"), state="open", assignee=None)


def test_everybody_sees_how_to_ask_and_their_own_requests() -> None:
    text = to_plain_text(requester((OPEN,), "en"))

    assert text.index("/econnect ") < text.index("Your requests") < text.index("#413 · open · Where is it?")


@pytest.mark.parametrize(("mine", "others"), [("nl", "en"), ("en", "nl")])
def test_a_home_is_in_one_language_whatever_the_team_and_the_tickets_speak(mine: Language, others: Language) -> None:
    tickets = tuple(replace(ticket(others, "x"), state=state, assignee=None) for state in UNDER_WAY)
    home = HomeView(mine, tickets, TeamQueue((), tickets, tickets))

    def shown(team: Language) -> str:
        return repr(view_elements(home, context(team)))

    def as_if_all_spoke(language: Language) -> str:
        spoken = tuple(replace(each, language=language) for each in tickets)
        return repr(view_elements(HomeView(mine, spoken, TeamQueue((), spoken, spoken)), context(language)))

    assert shown(others) == as_if_all_spoke(mine)
    assert shown(mine) == shown(others)


def test_the_team_sees_three_queues_and_which_are_empty() -> None:
    text = to_plain_text(support_member(TeamQueue((), (OPEN,), ()), context("en"), desk("nl"), "en"))

    assert [line for line in text.splitlines() if line and "#413" not in line] == [
        "My tickets",
        "No tickets.",
        "Unassigned",
        "Number · status · assignee, if any · subject · requester and when",
        "Overdue",
        "No tickets.",
    ]
