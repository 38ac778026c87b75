"""Words that may stand in Slack are looked for where they were tried; a look that failed is never taken for "no"."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import Destination, InPlace, Sought, SystemNotice
from bot.services.ports import Delivery, NotKnown, Refused, Sent, TenantBlocked
from bot.slack.outbound.direct_channels import DirectChannels
from bot.slack.outbound.messages import metadata
from bot.slack.outbound.taking_off import find_all
from bot.slack.web_api import SlackApi
from tests.slack.outbound.test_courier import Post, post, slack

if TYPE_CHECKING:
    from bot.domain.outgoing import Outgoing

__all__ = ["post", "slack"]

KEY = "status:T1:t1"
HISTORY, REPLIES, OPEN = "conversations.history", "conversations.replies", "conversations.open"


def says(post: Post, channel: str, key: str = KEY, thread: str | None = None) -> str:
    """Have the bot say something with that key; return its id."""
    place = {"channel": channel} | ({} if thread is None else {"thread_ts": thread})
    api = SlackApi(post.slack.bot_token, post.slack.api_url)
    return str(api.call("chat.postMessage", json={"text": "Alice's words"} | metadata(key) | place)["ts"])


def word(
    post: Post, channel: str | None = None, *, thread: str | None = None, person: str | None = None, hours: float = 1
) -> Outgoing:
    now = post.clock.now()
    span = (now - timedelta(hours=1)).isoformat(), (now + timedelta(hours=hours)).isoformat()
    general = post.slack.channels["general"].id
    notice = SystemNotice("erased-status", "en", (("number", "4"),))
    body = InPlace(notice, channel or general, is_erasure=True, sought=Sought(KEY, *span, thread, person))
    return post.letter(to=Destination(post.slack.app.team_id, general), body=body)


def words_left(post: Post) -> int:
    everywhere = (*post.slack.channels.values(), post.slack.people["alice"].dm)
    return sum("words" in each.text for channel in everywhere for each in post.slack.messages(channel))


def test_every_message_with_the_key_loses_its_words_and_no_other(post: Post) -> None:
    general = post.slack.channels["general"].id
    for key in (KEY, "status:T1:t2", KEY):
        says(post, general, key)

    assert post.courier.deliver(word(post)) == Sent()
    assert words_left(post) == 1


def test_it_is_looked_for_in_the_thread_where_it_was_tried(post: Post) -> None:
    asked = post.slack.people["alice"].says(post.slack.channels["general"], "hello")
    says(post, asked.channel, thread=asked.ts)

    assert post.courier.deliver(word(post, thread=asked.ts)) == Sent()
    assert words_left(post) == 0
    assert [call.method for call in post.slack.calls() if call.method in {HISTORY, REPLIES}] == [REPLIES]


@pytest.mark.parametrize("is_home", [True, False])
def test_it_is_looked_for_in_the_direct_messages_where_it_may_have_gone(post: Post, *, is_home: bool) -> None:
    alice = post.slack.people["alice"]
    says(post, alice.id)

    assert post.courier.deliver(word(post, alice.id if is_home else None, person=alice.id)) == Sent()
    assert words_left(post) == 0
    assert len(post.slack.calls(HISTORY)) == (1 if is_home else 2)


def test_where_there_is_none_nothing_is_said(post: Post) -> None:
    assert post.courier.deliver(word(post, person=post.slack.people["alice"].id)) == Sent()
    assert post.texts() == []


@pytest.mark.parametrize("method", [HISTORY, OPEN])
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("error:not_in_channel", Refused("not_in_channel")),
        ("error:channel_not_found", Refused("channel_not_found")),
        ("error:user_not_found", Refused("user_not_found")),
        ("error:missing_scope", Refused("missing_scope")),
        ("error:token_revoked", TenantBlocked("token_revoked")),
        ("429:30", NotKnown("ratelimited", 30.0)),
        ("500", NotKnown("status 500")),
        ("html", NotKnown("status 200")),
    ],
)
def test_a_look_that_failed_is_not_taken_for_no(post: Post, method: str, answer: str, outcome: Delivery) -> None:
    post.slack.faults.for_calls(method, answer)
    assert post.courier.deliver(word(post, person=post.slack.people["alice"].id)) == outcome


def test_somebody_whose_account_is_deactivated_cannot_be_looked_at(post: Post) -> None:
    alice = post.slack.people["alice"]
    post.slack.deactivate(alice)
    assert post.courier.deliver(word(post, alice.id)) == Refused("user_disabled")


def test_more_than_can_be_looked_through_is_not_looked_through_again_and_again(post: Post) -> None:
    more = 'body:{"ok": true, "messages": [], "response_metadata": {"next_cursor": "more"}}'
    post.slack.faults.for_calls(HISTORY, *[more] * 10)
    assert post.courier.deliver(word(post)) == Refused("too much was said there")


def test_what_came_long_after_it_was_given_up_is_not_looked_at(post: Post) -> None:
    says(post, post.slack.channels["general"].id)
    assert post.courier.deliver(word(post, hours=-0.5)) == Sent()
    assert words_left(post) == 1


def test_a_message_that_nobody_can_edit_any_more_is_deleted(post: Post) -> None:
    says(post, post.slack.channels["general"].id)
    post.slack.faults.for_calls("chat.update", *["error:edit_window_closed"] * 9)
    assert post.courier.deliver(word(post)) == Sent()
    assert words_left(post) == 0


def test_only_words_that_stand_in_a_place_are_looked_for(post: Post) -> None:
    api = SlackApi(post.slack.bot_token, post.slack.api_url)
    assert find_all(api, post.letter(), Sought(KEY, post.clock.now().isoformat()), DirectChannels()) == ()
