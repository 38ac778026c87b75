from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pytest

from bot.domain.language import LANGUAGES
from bot.domain.views import HomeView, SetupView, TeamQueue
from bot.rendering.homes import requester, support_member
from bot.rendering.slack_renderer import SlackRenderer
from bot.rendering.targets.block_kit import blocks_of
from bot.rendering.targets.plain_text import to_plain_text
from bot.rendering.view_elements import view_elements
from localslack.blockkit.validation import validate
from tests.rendering.test_setups import at
from tests.rendering.test_setups import context as set_up
from tests.rendering.ticket_examples import context, desk, ticket
from tests.shipped_knowledge import shipped_library

if TYPE_CHECKING:
    from bot.domain.language import Language
    from bot.domain.ticket import TicketState
    from bot.rendering.context import RenderContext

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
    text = to_plain_text(
        support_member(TeamQueue((), (OPEN,), (), (("open", 3), ("waiting", 1)), 2), context("en"), desk("nl"), "en")
    )

    assert [line for line in text.splitlines() if line and "#413" not in line] == [
        "The team's tickets",
        "3 open · 0 claimed · 1 waiting for the requester · 2 overdue",
        "My tickets",
        "No tickets.",
        "Unassigned",
        "Number · status · assignee, if any · subject · requester and when",
        "Overdue",
        "No tickets.",
    ]


def blocks_of_home(home: HomeView, shown_in: RenderContext) -> list[dict[str, Any]]:
    blocks = SlackRenderer(lambda: shown_in).view(home).blocks
    assert blocks is not None
    assert validate({"type": "home", "blocks": blocks}) == []
    return blocks


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_of_team", [False, True])
def test_the_fullest_home_of_each_role_is_shown_whole(language: Language, *, is_of_team: bool) -> None:
    long = tuple(replace(ticket(language, "x" * 80), state="resolved") for _ in range(10))
    queue = TeamQueue(long, long, long, (("open", 1000),), 1000) if is_of_team else None
    home = HomeView(language, long, queue, SetupView(language, at(language=language)))
    late = replace(set_up(), knowledge=shipped_library(), today=date(2030, 1, 1))

    elements = view_elements(home, late)
    assert len(blocks_of_home(home, late)) == len(blocks_of(elements, 1000))
    words = "Antwoorden om na te kijken" if language == "nl" else "Articles to review"
    assert (words in repr(elements)) == is_of_team


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_team_home_shows_how_to_ask_the_set_up_and_the_articles(language: Language) -> None:
    alone = replace(set_up(), desk=None, knowledge=shipped_library())
    shown = repr(blocks_of_home(HomeView(language, (), None, SetupView(language, None)), alone))

    assert "setup:begin" in shown
    assert "article:version-required" in shown
    assert "ask-human" not in shown
