"""`demo`: the playground with a week in it."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_playground_command import started, told_by

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import CommandLine


@pytest.mark.slow
def test_it_plays_a_week_and_says_where_to_begin_whatever_tokens_are_set(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-real")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-real")
    process = started(cli, "demo", "--port", "0")
    told = told_by(process)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)

    assert "Friday" in told
    assert "?as=bob   to look around as the support team: begin here" in told
    assert "?as=alice   in a second window, to ask" in told
    assert process.returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", ["demo", "playground"])
def test_tokens_in_env_that_are_no_whole_set_do_not_hinder_it(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-1-2-3\n")
    process = started(cli, name, "--port", "0", *(["--ignore-tokens"] if name == "playground" else []))
    told = told_by(process)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)

    assert "Mode: playground" in told


@pytest.mark.parametrize("name", ["demo", "playground"])
def test_a_teams_settings_that_cannot_work_are_told(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("ECONNECT_TIME_ZONE=Mars/Olympus\n")
    outcome = cli.run(name, "--port", "0")

    assert outcome.code == 1
    assert "ECONNECT_TIME_ZONE" in outcome.err


@pytest.mark.slow
def test_a_kept_week_is_played_once_and_its_clock_stands_still_meanwhile(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    told, folder = [], tmp_path / "kept here"
    for _ in range(2):
        process = started(cli, "demo", "--port", "0", "--keep", str(folder))
        told.append(told_by(process))
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
        assert process.returncode == 0

    assert "Friday …" in told[0]
    assert "Friday …" not in told[1]
    assert "was played here before; the clock stands where you left it: Friday " in told[1]
    assert ", 15:30." in told[1]
    assert all(f"Kept in {folder}" in each for each in told)
    said = (folder / "local-slack.json").read_text(encoding="utf-8")
    assert "stays within the team; only" in said


def test_a_folder_without_the_whole_week_is_not_taken(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "local-slack.json").write_text("{}")
    outcome = cli.run("demo", "--port", "0", "--keep", str(tmp_path))

    assert outcome.code == 1
    assert "without the demo's whole week" in outcome.err
    assert f"playground --keep {tmp_path}" in outcome.err
