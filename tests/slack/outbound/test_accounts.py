"""Whose account is deactivated is asked once in a while, and never holds up what is to be said."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from bot.slack.outbound.accounts import KNOWN_FOR, Accounts
from bot.slack.web_api import SlackApi
from tests.moments import MOMENT
from tests.slack.outbound.test_courier import Post, post, slack

__all__ = ["post", "slack"]

INFO = "users.info"


def api(post: Post) -> SlackApi:
    return SlackApi(post.slack.bot_token, post.slack.api_url)


def test_what_slack_said_is_known_for_some_minutes(post: Post) -> None:
    accounts, alice = Accounts(), post.slack.people["alice"]
    before = accounts.is_deactivated(api(post), alice.id, MOMENT)
    post.slack.deactivate(alice)
    moments = MOMENT + KNOWN_FOR - timedelta(seconds=1), MOMENT + KNOWN_FOR

    assert (before, *(accounts.is_deactivated(api(post), alice.id, each) for each in moments)) == (False, False, True)
    assert len(post.slack.calls(INFO)) == 2


@pytest.mark.parametrize(
    "fault",
    ["500", "429:30", "error:user_not_found", "reset-before", "html", "body:[]", 'body:{"ok": true, "user": [1]}'],
)
def test_what_slack_does_not_say_is_asked_again_with_the_next_word(post: Post, fault: str) -> None:
    accounts, alice = Accounts(), post.slack.people["alice"]
    post.slack.deactivate(alice)
    post.slack.faults.for_calls(INFO, fault)

    assert [accounts.is_deactivated(api(post), alice.id, MOMENT) for _ in range(2)] == [False, True]


@pytest.mark.slow
def test_a_slack_that_hangs_is_waited_for_a_second_at_most(post: Post) -> None:
    post.slack.faults.for_calls(INFO, "timeout")
    begin = time.monotonic()

    assert not Accounts().is_deactivated(api(post), post.slack.people["alice"].id, MOMENT)
    assert time.monotonic() - begin < 3
