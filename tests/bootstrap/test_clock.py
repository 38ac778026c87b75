from __future__ import annotations

from datetime import UTC, timedelta

from bot.bootstrap.clock import SystemClock, today


def test_the_clock_says_the_moment_in_utc_and_goes_on() -> None:
    before, after = SystemClock().now(), SystemClock().now()

    assert before.tzinfo is UTC
    assert before <= after


def test_the_day_is_that_of_the_machine() -> None:
    assert abs(today() - SystemClock().now().date()) <= timedelta(days=1)
