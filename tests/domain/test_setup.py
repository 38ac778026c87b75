"""Somebody's way through the set-up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.follow_ups import FollowUpKind, Heard, NamedStep
from bot.domain.setup import SETUP_MOVES, MoveTold, Setup, SetupMove, gone_on_with, move_in, move_told, moved
from tests.domain.test_hours import at
from tests.domain.test_setup_guide import GUIDE

TEN: Final = at("2026-11-25T10:00")
LATER: Final = TEN + timedelta(minutes=5)
SETUP: Final = Setup("s1", "T1", "UALICE", "nl", "nl", "prepare", TEN, TEN)


def after(*moves: SetupMove, setup: Setup = SETUP) -> Setup:
    for move in moves:
        setup = moved(setup, move, GUIDE, LATER)
    return setup


def test_done_leads_from_step_to_step_to_the_end() -> None:
    assert (after("done").step, after("done").done) == ("create", ("prepare",))
    last = after("done", "done", "done")
    assert (last.state, last.step, last.done) == ("finished", "enter", ("prepare", "create", "enter"))
    assert last.is_finished
    assert (last.version, last.changed_at) == (4, LATER)


def test_what_does_not_work_by_itself_is_done_by_hand() -> None:
    stuck = after("done", "fails")
    assert (stuck.state, stuck.step, stuck.failed) == ("stuck", "create", ("create",))

    by_hand = after("otherwise", setup=stuck)
    assert (by_hand.state, by_hand.step, by_hand.failed) == ("doing", "by-hand", ("create",))
    assert (after("done", setup=by_hand).step, after("done", setup=by_hand).done) == ("enter", ("prepare", "by-hand"))


def test_back_leads_out_of_trouble_first_and_then_to_the_step_before() -> None:
    stuck = after("done", "fails")
    assert (after("back", setup=stuck).state, after("back", setup=stuck).step) == ("doing", "create")
    assert (after("done", "back").step, after("done", "back").done) == ("prepare", ())
    by_hand = after("done", "otherwise")
    assert after("back", setup=by_hand).step == "create"


def test_back_from_the_end_leads_to_the_last_step() -> None:
    again = after("done", "done", "done", "back")
    assert (again.state, again.step, again.done) == ("doing", "enter", ("prepare", "create"))


def test_a_word_stands_for_a_move_that_can_be_made() -> None:
    assert [move_in(SETUP, word) for word in SETUP_MOVES] == [*SETUP_MOVES]
    assert [move_in(SETUP, word) for word in (None, "skip", "details")] == [None] * 3
    finished = after("done", "done", "done")
    assert [word for word in SETUP_MOVES if move_in(finished, word)] == ["back", "screen"]


@pytest.mark.parametrize(
    ("kind", "named", "step", "move"),
    [
        ("next", None, "create", "stay"),
        ("previous", None, "create", "stay"),
        ("fails", NamedStep(1, ""), "create", "fails"),
        ("fails", NamedStep(1, ""), "by-hand", "fails"),
        ("fails", NamedStep(2, ""), "create", None),
        ("next", NamedStep(1, "", asks=True), "create", None),
        ("never-mind", None, None, "later"),
        ("next", NamedStep(2, ""), None, None),
        ("where", None, "create", None),
        (None, NamedStep(1, ""), "create", None),
    ],
)
def test_free_words_right_after_a_card_stand_for_a_move_of_its_step(
    kind: FollowUpKind | None, named: NamedStep | None, step: str | None, move: MoveTold | None
) -> None:
    assert move_told(kind, Heard(lambda: None, lambda: kind, named), step, GUIDE) == move


@pytest.mark.parametrize(("kind", "move"), [("next", "done"), ("previous", "back")])
def test_what_is_stored_is_told_surely(kind: FollowUpKind, move: MoveTold) -> None:
    heard = Heard(lambda: kind, lambda: kind, NamedStep(1, ""), lambda: True)

    assert move_told(kind, heard, "create", GUIDE) == move


def test_whoever_goes_on_is_at_their_step_again_and_in_trouble_as_before() -> None:
    assert gone_on_with(after("later"), GUIDE, LATER).state == "doing"
    for setup in (SETUP, after("fails"), after("done", "done", "done")):
        assert gone_on_with(setup, GUIDE, LATER) is setup


def test_a_pause_keeps_the_place() -> None:
    paused = after("done", "later")
    assert (paused.state, paused.step) == ("paused", "create")
    assert after("go-on", setup=paused).state == "doing"


@pytest.mark.parametrize("move", ["done", "later", "go-on"])
def test_what_is_finished_stays_so(move: SetupMove) -> None:
    last = after("done", "done", "done")
    assert moved(last, move, GUIDE, LATER) is last


@pytest.mark.parametrize("move", ["back", "otherwise", "go-on"])
def test_what_changes_nothing_is_no_new_version(move: SetupMove) -> None:
    assert moved(SETUP, move, GUIDE, LATER) is SETUP


def test_the_screen_has_the_other_language() -> None:
    assert [after("screen").screen, after("screen", "screen").screen] == ["en", "nl"]


def test_a_step_that_the_editors_took_out_counts_as_the_first() -> None:
    assert after("done", setup=replace(SETUP, step="gone")).step == "create"


@given(st.lists(st.sampled_from(SETUP_MOVES)))
def test_whatever_is_pressed_one_is_at_a_step_and_it_can_be_finished(moves: list[SetupMove]) -> None:
    setup = after(*moves)
    assert GUIDE.step(setup.step) is not None
    assert after("done", "done", "done", setup=setup).is_finished
    assert SETUP.version <= setup.version <= SETUP.version + len(moves)
