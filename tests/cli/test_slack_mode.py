from __future__ import annotations

import logging
import socket
import subprocess
import sys
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from bot.storage import schema_version
from bot.storage.access import engine_for
from bot.storage.engines import read_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from localslack import LocalSlack
    from tests.cli.conftest import CommandLine


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = before


@pytest.fixture
def in_slack(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Return a command line with what HTTP needs, and a Slack that is not there."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "secret")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")
    monkeypatch.setenv("PORT", "0")
    monkeypatch.setenv("HEALTH_PORT", "0")
    return cli


def test_a_knowledge_base_that_cannot_be_used_ends_it(in_slack: CommandLine) -> None:
    in_slack.write("general/greeting.yml", b"")
    outcome = in_slack.run("run")

    assert outcome.code == 1
    assert "The knowledge base cannot be used" in outcome.err
    assert "greeting.yml" in outcome.err


def run_in(folder: Path) -> subprocess.CompletedProcess[str]:
    """Return what becomes of a bot that is started in `folder` as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "run"], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.slow  # a process of its own: it listens to signals
def test_a_start_puts_the_copy_from_before_an_upgrade_where_the_backups_are(
    in_slack: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine_for(read_url(f"sqlite:///{in_slack.folder / 'data' / 'econnect-bot.db'}")) as engine:
        schema_version.upgrade(engine, "0008")
    (in_slack.folder / "file").write_text("")
    monkeypatch.setenv("ECONNECT_BACKUP_DIR", str(in_slack.folder / "file"))
    outcome = run_in(in_slack.folder)

    assert outcome.returncode == 1
    assert "Nothing was changed." in outcome.stderr
    assert f"Make room in {in_slack.folder / 'file'}" in outcome.stderr


@pytest.mark.slow  # a process of its own: waitress leaves a socket open where its port is taken
@pytest.mark.parametrize("name", ["PORT", "HEALTH_PORT"])
def test_a_port_that_is_taken_is_named(in_slack: CommandLine, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("", 0)) as taken:
        port = str(taken.getsockname()[1])
        monkeypatch.setenv(name, port)
        outcome = run_in(in_slack.folder)

    assert outcome.returncode == 1
    assert f"Error: {name} {port} is taken. Set {name} to another port" in outcome.stderr


def test_a_store_that_cannot_be_used_ends_it(in_slack: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "oracle://nowhere")

    assert in_slack.run("run").code == 1


@pytest.mark.slow  # a process of its own, as above
@pytest.mark.parametrize("name", ["HOST", "HEALTH_HOST"])
@pytest.mark.parametrize("value", ["203.0.113.7", "no-such-host.invalid"])
def test_a_host_that_is_not_this_machine_is_told(
    in_slack: CommandLine, name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    outcome = run_in(in_slack.folder)

    assert outcome.returncode == 1
    assert f"{name} is {value}" in outcome.stderr
    assert "an address of this machine" in outcome.stderr


@pytest.mark.slow  # a process of its own, as above
def test_a_service_manager_is_told_when_the_bot_is_ready_and_when_it_ends(
    in_slack: CommandLine, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"@{uuid4()}"
    for name, value in {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_API_URL": slack.api_url,
        "NOTIFY_SOCKET": address,
    }.items():
        monkeypatch.setenv(name, value)
    command = [sys.executable, "-m", "bot", "run"]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind("\0" + address[1:])
        manager.settimeout(30)
        with subprocess.Popen(command, cwd=in_slack.folder, stderr=subprocess.PIPE) as running:  # noqa: S603 - our own
            _wait_for(manager, "READY=1")
            running.terminate()
            _wait_for(manager, "STOPPING=1")
            running.communicate(timeout=20)

    assert running.returncode == 0


def _wait_for(manager: socket.socket, told: str) -> None:
    while told not in manager.recv(4096).decode().splitlines():
        pass
