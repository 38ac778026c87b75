from __future__ import annotations

from datetime import datetime, timedelta

import click
import pytest

from bot.bootstrap.clock import SystemClock, today
from bot.cli.since_option import Since
from tests.moments import machine_at_the_moment


def since(text: str) -> datetime:
    with machine_at_the_moment():
        return Since().convert(text, None, None)


@pytest.mark.parametrize(("text", "days"), [("7d", 7), ("1 day", 1), ("4w", 28), ("2 Weeks", 14), ("0d", 0)])
def test_how_long_ago_is_counted_back_from_now(text: str, days: int) -> None:
    with machine_at_the_moment():
        now = SystemClock().now()

    assert abs(now - timedelta(days=days) - since(text)) < timedelta(minutes=1)


def test_a_day_begins_at_midnight_wherever_that_is() -> None:
    with machine_at_the_moment():
        day = today()

    assert since("Yesterday") == datetime.combine(day, datetime.min.time()) - timedelta(days=1)
    assert since("2026-11-01") == datetime.fromisoformat("2026-11-01")
    assert since("2026-11-01T10:00z") == datetime.fromisoformat("2026-11-01T10:00+00:00")


@pytest.mark.parametrize("text", ["soon", "7", "d", "2026-13-01", "99999d"])
def test_what_is_neither_is_told_with_an_example(text: str) -> None:
    with pytest.raises(click.BadParameter, match="for example 2026-11-01"):
        since(text)
