from __future__ import annotations

from datetime import UTC, timedelta

from bot.bootstrap.clock import ForwardClock, SystemClock, today
from tests.clocks import HandClock


def test_the_clock_says_the_moment_in_utc_and_goes_on() -> None:
    before, after = SystemClock().now(), SystemClock().now()

    assert before.tzinfo is UTC
    assert before <= after


def test_the_day_is_that_of_the_machine() -> None:
    assert abs(today() - SystemClock().now().date()) <= timedelta(days=1)


def test_a_forward_clock_begins_where_it_is_told_and_goes_on_with_the_other() -> None:
    hand = HandClock()
    clock = ForwardClock(hand, hand.now() - timedelta(days=7))
    hand.pass_time(minutes=5)

    assert clock.now() == hand.now() - timedelta(days=7)
    assert clock.seconds() == clock.now().timestamp()


def test_a_forward_clock_is_put_forward_and_never_back() -> None:
    hand = HandClock()
    clock, begun = ForwardClock(hand), hand.now()
    clock.put_forward(begun + timedelta(hours=3))
    clock.put_forward(begun + timedelta(hours=1))

    assert clock.now() == begun + timedelta(hours=3)
