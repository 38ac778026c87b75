"""A call to Slack is refused for good, not made for now, or ambiguous, whatever fault local Slack shows."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.slack.ids import AUTH_TEST
from bot.slack.web_api import (
    LONGEST_WAIT_SECONDS,
    PATIENCE_SECONDS,
    CallAmbiguousError,
    CallNotMadeError,
    CallRefusedError,
    SlackApi,
    SlackCallError,
)
from localslack import LocalSlack
from tests.clocks import CLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST = Path(__file__).parents[2] / "manifest.yml"


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(MANIFEST, clock=CLOCK.seconds) as running:
        yield running


def failure(slack: LocalSlack, fault: str) -> SlackCallError:
    slack.faults.for_calls(AUTH_TEST, fault)
    with pytest.raises(SlackCallError) as caught:
        SlackApi(slack.bot_token, slack.api_url).call(AUTH_TEST)
    return caught.value


@pytest.mark.parametrize(
    ("fault", "kind", "code"),
    [
        ("error:channel_not_found", CallRefusedError, "channel_not_found"),
        ("error:token_revoked", CallRefusedError, "token_revoked"),
        ("error:internal_error", CallAmbiguousError, "status 200"),
        ("500", CallAmbiguousError, "status 500"),
        ("html", CallAmbiguousError, "status 200"),
    ],
)
def test_an_answer_that_is_no_success_is_one_of_three(
    slack: LocalSlack, fault: str, kind: type[SlackCallError], code: str
) -> None:
    error = failure(slack, fault)
    assert (type(error), error.code) == (kind, code)


@pytest.mark.parametrize(
    ("fault", "seconds"),
    [("429:7", 7.0), ("429:99999999999", LONGEST_WAIT_SECONDS), ("error:ratelimited", PATIENCE_SECONDS)],
)
def test_slack_is_waited_for_as_long_as_it_asks_within_reason(slack: LocalSlack, fault: str, seconds: float) -> None:
    error = failure(slack, fault)
    assert isinstance(error, CallNotMadeError)
    assert error.wait_seconds == seconds


@pytest.mark.parametrize("fault", ["reset-before", "reset-after"])
def test_a_connection_that_breaks_off_leaves_it_open_whether_it_was_done(slack: LocalSlack, fault: str) -> None:
    assert isinstance(failure(slack, fault), CallAmbiguousError)


def test_where_no_connection_comes_about_nothing_was_done() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(CallNotMadeError, match="ConnectionRefusedError"):
        SlackApi("xoxb", f"http://127.0.0.1:{port}/api/").call(AUTH_TEST)


def test_a_refusal_keeps_slacks_headers_which_tell_its_time(slack: LocalSlack) -> None:
    with pytest.raises(CallRefusedError) as caught:
        SlackApi("xoxb-wrong", slack.api_url).call(AUTH_TEST)
    assert "date" in {name.lower() for name in caught.value.headers}


@pytest.mark.parametrize("url", ["https://example.com/x", "https://slack.com/x", "ftp://hooks.slack.com/1", ""])
def test_nobody_but_slack_is_sent_anything_by_a_reply_link(url: str) -> None:
    with pytest.raises(CallRefusedError, match="response_url_is_not_slacks"):
        SlackApi("xoxb").respond(url, {"text": "secret"})


def test_an_answer_without_what_was_expected_is_ambiguous(slack: LocalSlack) -> None:
    slack.faults.for_calls(AUTH_TEST, "empty")
    with pytest.raises(CallAmbiguousError, match="no team_id in the answer"):
        SlackApi(slack.bot_token, slack.api_url).call(AUTH_TEST, expects=("team_id", "url"))
