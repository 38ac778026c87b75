from __future__ import annotations

from bot.domain.problem import Problem

FAULT = Problem("a.yml", 3, "It is empty", "Fill it in.")


def test_a_problem_reads_as_editors_make_it_clickable() -> None:
    assert str(FAULT) == "a.yml:3: error: It is empty. Fill it in."
    assert str(Problem("a.yml", None, "It is old", "Look.", "warning")) == "a.yml: warning: It is old. Look."


def test_problems_are_told_in_the_order_of_their_places() -> None:
    later, other = Problem("a.yml", 12, "x", "y"), Problem("b.yml", 1, "x", "y")

    assert sorted([other, later, FAULT]) == [FAULT, later, other]
