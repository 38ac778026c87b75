"""What was given up, and may stand in Slack all the same: when its requester is erased, the team is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.desk import SupportDeskConfig
from bot.domain.outgoing import InPlace
from bot.domain.ticket import Place, TransitionRecord
from bot.domain.ticket_bodies import TicketCard
from bot.domain.views import TicketView
from bot.rendering.targets.block_kit import Rendered
from bot.services.app_context import AppContext, SupportContext
from bot.services.erasing import take_words_off
from bot.services.ports import TICKET_RETENTION, Timers
from bot.services.ticket_hooks import TicketDeliveryHooks
from tests.domain.test_hours import AMSTERDAM
from tests.services.fakes import FakeAnswering, FakeAudience, FakeMembership, FakeMessageLinks
from tests.slack.outbound.test_courier import Post, post, slack, with_team
from tests.storage.tickets_contract import fresh

if TYPE_CHECKING:
    from bot.domain.views import View

pytestmark = pytest.mark.slow

__all__ = ["post", "slack"]

POST, HISTORY = "chat.postMessage", "conversations.history"


def words(view: View) -> Rendered:
    is_card = isinstance(view, TicketView) and isinstance(view.content, TicketCard)
    view = view.notice if isinstance(view, InPlace) else view
    return Rendered("Alice's words" if is_card else getattr(view, "text", "news"))


def gives_up_a_card(post: Post, fault: str, look: str, *, is_given_up: bool = True) -> None:
    """Have the first card of Alice's ticket tried twice, and given up where it is not there by then."""
    general, team = post.slack.channels["general"], post.slack.app.team_id
    with post.store.transaction() as transaction:
        transaction.tickets.open(replace(fresh(team=team), home=Place(general.id)), Timers())
    post.slack.faults.for_calls(POST, fault)
    post.slack.faults.for_calls(HISTORY, *[look] * 9)
    post.send(post.letter("card:1", body=TicketCard("t1", 1)))
    works(post)
    assert any(entry.is_dead for entry in post.store.outbox.entries(9)) == is_given_up


def works(post: Post) -> None:
    worker = with_team(post, words)
    worker.hooks = TicketDeliveryHooks(
        SupportDeskConfig(post.slack.channels["general"].id, AMSTERDAM), post.store.card_state
    )
    for _ in range(6):
        worker.step()
        post.clock.pass_time(seconds=70)


def erases(post: Post, *looks: str) -> list[str]:
    """Return what the bot has said in general, the triage channel, once Alice is erased and Slack was looked at."""
    desk = SupportDeskConfig(post.slack.channels["general"].id, AMSTERDAM)
    support = SupportContext(desk, FakeMembership({"UBOB"}), FakeAudience(), FakeMessageLinks())
    context = AppContext(FakeAnswering(), post.store, post.clock, lambda: None, language="en", support=support)
    post.slack.faults.clear()
    post.slack.faults.for_calls(HISTORY, *looks)
    post.store.erase("UALICE")
    take_words_off(context)
    works(post)
    return post.texts()


@pytest.mark.parametrize("look", ["500", "error:missing_scope", "reset-before"])
def test_a_card_that_stands_there_though_it_was_given_up_loses_its_words(post: Post, look: str) -> None:
    gives_up_a_card(post, "reset-after", look)
    assert post.texts().count("Alice's words") == 1
    said = erases(post)
    assert "Alice's words" not in said
    assert "erased-card" in said
    assert "erased-may-stay" not in said


def test_one_that_is_not_there_is_told_to_nobody(post: Post) -> None:
    gives_up_a_card(post, "reset-before", "500")
    assert "erased-may-stay" not in erases(post)
    assert post.store.outbox.waiting() == 0


@pytest.mark.parametrize(
    "look",
    [
        "error:not_in_channel",
        "error:channel_not_found",
        "error:missing_scope",
        "error:thread_not_found",
        "500",
        "html",
    ],
)
def test_where_the_bot_cannot_look_the_team_is_told(post: Post, look: str) -> None:
    gives_up_a_card(post, "reset-after", "500")
    assert "erased-may-stay" in erases(post, *[look] * 9)


@pytest.mark.parametrize("look", ["500", "429:30", "reset-before"])
def test_where_it_cannot_look_now_it_looks_later(post: Post, look: str) -> None:
    gives_up_a_card(post, "reset-after", "500")
    said = erases(post, look)
    assert "Alice's words" not in said
    assert "erased-may-stay" not in said


def test_what_was_said_before_and_after_the_tries_is_not_looked_through(post: Post) -> None:
    gives_up_a_card(post, "reset-after", "500")
    post.clock.pass_time(days=30)
    erases(post)
    (look, *_) = [call for call in post.slack.calls(HISTORY) if call.arguments.get("latest")]
    assert float(look.arguments["latest"]) - float(look.arguments["oldest"]) < 3600


def test_the_words_of_a_ticket_whose_time_is_past_go_off_its_card(post: Post) -> None:
    gives_up_a_card(post, "ok", "ok", is_given_up=False)
    assert post.texts() == ["Alice's words"]
    now = post.clock.now()
    with post.store.transaction() as transaction:
        ticket = transaction.tickets.get(post.slack.app.team_id, "t1")
        assert ticket is not None
        closed = replace(ticket, state="closed", version=2, resolved_at=now, closed_at=now)
        step = TransitionRecord("t1", 2, now, "UBOB", "dismiss", "open", "closed")
        transaction.tickets.change(closed, step, Timers())
    post.store.purge(now + TICKET_RETENTION)
    assert erases(post) == ["purged-card"]


def test_a_card_that_surely_never_arrived_is_not_told_of(post: Post) -> None:
    gives_up_a_card(post, "error:is_archived", "ok")
    assert "erased-may-stay" not in erases(post)
