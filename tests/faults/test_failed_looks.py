"""Whether a message arrived is not known, and the look for it fails too: nothing is lost, nothing said twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import Destination, Outgoing
from bot.domain.ticket import Place
from bot.domain.ticket_bodies import TicketCard
from bot.rendering.targets.block_kit import Rendered
from bot.services.ports import Timers
from tests.slack.outbound.test_courier import Post, post, slack, with_team
from tests.slack.outbound.test_trial import BESIDE, LINK, POST, private_word, tried
from tests.storage.tickets_contract import fresh

if TYPE_CHECKING:
    from bot.domain.views import View
    from bot.services.delivering import DeliveryWorker
    from localslack import ChannelMessage

pytestmark = pytest.mark.slow

__all__ = ["post", "slack"]

HISTORY, REPLIES, EDIT = "conversations.history", "conversations.replies", "chat.update"


def in_thread(post: Post, name: str = "m1") -> tuple[ChannelMessage, Outgoing]:
    """Return what Alice asked, and the answer for her below it."""
    asked = post.slack.people["alice"].says(post.slack.channels["general"], "hello")
    place = Destination(post.slack.app.team_id, asked.channel, asked.ts, person=post.slack.people["alice"].id)
    return asked, post.letter(name, to=place)


def pass_minutes(post: Post, minutes: int) -> None:
    for _ in range(minutes):
        post.clock.pass_time(seconds=60)
        post.work()


def said_below(post: Post, asked: ChannelMessage) -> list[str]:
    return [each.text for each in post.slack.thread(asked) if each.bot_id]


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive", "invalid_auth", "token_expired"])
def test_a_token_that_fails_while_looking_blocks_the_team_and_the_answer_waits(post: Post, code: str) -> None:
    asked, answer = in_thread(post)
    post.slack.faults.for_calls(POST, "reset-before")
    post.slack.faults.for_calls(REPLIES, *[f"error:{code}"] * 90)
    post.send(answer)
    post.work()
    pass_minutes(post, 90)
    assert post.worker.blocked_teams == {post.slack.app.team_id}
    assert [entry.is_dead for entry in post.store.outbox.entries(9)] == [False]
    pass_minutes(post, 1)
    assert said_below(post, asked) == ["en thanks m1"]


@pytest.mark.parametrize("method", [REPLIES, HISTORY, "conversations.open"])
@pytest.mark.parametrize("fault", ["reset-after", "reset-before"])
def test_however_long_slack_wants_patience_with_looks_the_answer_comes_once(
    post: Post, method: str, fault: str
) -> None:
    alice = post.slack.people["alice"]
    asked, answer = in_thread(post)
    if method != REPLIES:
        answer = post.letter(to=Destination("T", alice.id, person=alice.id))
    post.slack.faults.for_calls(POST, fault)
    post.send(answer)
    post.work()
    post.slack.faults.for_calls(method, *["429:30"] * 90)
    if method == "conversations.open":
        post.courier._direct._known.clear()  # noqa: SLF001 - as in a bot that was started anew
    pass_minutes(post, 91)
    said = said_below(post, asked) if method == REPLIES else [each.text for each in alice.sees(alice.dm)]
    assert said == ["en thanks m1"]
    assert post.store.outbox.waiting() == 0


def test_what_surely_did_not_arrive_is_said_without_a_look_where_looks_are_refused(post: Post) -> None:
    asked, answer = in_thread(post)
    post.slack.faults.for_calls(POST, "error:ratelimited", "429:1")
    post.slack.faults.for_calls(REPLIES, *["error:missing_scope"] * 9)
    post.send(answer)
    post.work()
    pass_minutes(post, 3)
    assert said_below(post, asked) == ["en thanks m1"]
    assert not post.slack.calls(REPLIES)


@pytest.mark.parametrize("code", ["missing_scope", "no_permission", "is_archived", "not_allowed_token_type"])
def test_what_can_never_be_looked_for_is_said_directly_and_once(post: Post, code: str) -> None:
    """Row 17, in a group DM of an app without `mpim:history`."""
    alice = post.slack.people["alice"]
    _, answer = in_thread(post)
    post.slack.faults.for_calls(POST, "reset-before", "reset-after")
    post.slack.faults.for_calls(REPLIES, *[f"error:{code}"] * 9)
    post.send(answer)
    post.work()
    pass_minutes(post, 3)
    assert [each.text for each in alice.sees(alice.dm)] == ["en thanks m1"]
    assert post.store.outbox.waiting() == 0


@pytest.mark.parametrize("failures", [1, 3, 20])
def test_a_reply_link_that_could_not_be_reached_is_not_used_up(post: Post, failures: int) -> None:
    post.slack.faults.for_calls(LINK, *["429:1"] * failures)
    post.send(private_word(post))
    post.work()
    pass_minutes(post, failures)
    assert tried(post.slack) == [LINK] * (failures + 1)
    assert BESIDE not in tried(post.slack)


def with_card(post: Post) -> DeliveryWorker:
    """Return a worker that has posted the card of a ticket."""

    def plain(view: View) -> Rendered:
        return Rendered(type(view).__name__)

    general = post.slack.channels["general"]
    with post.store.transaction() as transaction:
        transaction.tickets.open(replace(fresh(team=post.slack.app.team_id), home=Place(general.id)), Timers())
    worker = with_team(post, plain)
    show(post, worker, 1)
    return worker


def show(post: Post, worker: DeliveryWorker, version: int) -> None:
    post.send(post.letter(f"card:{version}", body=TicketCard("t1", version)))
    worker.step()
    post.clock.pass_time(seconds=5)


def cards(post: Post) -> int:
    return sum(each.text == "TicketView" for each in post.slack.messages(post.slack.channels["general"]))


@pytest.mark.parametrize("refusal", ["message_not_found", "edit_window_closed", "is_inactive", "cant_update_message"])
@pytest.mark.parametrize(("fault", "posts"), [("reset-after", 1), ("reset-before", 2)])
def test_a_card_that_is_posted_anew_is_looked_for_as_well(post: Post, refusal: str, fault: str, posts: int) -> None:
    worker = with_card(post)
    post.slack.faults.for_calls(EDIT, *[f"error:{refusal}"] * 9)
    post.slack.faults.for_calls(POST, fault)
    before = len(post.slack.calls(POST))
    show(post, worker, 2)
    for _ in range(3):
        worker.step()
        post.clock.pass_time(seconds=5)
    assert cards(post) == 2
    assert len(post.slack.calls(POST)) - before == posts
    assert post.store.outbox.waiting() == 0
    ticket = post.store.tickets.get(post.slack.app.team_id, "t1")
    assert ticket is not None
    assert ticket.card is not None
    assert ticket.card.id == post.slack.messages(post.slack.channels["general"])[-1].ts
