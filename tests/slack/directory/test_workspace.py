from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.slack.backoff import backoff
from bot.slack.directory.workspace import Workspace
from bot.slack.web_api import SlackApi
from localslack import LocalSlack
from tests.clocks import CLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST = Path(__file__).parents[3] / "manifest.yml"


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(MANIFEST, clock=CLOCK.seconds) as running:
        yield running


def test_a_token_that_slack_takes_makes_the_bot_ready_and_it_is_not_asked_again(slack: LocalSlack) -> None:
    check = Workspace(SlackApi(slack.bot_token, slack.api_url))
    assert not check.is_known()
    check.ask()
    check.ask()

    assert check.is_known()
    assert len(slack.calls("auth.test")) == 1


def test_a_token_that_slack_refuses_is_told_by_name_and_asked_again(
    slack: LocalSlack, caplog: pytest.LogCaptureFixture
) -> None:
    check = Workspace(SlackApi("xoxb-wrong", slack.api_url))
    for _ in range(3):
        check.ask()

    assert not check.is_known()
    assert caplog.text.count("Slack does not take SLACK_BOT_TOKEN (invalid_auth)") == 3
    assert "xoxb-wrong" not in caplog.text


def test_a_slack_that_cannot_be_reached_is_told_and_asked_again(
    slack: LocalSlack, caplog: pytest.LogCaptureFixture
) -> None:
    slack.faults.for_calls("auth.test", "reset-before", "empty", "ok")
    check = Workspace(SlackApi(slack.bot_token, slack.api_url))
    for _ in range(3):
        check.ask()

    assert check.team == slack.app.team_id
    assert caplog.text.count("Slack cannot be reached") == 2
    assert "SLACK_BOT_TOKEN" not in caplog.text


def test_messages_have_the_workspaces_address_as_soon_as_it_is_known(slack: LocalSlack) -> None:
    workspace = Workspace(SlackApi(slack.bot_token, slack.api_url))
    assert workspace.message_link("C1", "1700000000.000100") == "https://slack.com/archives/C1/p1700000000000100"
    workspace.ask()
    assert workspace.message_link("C1", "2.1", "1.1") == (
        f"https://{slack.app.team_domain}.slack.com/archives/C1/p21?thread_ts=1.1&cid=C1"
    )


def test_waits_grow_up_to_a_minute() -> None:
    each = backoff()

    assert [next(each) for _ in range(8)] == [1, 2, 4, 8, 16, 32, 60, 60]
