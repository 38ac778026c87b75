"""A look for a message: it is there, it is not there, or that cannot be found out now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.domain.ticket import Place, PostedMessage
from bot.services.ports import NotKnown, Sent
from bot.services.resolving import Message
from bot.slack.outbound.messages import metadata
from bot.slack.outbound.posted_messages import LookFailedError, LookRefusedError, look_for
from bot.slack.web_api import CallRefusedError, SlackApi
from localslack import LocalSlack
from tests.clocks import CLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(ROOT / "manifest.yml", clock=CLOCK.seconds) as running:
        yield running


def look(
    slack: LocalSlack, name: str = "m1", thread: str | None = None, other_than: PostedMessage | None = None
) -> Sent | None:
    channel = slack.channels["general"].id
    api = SlackApi(slack.bot_token, slack.api_url)
    return look_for(api, Message(name, Place(channel, thread), None, CLOCK.now()), lambda: channel, other_than)


def post(slack: LocalSlack, *names: str, **place: str) -> None:
    api = SlackApi(slack.bot_token, slack.api_url)
    for name in names:
        said = {"channel": slack.channels["general"].id, "text": name, **place}
        api.call("chat.postMessage", json=said | metadata(name))


def test_it_is_there_or_it_is_not(slack: LocalSlack) -> None:
    post(slack, "m1", "m2")
    assert look(slack) == Sent()
    assert look(slack, "m3") is None


def test_it_is_found_behind_more_than_one_page_of_what_was_said_since(slack: LocalSlack) -> None:
    post(slack, "m1", *(f"x{number}" for number in range(230)))
    assert look(slack) == Sent()
    assert len(slack.calls("conversations.history")) == 3


def test_it_is_found_in_a_long_thread(slack: LocalSlack) -> None:
    asked = slack.people["alice"].says(slack.channels["general"], "hello")
    post(slack, *(f"x{number}" for number in range(120)), "m1", thread_ts=asked.ts)
    assert look(slack, thread=asked.ts) == Sent()


@pytest.mark.slow
def test_what_cannot_be_looked_through_is_not_known(slack: LocalSlack) -> None:
    post(slack, *(f"x{number}" for number in range(1001)))
    with pytest.raises(LookFailedError, match="too much was said there"):
        look(slack)


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("500", NotKnown("status 500")),
        ("html", NotKnown("status 200")),
        ("429:7", NotKnown("ratelimited", 7)),
        ("error:missing_scope", NotKnown("missing_scope")),
        ("reset-before", NotKnown("ConnectionResetError")),
        ("empty", NotKnown("no messages in the answer")),
    ],
)
def test_a_look_that_fails_is_a_third_outcome(slack: LocalSlack, fault: str, outcome: NotKnown) -> None:
    slack.faults.for_calls("conversations.history", fault)
    with pytest.raises(LookFailedError) as caught:
        look(slack)
    assert caught.value.outcome == outcome


@pytest.mark.parametrize("code", ["missing_scope", "no_permission", "is_archived", "unheard_of"])
def test_what_slack_never_shows_is_told_apart(slack: LocalSlack, code: str) -> None:
    slack.faults.for_calls("conversations.history", f"error:{code}")
    with pytest.raises(LookRefusedError, match=code):
        look(slack)


@pytest.mark.parametrize("code", ["token_revoked", "invalid_auth", "account_inactive"])
def test_what_is_refused_for_the_whole_team_is_no_outcome_of_a_look(slack: LocalSlack, code: str) -> None:
    slack.faults.for_calls("conversations.history", f"error:{code}")
    with pytest.raises(CallRefusedError, match=code):
        look(slack)


def test_a_look_that_needs_more_pages_than_slack_allows_comes_to_an_end(slack: LocalSlack) -> None:
    post(slack, *(f"x{number}" for number in range(101)))
    slack.faults.for_calls("conversations.history", "ok", "429:9")
    with pytest.raises(LookFailedError) as caught:
        look(slack)
    assert caught.value.outcome == NotKnown("ratelimited on page 2")


def test_the_message_that_is_replaced_is_not_the_one_looked_for(slack: LocalSlack) -> None:
    post(slack, "m1")
    (old,) = slack.messages(slack.channels["general"])
    replaced = PostedMessage(old.channel, old.ts)
    assert look(slack, other_than=replaced) is None
    post(slack, "m1")
    assert look(slack, other_than=replaced) == Sent()


@pytest.mark.parametrize("code", ["channel_not_found", "not_in_channel"])
def test_nothing_stands_where_there_is_no_such_place(slack: LocalSlack, code: str) -> None:
    slack.faults.for_calls("conversations.history", f"error:{code}")
    assert look(slack) is None


@pytest.mark.parametrize("messages", ["{}", '"m1"', "7"])
def test_a_look_that_is_answered_in_another_shape_has_failed(slack: LocalSlack, messages: str) -> None:
    post(slack, "m1")
    slack.faults.for_calls("conversations.history", f'body:{{"ok": true, "messages": {messages}}}')
    with pytest.raises(LookFailedError):
        look(slack)

    assert look(slack) == Sent()


@pytest.mark.parametrize("message", ["7", '"m1"', '{"metadata": "m1"}', '{"metadata": {"event_payload": [1]}}', "[]"])
def test_messages_of_another_shape_are_not_the_bots(slack: LocalSlack, message: str) -> None:
    body = f'body:{{"ok": true, "messages": [{message}], "response_metadata": [1]}}'
    slack.faults.for_calls("conversations.history", body)

    assert look(slack) is None
