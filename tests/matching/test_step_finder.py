"""A step that is named by its number, and numbers of something else."""

from __future__ import annotations

import pytest

from bot.domain.follow_ups import FollowUpWords, NamedStep, StepWords
from bot.matching.step_finder import StepNames
from tests.shipped_knowledge import shipped_knowledge


@pytest.fixture(scope="module")
def names() -> StepNames:
    return StepNames(shipped_knowledge().words)


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("ik ben nu bij stap 2", 2, "ik ben nu bij"),
        ("Stap twee lukt niet", 2, "lukt niet"),
        ("I'm stuck at step #3", 3, "I'm stuck at"),
        ("step2", 2, ""),
        ("the third step?", 3, "?"),
        ("de 1e stap is klaar", 1, "is klaar"),
        ("Step 2: where do I click in step 2?", 2, ": where do I click in  ?"),
        ("stap 12", 12, ""),
    ],
)
def test_a_step_is_named_in_figures_and_in_words(names: StepNames, text: str, number: int, rest: str) -> None:
    found = names.find(text)

    assert found is not None
    assert (found.number, found.rest) == (number, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "stap",
        "stappen",
        "stap 1, 2 en 3 graag",
        "stap 1-3",
        "step 1 and step 2",
        "step 2 with update 413",
        "footstep 2",
        "step 2b",
        "step 413",
        "after step 2",
        "sla stap 1",
        "2",
        "stap " * 40 + "2",
    ],
)
def test_several_steps_and_other_numbers_name_none(names: StepNames, text: str) -> None:
    assert names.find(text) is None


@pytest.mark.parametrize(
    ("text", "is_alone"),
    [("wat is stap 1?", True), ("Step 2", True), ("and step 3?", True), ("delete step 3", False)],
)
def test_beside_some_words_nothing_else_is_asked_for(names: StepNames, text: str, *, is_alone: bool) -> None:
    found = names.find(text)

    assert found is not None
    assert found.is_alone == is_alone


def test_without_words_for_it_no_step_is_named() -> None:
    assert StepNames(()).find("step 2") is None
    assert StepNames((FollowUpWords({}, steps=StepWords(("step …",))),)).find("step two") is None
    assert StepNames((FollowUpWords({}, steps=StepWords(("step …",))),)).find("step 2") == NamedStep(
        2, "", is_alone=True
    )


@pytest.mark.parametrize(
    ("text", "asks"),
    [("stap 1 is gelukt", False), ("is stap 1 gelukt", True), ("kan ik stap 1 overslaan", True), ("stap 1?", True)],
)
def test_a_step_that_somebody_asks_about_is_told_from_one_they_tell_of(
    names: StepNames, text: str, *, asks: bool
) -> None:
    found = names.find(text)

    assert found is not None
    assert found.asks == asks
