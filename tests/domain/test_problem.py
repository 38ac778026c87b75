from __future__ import annotations

from bot.domain.problem import Problem

FAULT = Problem("a.yml", 3, "It is empty", "Fill it in.")


def test_a_problem_reads_as_editors_make_it_clickable() -> None:
    assert str(FAULT) == "a.yml:3: error: It is empty. Fill it in."
    assert str(Problem("a.yml", None, "It is old", "Look.", "warning")) == "a.yml: warning: It is old. Look."


def test_what_stands_in_two_files_is_told_in_the_one_that_is_worked_on() -> None:
    twin = Problem("b.yml", 5, "It is also in a.yml:3", "Fill it in.")
    both = Problem("a.yml", 3, "It is also in b.yml:5", "Fill it in.", twin=twin)

    assert both.seen_from("b.yml") is twin
    assert both.seen_from("a.yml") is both
    assert both.seen_from("c.yml") is both
    assert FAULT.seen_from("b.yml") is FAULT


def test_what_stands_twice_in_one_file_is_told_once() -> None:
    both = Problem("a.yml", 3, "It is also in a.yml:5", "Fill it in.", twin=Problem("a.yml", 5, "x", "y"))
    assert both.seen_from("a.yml") is both


def test_problems_are_told_in_the_order_of_their_places() -> None:
    later, other = Problem("a.yml", 12, "x", "y"), Problem("b.yml", 1, "x", "y")

    assert sorted([other, later, FAULT]) == [FAULT, later, other]
