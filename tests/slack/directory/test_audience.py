"""How many people are in a channel: from Slack, and from what stands in its place in tests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.slack.directory.audience import SlackAudience
from bot.slack.web_api import SlackApi
from localslack import LocalSlack
from tests.services.fakes import FakeAudience
from tests.slack.slow_servers import hanging, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.services.ports import Audience

MANIFEST = Path(__file__).parents[3] / "manifest.yml"
DIRECT = "D1"


@pytest.fixture(params=["fake", "slack"])
def general(request: pytest.FixtureRequest) -> Iterator[tuple[Audience, str, int]]:
    """Yield an audience, a channel and how many people are in it."""
    if request.param == "fake":
        yield FakeAudience({"C1": 3}), "C1", 3
        return
    with LocalSlack(MANIFEST) as slack:
        channel = slack.channels["general"]
        yield SlackAudience(SlackApi(slack.bot_token, slack.api_url)), channel.id, len(channel.members)


def test_the_people_of_a_channel_are_counted(general: tuple[Audience, str, int]) -> None:
    audience, channel, readers = general
    assert audience.readers_of(channel) == readers


@pytest.mark.parametrize("channel", ["CNOWHERE", DIRECT, ""])
def test_where_it_cannot_be_told_there_is_no_number(general: tuple[Audience, str, int], channel: str) -> None:
    assert general[0].readers_of(channel) is None


def test_a_slack_that_is_silent_holds_no_form() -> None:
    with served(hanging) as url:
        assert SlackAudience(SlackApi("xoxb-1", url, timeout_seconds=30)).readers_of("C1") is None
