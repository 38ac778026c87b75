from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine

ROOT = Path(__file__).parents[2]


@pytest.fixture
def tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-real")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-real")


@pytest.mark.usefixtures("tokens")
def test_it_does_not_start_where_slack_tokens_are_set(cli: CommandLine) -> None:
    outcome = cli.run("playground", "--port", "0")

    assert outcome.code == 1
    assert "--ignore-tokens" in outcome.err


@pytest.mark.slow
@pytest.mark.usefixtures("tokens")
@pytest.mark.parametrize("way", ["--socket", "--http"])
def test_it_starts_without_looking_at_them_where_told_to(cli: CommandLine, way: str) -> None:
    process = started(cli, "playground", "--port", "0", "--ignore-tokens", way)
    told = told_by(process)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)

    assert "Mode: playground" in told
    assert "http://127.0.0.1:" in told
    assert process.returncode == 0


@pytest.mark.slow
def test_run_in_a_terminal_without_tokens_starts_it(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)
    here, there = pty.openpty()
    process = started(cli, "run", stdin=there)
    told = told_by(process)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    os.close(here)
    os.close(there)

    assert "Mode: playground" in told or "Port 3030 cannot be used" in told


def started(cli: CommandLine, *arguments: str, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}  # noqa: TID251 - the process needs a path and a home
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.Popen(  # noqa: S603 - our own program
        command, cwd=cli.folder, env=environment, stdin=stdin, stderr=subprocess.PIPE, text=True
    )


def told_by(process: subprocess.Popen[str]) -> str:
    """What it says until it is there, or gives up."""
    assert process.stderr is not None
    lines = []
    for line in process.stderr:
        lines.append(line)
        if "Ctrl-C" in line:
            break
    return "".join(lines)
