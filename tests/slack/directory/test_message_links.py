"""The link to a message leads to it, in its thread too; what cannot be found out in time is not known."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.slack.directory.message_links import SlackMessageLinks
from bot.slack.web_api import SlackApi
from localslack import LocalSlack
from tests.services.fakes import FakeMessageLinks
from tests.slack.slow_servers import served, trickling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.services.ports import MessageLinks

MANIFEST = Path(__file__).parents[3] / "manifest.yml"


@pytest.fixture(params=["fake", "slack"])
def reply(request: pytest.FixtureRequest) -> Iterator[tuple[MessageLinks, str, str, str]]:
    """Yield links, and of a reply in a thread its channel, its ts, and that of the thread."""
    if request.param == "fake":
        link = "https://x.slack.com/archives/C1/p22?thread_ts=1.1&cid=C1"
        yield FakeMessageLinks({("C1", "2.2"): link}), "C1", "2.2", "1.1"
        return
    with LocalSlack(MANIFEST) as slack:
        channel, alice = slack.channels["general"], slack.people["alice"]
        above = alice.says(channel, "which version?")
        below = alice.says(channel, "nobody?", thread_ts=above.ts)
        links = SlackMessageLinks(SlackApi(slack.bot_token, slack.api_url))
        yield links, channel.id, below.ts, above.ts


def test_the_link_to_a_reply_has_its_thread(reply: tuple[MessageLinks, str, str, str]) -> None:
    links, channel, ts, thread = reply
    assert (links.link_to(channel, ts) or "").endswith(f"?thread_ts={thread}&cid={channel}")


def test_of_what_is_not_there_no_link_is_known(reply: tuple[MessageLinks, str, str, str]) -> None:
    links, channel, _, _ = reply
    assert links.link_to(channel, "9.9") is None


@pytest.mark.slow
def test_a_slack_that_trickles_is_not_waited_for() -> None:
    begin = time.monotonic()
    with served(trickling()) as url:
        assert SlackMessageLinks(SlackApi("xoxb-1", url, timeout_seconds=30)).link_to("C1", "1.1") is None
    assert time.monotonic() - begin < 3
