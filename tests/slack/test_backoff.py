from __future__ import annotations

from itertools import islice

from bot.slack.backoff import backoff


def test_each_wait_is_twice_the_one_before_up_to_a_minute() -> None:
    assert list(islice(backoff(), 9)) == [1, 2, 4, 8, 16, 32, 60, 60, 60]
