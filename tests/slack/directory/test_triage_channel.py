"""Whether the triage channel can be used: from local Slack, with every way in which it cannot."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.domain.desk import SupportDeskConfig
from bot.services.supervising import RoundFailedError
from bot.slack.directory.triage_channel import SlackTriageChannel
from bot.slack.web_api import SlackApi
from localslack import LocalSlack
from tests.domain.test_hours import AMSTERDAM

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST = Path(__file__).parents[3] / "manifest.yml"
INFO = "conversations.info"


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(MANIFEST) as running:
        yield running


def fault(slack: LocalSlack, channel: str | None = None) -> str:
    desk = SupportDeskConfig(channel or slack.channels["general"].id, AMSTERDAM)
    return SlackTriageChannel(SlackApi(slack.bot_token, slack.api_url), desk).fault()


def test_a_channel_that_the_bot_is_in_has_none(slack: LocalSlack) -> None:
    assert fault(slack) == ""


def test_an_archived_one_is_to_be_unarchived_or_replaced(slack: LocalSlack) -> None:
    slack.archive(slack.channels["general"])
    assert "#general is archived: unarchive it, or set ECONNECT_TRIAGE_CHANNEL" in fault(slack)


def test_to_one_that_is_unarchived_the_bot_is_to_be_invited(slack: LocalSlack) -> None:
    alice, general = slack.people["alice"], slack.channels["general"]
    opened = alice.unarchives(slack.archive(general))
    assert "no member of the triage channel #general: write /invite @econnect-bot" in fault(slack)
    alice.invites_bot(opened)
    assert fault(slack) == ""


def test_one_that_is_not_there_is_to_be_looked_up(slack: LocalSlack) -> None:
    assert "sees no triage channel C0NOWHERE (channel_not_found): check ECONNECT_TRIAGE_CHANNEL" in fault(
        slack, "C0NOWHERE"
    )


@pytest.mark.parametrize("answer", ["500", "429:30", "error:missing_scope", "error:invalid_auth", "reset-before"])
def test_what_slack_does_not_tell_is_not_taken_for_a_fault(slack: LocalSlack, answer: str) -> None:
    slack.faults.for_calls(INFO, answer)
    with pytest.raises(RoundFailedError, match="is not known"):
        fault(slack)


@pytest.mark.parametrize("channel", ['"C1"', "{}", '{"name": 1}', "[]"])
def test_an_answer_in_another_shape_tells_of_no_fault(slack: LocalSlack, channel: str) -> None:
    slack.faults.for_calls(INFO, f'body:{{"ok": true, "channel": {channel}}}')
    assert fault(slack) == ""


@pytest.mark.slow
def test_a_slack_that_hangs_is_waited_for_a_moment(slack: LocalSlack) -> None:
    slack.faults.for_calls(INFO, "timeout")
    begin = time.monotonic()
    with pytest.raises(RoundFailedError):
        fault(slack)
    assert time.monotonic() - begin < 4
