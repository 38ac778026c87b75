"""What was given up, and may stand in Slack all the same: when its requester is erased, the team is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.desk import SupportDeskConfig
from bot.domain.outgoing import TicketCard
from bot.domain.ticket import Place
from bot.domain.views import TicketView
from bot.rendering.targets.block_kit import Rendered
from bot.services.app_context import AppContext, SupportContext
from bot.services.erasing import take_words_off
from bot.services.ports import Timers
from tests.domain.test_hours import AMSTERDAM
from tests.services.fakes import FakeAnswering, FakeAudience, FakeMembership
from tests.slack.outbound.test_courier import Post, post, slack, with_team
from tests.storage.tickets_contract import fresh

if TYPE_CHECKING:
    from bot.domain.views import View

__all__ = ["post", "slack"]

POST, HISTORY = "chat.postMessage", "conversations.history"


def words(view: View) -> Rendered:
    is_card = isinstance(view, TicketView) and isinstance(view.content, TicketCard)
    return Rendered("Alice's words" if is_card else getattr(view, "text", "news"))


def gives_up_a_card(post: Post, fault: str, look: str) -> None:
    """Have the first card of Alice's ticket tried twice, and given up."""
    general, team = post.slack.channels["general"], post.slack.app.team_id
    with post.store.transaction() as transaction:
        transaction.tickets.open(replace(fresh(team=team), home=Place(general.id)), Timers())
    post.slack.faults.for_calls(POST, fault)
    post.slack.faults.for_calls(HISTORY, *[look] * 9)
    post.send(post.letter("card:1", body=TicketCard("t1", 1)))
    works(post)
    assert next(entry.is_dead for entry in post.store.outbox.entries(9))


def works(post: Post) -> None:
    worker = with_team(post, words)
    for _ in range(3):
        worker.step()
        post.clock.pass_time(seconds=70)


def erases(post: Post) -> list[str]:
    """Return what the bot has said in general, the triage channel, once Alice is erased."""
    desk = SupportDeskConfig(post.slack.channels["general"].id, AMSTERDAM)
    support = SupportContext(desk, FakeMembership({"UBOB"}), FakeAudience())
    context = AppContext(FakeAnswering(), post.store, post.clock, lambda: None, language="en", support=support)
    post.store.erase("UALICE")
    take_words_off(context)
    works(post)
    return post.texts()


@pytest.mark.parametrize("look", ["500", "error:missing_scope", "reset-before"])
def test_a_card_that_stands_there_though_it_was_given_up_is_told_of(post: Post, look: str) -> None:
    gives_up_a_card(post, "reset-after", look)
    assert post.texts().count("Alice's words") == 1
    assert "erased-may-stay" in erases(post)


def test_a_card_that_surely_never_arrived_is_not_told_of(post: Post) -> None:
    gives_up_a_card(post, "error:is_archived", "ok")
    assert "erased-may-stay" not in erases(post)
