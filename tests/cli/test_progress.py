from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli.progress import Progress

if TYPE_CHECKING:
    import pytest


def test_after_a_batch_it_tells_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    Progress("Deleting", {"questions": 12_345}, every_seconds=0)("questions", 1_000)
    assert capsys.readouterr().err == "Deleting questions: 1,000 of 12,345\n"


def test_more_than_there_was_when_it_began_is_told_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    Progress("Deleting", {"questions": 1}, every_seconds=0)("questions", 2)
    assert capsys.readouterr().err == "Deleting questions: 2 of 2\n"


def test_what_is_done_within_a_second_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Progress("Deleting", {"questions": 1})("questions", 1)
    assert capsys.readouterr().err == ""
