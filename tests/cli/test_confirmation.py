from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from bot.cli.confirmation import ask_whether

if TYPE_CHECKING:
    from pathlib import Path


def ask_with(typed: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "input").write_text(typed, encoding="utf-8")
    with (folder / "input").open(encoding="utf-8") as answer:
        monkeypatch.setattr("sys.stdin", answer)
        ask_whether("Go on?")


def test_yes_goes_on_and_no_breaks_off_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ask_with("y\n", tmp_path, monkeypatch)
    assert "Nothing" not in capsys.readouterr().err
    for answer in ("n\n", "\n"):
        with pytest.raises(click.Abort):
            ask_with(answer, tmp_path, monkeypatch)
        assert capsys.readouterr().err.endswith("Nothing was changed.\n")


def test_where_nobody_can_answer_the_option_that_asks_nothing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(click.ClickException, match=r"nothing was changed.* --yes"):
        ask_with("", tmp_path, monkeypatch)


def test_who_breaks_off_is_not_told_of_an_option(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("click.termui.visible_prompt_func", broken_off)
    with pytest.raises(click.Abort):
        ask_whether("Go on?")
