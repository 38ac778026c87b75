"""The README's apps run as they stand there: in Python, and in JavaScript where node and npm are."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import localslack
from localslack import LocalSlack
from localslack.watching import CHALLENGE
from localslack.workspace_file import read_workspace
from tests.localslack.node import NO_BOLT, installed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

README = Path(localslack.__file__).with_name("README.md").read_text(encoding="utf-8")
LISTENERS = """
@app.event("app_mention")
def greet(event, say):
    say(f"Hello <@{event['user']}>!", thread_ts=event["ts"])
"""


def code(language: str) -> list[str]:
    """Return the README's pieces of code in one language."""
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", README)


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    path = tmp_path / "manifest.yml"
    path.write_text(code("yaml")[0], encoding="utf-8")
    return path


@contextmanager
def running(slack: LocalSlack, command: list[str], folder: Path, mode: str) -> Iterator[None]:
    """Run an app with the settings that local Slack prints, until it is there and the test has ended."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    settings = {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SOCKET_MODE": "1" if mode == "socket" else "",
        "PORT": port,
        "PATH": os.environ["PATH"],  # noqa: TID251 - a process needs a path
    }
    with subprocess.Popen(command, cwd=folder, env=settings) as process:  # noqa: S603 - what stands in the README
        try:
            if mode == "http":
                way = slack.deliver_to(f"http://127.0.0.1:{port}/slack/events")
                retry_until(lambda: CHALLENGE in way.send_challenge("token", CHALLENGE).text, process)
            else:
                slack.wait_for(lambda: slack.connections)
            yield
        finally:
            process.terminate()


def retry_until(is_there: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Try until the app is there, as long as it runs at all."""
    while not is_there():
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        pytest.fail("the app has ended")


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["http", "socket"])
def test_the_python_app_answers(manifest: Path, tmp_path: Path, mode: str) -> None:
    app = tmp_path / "app.py"
    app.write_text(code("python")[0].replace("# ... your listeners ...", LISTENERS), encoding="utf-8")
    with LocalSlack(manifest) as slack, running(slack, [sys.executable, str(app)], tmp_path, mode):
        alice = slack.people["alice"]
        question = alice.says(slack.channels["general"], "@coffee hello")

        assert slack.wait_for_reply(question).text == f"Hello <@{alice.id}>!"


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["http", "socket"])
def test_the_javascript_app_answers(manifest: Path, tmp_path: Path, mode: str) -> None:
    packages = installed("bolt-js", "@slack/bolt", skipped=NO_BOLT)
    app = packages / f"app-{mode}-{tmp_path.name}.js"
    app.write_text("\n".join(code("js")), encoding="utf-8")
    command = [shutil.which("node") or "node", str(app)]
    try:
        with LocalSlack(manifest, ack_seconds=15) as slack, running(slack, command, packages, mode):
            visit(slack)
            assert {record.outcome for record in slack.deliveries()} == {"ok"}
    finally:
        app.unlink()


def visit(slack: LocalSlack) -> None:
    """Mention the app, write to it, type its command, press its button and fill in its modal."""
    alice, general = slack.people["alice"], slack.channels["general"]
    greeting = slack.wait_for_reply(alice.says(general, "@coffee hello"))
    assert greeting.text == f"Hello <@{alice.id}>! What can I get you?"

    assert slack.wait_for_reply(alice.writes_dm("a coffee, please")).text == f"One coffee for <@{alice.id}>."

    alice.types("/coffee black", general)
    slack.wait_for(lambda: [each for each in alice.sees(general) if each.text == "One black, on its way."])

    assert alice.clicks(greeting, "order").is_ok
    modal = slack.wait_for(lambda: alice.modal)
    assert alice.submits(modal, {"kind": "tea"}).errors == {"drink": "We only have coffee."}
    assert alice.submits(modal, {"kind": "espresso"}).view is None
    slack.wait_for(lambda: [each for each in alice.sees(alice.dm) if each.text == "Your espresso is on its way."])


def test_the_workspace_can_be_used(tmp_path: Path) -> None:
    path = tmp_path / "workspace.yml"
    path.write_text(code("yaml")[1], encoding="utf-8")

    assert [person.name for person in read_workspace(path).people] == ["dave", "erin", "guest", "peggy"]


@pytest.mark.parametrize("path", re.findall(r"`(localslack/[\w/]+\.py)`", README))
def test_every_file_it_names_is_there(path: str) -> None:
    assert (Path(localslack.__file__).parents[1] / path).is_file()
