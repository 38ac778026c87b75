from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from bot.cli.own_command import with_options, with_own_command

if TYPE_CHECKING:
    from pathlib import Path

REMEDY = "Run: econnect-bot db upgrade"


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a checkout's folder with an environment whose interpreter runs."""
    folder = tmp_path / ".venv" / "bin"
    folder.mkdir(parents=True)
    (folder / "python").touch()
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    monkeypatch.chdir(tmp_path)
    return folder


def install(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "econnect-bot").touch(mode=0o755)


def test_in_a_checkout_it_is_the_path_to_its_environment(venv: Path) -> None:
    install(venv)
    assert with_own_command(REMEDY) == "Run: .venv/bin/econnect-bot db upgrade"


def test_where_it_is_on_path_it_is_its_name(venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(venv)
    monkeypatch.setenv("PATH", str(venv))
    assert with_own_command(REMEDY) == REMEDY


def test_another_one_on_path_is_not_this_one(venv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(venv)
    install(tmp_path / "other")
    monkeypatch.setenv("PATH", str(tmp_path / "other"))
    assert with_own_command(REMEDY) == "Run: .venv/bin/econnect-bot db upgrade"


def test_where_it_was_not_installed_it_is_the_module(venv: Path) -> None:
    assert venv.exists()
    assert with_own_command(REMEDY) == "Run: .venv/bin/python -m bot db upgrade"


def test_elsewhere_the_path_is_written_in_full(venv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(venv)
    elsewhere = tmp_path / "some where"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert with_own_command(REMEDY) == f"Run: {venv / 'econnect-bot'} db upgrade"


def test_usage_and_options_are_commands_as_well(venv: Path) -> None:
    install(venv)
    text = "Usage: econnect-bot [OPTIONS] [COMMAND] [ARGS]...\nTry 'econnect-bot --help' for help."
    assert with_own_command(text) == text.replace("econnect-bot", ".venv/bin/econnect-bot")


@pytest.mark.parametrize(
    "text", ["Write /invite @econnect-bot in #help.", "/srv/econnect-bot data", "the econnect-bot.db"]
)
def test_what_is_no_command_stays(venv: Path, text: str) -> None:
    install(venv)
    assert with_own_command(text) == text


def test_options_stand_behind_each_command_that_is_marked_as_one() -> None:
    text = "Run `econnect-bot check x`, then `econnect-bot due`; the file `econnect-bot.yml` stays."

    assert with_options(text, " --all") == text.replace("check x`", "check x --all`").replace("due`", "due --all`")
    assert with_options(text, "") == text
