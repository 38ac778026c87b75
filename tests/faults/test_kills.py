"""Bots that are killed in the middle of their work: what was acked is answered, whoever answers it."""

from __future__ import annotations

import random
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.faults.processes import PEOPLE, QUESTION, Site, acked, answers
from tests.slack.running import until

if TYPE_CHECKING:
    from pathlib import Path

    from localslack import ChannelMessage, LocalSlack

pytestmark = [pytest.mark.slow, pytest.mark.in_turn("database_url")]  # real processes, killed


def ask_around(slack: LocalSlack) -> list[ChannelMessage]:
    """Return a question of everybody's, in direct messages and in the channel."""
    direct = [slack.people[name].writes_dm(QUESTION) for name in PEOPLE]
    general = slack.channels["general"]
    return [*direct, *(slack.people[name].says(general, f"{slack.bot_mention} {QUESTION}") for name in PEOPLE[:4])]


def wait_for_answers(site: Site, asked: list[ChannelMessage], seconds: float = 60) -> dict[str, int]:
    """How many answers each acked question has, once each has one and nothing waits any more."""
    slack = site.slack

    def all_answered() -> dict[str, int] | None:
        done = acked(slack)
        counts = {question.ts: len(answers(slack, question)) for question in asked if question.ts in done}
        return counts if counts and all(counts.values()) else None

    slack.settle(seconds)
    slack.wait_for(all_answered, seconds)
    until(lambda: any(bot.is_ready() and bot.has_sent_everything() for bot in site.bots), seconds)
    counts = all_answered()
    assert counts is not None
    return counts


def test_a_killed_bots_successor_answers_what_was_acked(site: Site) -> None:
    slack, first = site.slack, site.start()
    asked = ask_around(slack)
    slack.wait_for(lambda: len(acked(slack)) >= 4)
    first.kill()
    site.start()
    counts = wait_for_answers(site, asked)

    assert len(counts) == len(asked)
    assert set(counts.values()) == {1}


def test_a_stopped_bot_ends_in_time_and_loses_nothing(site: Site) -> None:
    slack, first = site.slack, site.start()
    asked = ask_around(slack)
    slack.wait_for(lambda: len(acked(slack)) >= 4)
    assert first.stop() == 0
    site.start()

    assert set(wait_for_answers(site, asked).values()) == {1}


@pytest.mark.everything
def test_of_two_replicas_one_is_killed_ten_times_under_load(
    slack: LocalSlack, postgres_url: str, tmp_path: Path, cache: Path
) -> None:
    site = Site(slack, postgres_url, tmp_path, cache, replicas=2)
    draw = random.Random(413)  # noqa: S311 - no secret
    asked: list[ChannelMessage] = []
    try:
        site.start()
        victim = site.start()
        for _ in range(10):
            asked += ask_around(slack)
            Event().wait(draw.uniform(0, 0.4))
            victim.kill()
            victim = site.start()
        counts = wait_for_answers(site, asked, 120)
    finally:
        site.end()

    assert len(counts) == len(asked)
    assert set(counts.values()) == {1}
