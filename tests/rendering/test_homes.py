from __future__ import annotations

from dataclasses import replace

from bot.domain.views import TeamQueue
from bot.rendering.homes import requester, support_member
from bot.rendering.targets.plain_text import to_plain_text
from tests.rendering.ticket_examples import context, desk, ticket

OPEN = replace(ticket("en", "Where is it?"), state="open", assignee=None)


def test_everybody_sees_how_to_ask_and_their_own_requests() -> None:
    text = to_plain_text(requester((OPEN,), "en"))

    assert text.index("/econnect ") < text.index("Your requests") < text.index("#413 · open · Where is it?")


def test_the_team_sees_three_queues_and_which_are_empty() -> None:
    text = to_plain_text(support_member(TeamQueue((), (OPEN,), ()), context("en"), desk("en")))

    assert [line for line in text.splitlines() if line and "#413" not in line] == [
        "My tickets",
        "No tickets.",
        "Unassigned",
        "Number · status · assignee, if any · subject · requester and when",
        "Overdue",
        "No tickets.",
    ]
