from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.console import clickable, listed, show
from tests.rendering.targets.documents import document

if TYPE_CHECKING:
    import pytest


def test_without_a_terminal_there_is_no_style_and_no_mark(capsys: pytest.CaptureFixture[str]) -> None:
    show(document("**Bold** words\n\n- one"))

    assert capsys.readouterr().out == "Bold words\n\n- one\n"


def test_lines_are_no_wider_than_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    show(document("word " * 30))

    assert max(map(len, capsys.readouterr().out.splitlines())) <= 40


def test_a_path_that_nobody_can_click_on_is_the_path_alone() -> None:
    assert clickable(Path("/srv/bot/page.html")) == "/srv/bot/page.html"


def test_what_is_chosen_by_its_number_is_numbered(capsys: pytest.CaptureFixture[str]) -> None:
    show([listed(["Kasboek", "Balansboek"])])

    assert capsys.readouterr().out == "1. Kasboek\n2. Balansboek\n"
