"""What the force harness counts as lost, doubled and excused, and how long it says that it was silent."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from bench.force.running import Outcome, outcome_of, run

if TYPE_CHECKING:
    from bench.force.bad_days import BadDaysSlack
    from bench.force.bots import Bots
    from bench.force.sending import Sender


def counted(
    posts: dict[str, list[str]],
    acked: set[str],
    ambiguous: set[str],
    *,
    acked_at: list[float],
    ended: list[float],
    stopped_in: tuple[float, ...] = (),
) -> Outcome:
    slack = SimpleNamespace(posts=posts, ambiguous=ambiguous, posted_at=[1.0, 9.0])
    sender = SimpleNamespace(acked=acked, refused={"9"}, acked_at=acked_at)
    bots = SimpleNamespace(stopped_in=stopped_in)
    return outcome_of(cast("BadDaysSlack", slack), cast("Sender", sender), cast("Bots", bots), ended)


def test_what_was_acked_and_has_no_reply_is_lost() -> None:
    outcome = counted({"1": ["a"]}, {"1", "2"}, set(), acked_at=[6.0], ended=[5.0])
    assert (outcome.acked, outcome.lost, outcome.doubled, outcome.left_to_slack) == (2, 1, 0, 1)
    assert not outcome.is_well


def test_a_double_is_excused_only_where_slacks_answer_did_not_arrive() -> None:
    outcome = counted({"1": ["a", "a"], "2": ["b", "b"]}, {"1", "2"}, {"2"}, acked_at=[6.0], ended=[5.0])
    assert (outcome.doubled, outcome.excused) == (2, 1)
    assert not outcome.is_well


def test_silence_is_the_longest_time_from_a_faults_end_to_the_next_ack_and_post() -> None:
    outcome = counted({"1": ["a"]}, {"1"}, set(), acked_at=[8.0, 5.5], ended=[5.0, 6.0])
    assert (outcome.ack_seconds, outcome.post_seconds) == (2.0, 4.0)
    assert outcome.is_well


def test_a_bot_that_does_not_go_on_in_time_is_not_well() -> None:
    assert not counted({"1": ["a"]}, {"1"}, set(), acked_at=[15.5], ended=[5.0]).is_well


def test_a_bot_that_does_not_end_in_time_is_not_well() -> None:
    assert not counted({"1": ["a"]}, {"1"}, set(), acked_at=[6.0], ended=[5.0], stopped_in=(0.2, 10.5)).is_well


def test_a_run_in_which_nothing_was_acked_proves_nothing() -> None:
    assert not counted({}, set(), set(), acked_at=[6.0], ended=[5.0]).is_well


def test_words_that_no_scenario_has_are_told() -> None:
    with pytest.raises(LookupError, match="'postgres kil'"):
        run(is_quick=True, only="postgres kil")
