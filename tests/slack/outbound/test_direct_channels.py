"""Direct messages are opened once, and one that was not surely opened is opened again."""

from __future__ import annotations

import pytest

from bot.slack.outbound.direct_channels import DirectChannels
from bot.slack.web_api import CallNotMadeError, SlackApi
from tests.slack.outbound.test_courier import Post, post, slack

__all__ = ["post", "slack"]

OPEN = "conversations.open"


def test_they_are_opened_once_for_each_person(post: Post) -> None:
    channels, api = DirectChannels(), SlackApi(post.slack.bot_token, post.slack.api_url)
    alice, bob = post.slack.people["alice"].id, post.slack.people["bob"].id
    found = [channels.with_person(api, person) for person in (alice, bob, alice)]

    assert found[0] == found[2] != found[1]
    assert len([call for call in post.slack.calls() if call.method == OPEN]) == 2


def test_where_nobody_knows_whether_they_opened_nothing_was_said_in_them(post: Post) -> None:
    channels, api = DirectChannels(), SlackApi(post.slack.bot_token, post.slack.api_url)
    alice = post.slack.people["alice"].id
    post.slack.faults.for_calls(OPEN, "reset-after")
    with pytest.raises(CallNotMadeError):
        channels.with_person(api, alice)

    assert channels.with_person(api, alice).startswith("D")


@pytest.mark.parametrize("channel", ["[]", '"D1"', "7", "{}", '{"id": 7}', '{"id": null}'])
def test_an_answer_of_another_shape_opened_nothing_that_could_be_used(post: Post, channel: str) -> None:
    channels, api = DirectChannels(), SlackApi(post.slack.bot_token, post.slack.api_url)
    alice = post.slack.people["alice"].id
    post.slack.faults.for_calls(OPEN, f'body:{{"ok": true, "channel": {channel}}}')
    with pytest.raises(CallNotMadeError):
        channels.with_person(api, alice)

    assert channels.with_person(api, alice).startswith("D")
