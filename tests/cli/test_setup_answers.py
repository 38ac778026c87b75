from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.cli.setup_answers import ask_openly, is_left_alone
from bot.settings import reader_of
from bot.settings.kept_settings import KeptSettings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("typed", ["none", "None", "geen", "no", "-"])
def test_nothing_is_typed_in_many_ways(typed: str) -> None:
    with CliRunner().isolation(input=f"{typed}\n"):
        assert ask_openly("Contact", "#help") == ""


def test_enter_is_what_was_there() -> None:
    with CliRunner().isolation(input="\n"):
        assert ask_openly("Contact", "#help") == "#help"
    with CliRunner().isolation(input="\n"):
        assert ask_openly("Contact", "") == ""


def test_what_the_environment_sets_is_not_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = KeptSettings(reader=reader_of({"PORT": "1"}, tmp_path))
    assert is_left_alone(settings, "PORT")
    assert "PORT is set in the environment" in capsys.readouterr().out
    assert not is_left_alone(settings, "HOST")
