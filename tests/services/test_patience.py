from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.services.patience import at_most, is_awaited, seconds_left


def test_where_nobody_waits_a_wait_has_its_own_bound() -> None:
    assert seconds_left(7) == 7
    assert not is_awaited()


def test_every_wait_gets_what_those_before_it_have_left() -> None:
    with at_most(5):
        first, second = seconds_left(100), seconds_left(100)
        assert is_awaited()

    assert 5 >= first >= second > 4
    assert seconds_left(7) == 7


def test_who_waits_for_less_outside_is_not_kept_longer_by_a_bound_inside() -> None:
    with at_most(1), at_most(60):
        assert seconds_left(100) <= 1
        with at_most(0.5):
            assert seconds_left(100) <= 0.5
        assert 0.5 < seconds_left(100) <= 1


def test_when_the_time_is_up_nothing_is_left_and_never_less() -> None:
    with at_most(-1):
        assert seconds_left(100) == 0


def test_something_may_take_as_long_as_it_takes() -> None:
    with at_most(math.inf):
        assert seconds_left(2) == math.inf


def test_a_bound_ends_with_its_block_whatever_happens_there() -> None:
    with pytest.raises(ZeroDivisionError), at_most(1):
        raise ZeroDivisionError
    assert not is_awaited()


def test_a_bound_is_of_one_thread() -> None:
    with at_most(1), ThreadPoolExecutor(1) as pool:
        assert pool.submit(seconds_left, 7).result() == 7
