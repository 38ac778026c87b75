from __future__ import annotations

import os
import pty
import shlex
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@pytest.fixture
def signal_handlers() -> Iterator[None]:
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    signal.set_wakeup_fd(-1)
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("signal_handlers")
def test_it_opens_the_browser_and_ends_with_ctrl_c(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []

    def launch(url: str) -> None:
        opened.append(url)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("click.launch", launch)
    outcome = cli.run("playground", "--port", "0", "--open")

    assert outcome.code == 0
    assert opened[0].endswith("/?as=alice")
    assert "run `econnect-bot setup` (with make: `make setup`)" in outcome.err
    assert "docs/connecting.md" in outcome.err


@pytest.mark.usefixtures("signal_handlers")
def test_a_taken_port_leads_to_the_next_with_a_word(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []

    def launch(url: str) -> None:
        opened.append(url)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("click.launch", launch)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        outcome = cli.run("playground", "--port", str(port), "--open")

    assert outcome.code == 0
    found = urlsplit(opened[0]).port
    assert found not in {None, port}
    assert f"Port {port} is in use, so the page is at {found}." in outcome.err


@pytest.mark.usefixtures("signal_handlers")
def test_a_port_that_cannot_be_used_is_told_with_a_remedy(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("localslack.free_port.TRIES", 0)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        outcome = cli.run("playground", "--port", str(other.getsockname()[1]))

    assert outcome.code == 1
    assert "--port 0" in outcome.err


@pytest.mark.usefixtures("signal_handlers")
def test_a_broken_knowledge_base_is_told(cli: CommandLine) -> None:
    cli.write("exact-globe/facts.yml", b"minimum_update: [")
    outcome = cli.run("playground", "--port", "0")

    assert outcome.code == 1
    assert "facts.yml:" in outcome.err


@pytest.mark.usefixtures("signal_handlers")
def test_a_workspace_of_ones_own_is_used(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.launch", lambda _: signal.raise_signal(signal.SIGINT))
    outcome = cli.run("playground", "--port", "0", "--open", "--workspace", str(ROOT / "docs" / "workspace.yml"))

    assert outcome.code == 0
    assert "?as=dave" in outcome.err
    assert "?as=erin" in outcome.err


def test_a_faulty_workspace_is_told_with_its_lines(cli: CommandLine) -> None:
    faulty = cli.folder / "workspace.yml"
    faulty.write_text("people:\n  dave: {guest: perhaps}\nchannels: {}\n")
    outcome = cli.run("playground", "--port", "0", "--workspace", str(faulty))

    assert outcome.code == 1
    assert "workspace.yml:2: people.dave.guest must be true or false" in outcome.err


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
    """Return what it says until it is there, or gives up."""
    assert process.stderr is not None
    lines = []
    for line in process.stderr:
        lines.append(line)
        if "Ctrl-C" in line:
            break
    return "".join(lines)


def printed(told: str, line: str) -> list[str]:
    """Return the words of the printed line that begins or ends so, as a shell reads them."""
    lines = (each.strip() for each in told.splitlines())
    return next(shlex.split(each) for each in lines if each.startswith(line) or each.endswith(line))


@pytest.mark.slow
def test_what_is_kept_is_there_again_and_its_commands_are_printed_as_they_work(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kept here"
    for _ in range(2):
        process = started(cli, "playground", "--port", "0", "--keep", str(folder))
        told = told_by(process)
        refused = cli.run("playground", "--port", "0", "--keep", str(folder))
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)

        assert process.returncode == 0
        assert refused.code == 1
        assert "Another playground is using" in refused.err
    for name, _, value in (each.partition("=") for each in printed(told, "export ")[1:]):
        monkeypatch.setenv(name, value)
    for words in ("report", "lessons", "outbox list"):
        assert "DATABASE_URL" not in " ".join(printed(told, words))
        outcome = cli.run(*words.split())

        assert outcome.code == 0, outcome.err
    assert "privacy export U0LOCAL001" in told


def test_a_folder_that_cannot_be_used_is_told(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    outcome = cli.run("playground", "--port", "0", "--keep", str(tmp_path / "file"))

    assert outcome.code == 1
    assert "Choose another folder." in outcome.err
