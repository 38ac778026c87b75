"""Slack's own faults, met by a bot in a process of its own; the row of the fault matrix stands in each docstring."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from tests.faults.processes import PEOPLE, Site, acked, answers
from tests.faults.test_matrix import asks, wait_for_answer
from tests.slack.running import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from localslack import LocalSlack

pytestmark = pytest.mark.slow  # real processes

POST = "chat.postMessage"


@pytest.fixture
def site(slack: LocalSlack, sqlite_url: str, tmp_path: Path, cache: Path) -> Iterator[Site]:
    site = Site(slack, sqlite_url, tmp_path, cache)
    yield site
    site.end()


def is_ready(site: Site, check: str) -> bool:
    found: bool = json.loads(site.bots[0].ask("/readyz")[1])["checks"][check]
    return found


@pytest.mark.everything  # a revoked token rests for a minute
def test_a_revoked_token_pauses_the_team_loses_nothing_and_is_told(site: Site) -> None:
    """Row 14."""
    slack, bot = site.slack, site.start()
    slack.faults.for_calls(POST, "error:token_revoked")
    question = asks(slack)
    until(lambda: not is_ready(site, "delivery"))
    assert not answers(slack, question)
    assert "is blocked (token_revoked)" in site.logs()
    bot.stop()
    site.start()

    assert len(wait_for_answer(slack, question, 90)) == 1


@pytest.mark.parametrize("wanted", ["429:2", "429"])
def test_where_slack_asks_for_patience_the_other_channels_go_on(site: Site, wanted: str) -> None:
    """Row 15."""
    slack = site.slack
    site.start()
    slack.faults.for_calls(POST, wanted)
    held = asks(slack)
    slack.wait_for(lambda: any(call.outcome.startswith("429") for call in slack.calls(POST)))
    assert len(wait_for_answer(slack, asks(slack, "person1"))) == 1
    assert not answers(slack, held)

    assert len(wait_for_answer(slack, held, 60)) == 1


@pytest.mark.parametrize("fault", ["500", "503", "html", "reset-before", "reset-after", "timeout"])
def test_a_call_that_breaks_off_leaves_one_message(site: Site, fault: str) -> None:
    """Rows 16, 17 and 18."""
    slack, bot = site.slack, site.start()
    slack.faults.for_calls(POST, fault)
    question = asks(slack)
    wait_for_answer(slack, question)
    until(bot.has_sent_everything)

    assert len(answers(slack, question)) == 1


def test_while_slack_hangs_commands_are_acked_at_once(site: Site) -> None:
    """Row 18: every call is held open, and a dozen of them."""
    slack = site.slack
    site.start()
    slack.faults.for_calls(POST, *["timeout"] * len(PEOPLE))
    asked = [asks(slack, name) for name in PEOPLE]
    slack.wait_for(lambda: len(acked(slack)) >= len(asked))
    begin = time.monotonic()
    shown = slack.people["person0"].types("/econnect-address 01035286")
    took = time.monotonic() - begin

    assert shown is not None
    assert took < 1
    assert all(len(wait_for_answer(slack, question, 60)) == 1 for question in asked)


def test_a_message_that_slack_refuses_is_kept_and_told_to_the_operator(site: Site) -> None:
    """Row 16, its end, and row 20 in little: neither where it was asked nor directly can it be said."""
    slack = site.slack
    site.start()
    slack.faults.for_calls(POST, *["error:channel_not_found"] * 2)
    asks(slack)
    until(lambda: "econnect_outbox_dead 1.0" in site.bots[0].ask("/metrics")[1])

    assert "is given up: channel_not_found" in site.logs()


@pytest.mark.parametrize("way", ["drop_connections", "refresh_connections"])
def test_a_connection_that_ends_is_made_again_and_what_comes_twice_is_answered_once(site: Site, way: str) -> None:
    """Row 29."""
    slack = site.slack
    site.start()
    slack.faults.for_deliveries("message", "doubled")
    before = asks(slack)
    getattr(slack, way)()
    slack.wait_for(lambda: slack.connections)
    after = asks(slack, "person1")

    assert len(wait_for_answer(slack, after)) == 1
    assert len(wait_for_answer(slack, before)) == 1
