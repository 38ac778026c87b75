"""The order of the set-up's steps."""

from __future__ import annotations

from typing import Final

from bot.domain.language import AnswerText, Bilingual
from bot.domain.setup_guide import SetupGuide, SetupStep

_WORDS: Final = Bilingual("words", "woorden")


def a_step(slug: str, otherwise: str | None = None, *, is_before: bool = False) -> SetupStep:
    return SetupStep(slug, _WORDS, _WORDS, AnswerText((), ()), "mailbox", otherwise=otherwise, is_before=is_before)


GUIDE: Final = SetupGuide(
    (a_step("prepare", is_before=True), a_step("create", "by-hand"), a_step("by-hand"), a_step("enter"))
)


def test_a_detour_is_no_step_of_everybodys() -> None:
    assert [step.slug for step in GUIDE.main] == ["prepare", "create", "enter"]
    assert [step.slug for step in GUIDE.numbered] == ["create", "enter"]
    assert [GUIDE.number(slug) for slug in ("prepare", "create", "by-hand", "enter")] == [0, 1, 1, 2]


def test_after_a_detour_it_goes_on_where_it_would_have() -> None:
    after = {slug: GUIDE.after(slug) for slug in ("prepare", "create", "by-hand", "enter")}

    assert {slug: step and step.slug for slug, step in after.items()} == {
        "prepare": "create",
        "create": "enter",
        "by-hand": "enter",
        "enter": None,
    }


def test_back_from_a_detour_leads_to_the_step_it_is_for() -> None:
    before = {slug: GUIDE.before(slug) for slug in ("prepare", "create", "by-hand", "enter")}

    assert {slug: step and step.slug for slug, step in before.items()} == {
        "prepare": None,
        "create": "prepare",
        "by-hand": "create",
        "enter": "create",
    }


def test_a_step_that_is_gone_counts_as_the_first() -> None:
    assert GUIDE.step("gone") is None
    assert GUIDE.begun_as("gone") is None
    assert GUIDE.number("gone") == 0


def test_people_call_a_step_by_its_number() -> None:
    named = [GUIDE.numbered_as(number) for number in (0, 1, 2, 3)]

    assert [step and step.slug for step in named] == [None, "create", "enter", None]
