"""The week that is played before a demo: which one it is, and what one step of it does."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import pytest

from bot.bootstrap.clock import ForwardClock
from bot.playground.demo_week import DEMO_WORKSPACE
from bot.playground.running import Scene, playground
from bot.playground.seeding import SeededWeek, latest_monday
from tests.playground.conftest import small_settings
from tests.playground.test_turning import NINE_TO_FIVE, ZONE, local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ("2026-11-29T12:00", "2026-11-23"),
        ("2026-11-27T15:30", "2026-11-23"),
        ("2026-11-27T15:29", "2026-11-16"),
        ("2026-11-23T00:00", "2026-11-16"),
        ("2026-04-11T12:00", "2026-03-30"),  # the week of Easter Monday is not a full one
    ],
)
def test_the_week_is_the_latest_that_is_over(now: str, monday: str) -> None:
    found = latest_monday(local(now).astimezone(UTC), NINE_TO_FIVE, time(15, 30))

    assert found.isoformat() == monday


def test_a_team_that_never_works_five_days_has_its_latest_week() -> None:
    four = type(NINE_TO_FIVE)(ZONE, frozenset(range(4)), NINE_TO_FIVE.opens, NINE_TO_FIVE.closes)

    assert latest_monday(local("2026-11-29T12:00"), four, time(15, 30)) == MONDAY


@pytest.fixture
def week(tmp_path: Path) -> Iterator[SeededWeek]:
    begin = datetime.combine(MONDAY, time(9), ZONE)
    with playground(
        small_settings(tmp_path), 0, "socket", DEMO_WORKSPACE, scene=Scene(ForwardClock(begins_at=begin))
    ) as running:
        yield SeededWeek(running, MONDAY)


def test_people_come_at_their_time_and_nothing_is_left_to_be_said(week: SeededWeek) -> None:
    week.comes(1, time(14, 20))
    reply = week.mentions("alice", "which version do I need?")

    assert datetime.fromtimestamp(float(reply.ts), ZONE).strftime("%a %H:%M") == "Tue 14:20"
    assert "About The version" in reply.text
    assert week.running.turner.bot.context.store.outbox.waiting() == 0


def test_what_cannot_be_done_is_told(week: SeededWeek) -> None:
    with pytest.raises(LookupError, match="no ticket"):
        week.claims("bob", "alice")
    with pytest.raises(LookupError, match="sees no"):
        week.presses_status("alice", "ticket:reopen")


def test_a_form_that_is_not_taken_is_told(week: SeededWeek) -> None:
    week.types("alice", "/econnect-support where is my mailbox")
    week.submits("alice", {})
    week.claims("bob", "alice")

    with pytest.raises(LookupError, match="not taken"):
        week.resolves("bob", "alice", "reply", "phrasing")
