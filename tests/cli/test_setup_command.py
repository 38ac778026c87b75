"""`setup`, as somebody types it in a terminal, against local Slack."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from dotenv import dotenv_values
from time_machine import escape_hatch

from localslack import LocalSlack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import CommandLine

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60


@dataclass
class Typist:
    """Somebody at a terminal in which `setup` runs."""

    process: int
    terminal: int
    unread: str = ""
    whole: str = ""

    def answer(self, question: str, *answers: str) -> None:
        """Wait for a question, then type; for each further answer wait until it is asked again."""
        for answer in answers:
            self.wait_for(question)
            os.write(self.terminal, answer.encode() + b"\n")

    def wait_for(self, words: str) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while words not in self.unread:
            ready, _, _ = select.select([self.terminal], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"{words!r} did not come:\n{self.whole}"
            assert self._read(), f"It ended before {words!r}:\n{self.whole}"
        self.unread = self.unread.partition(words)[2]

    def interrupt(self) -> int:
        """Press Ctrl-C as people do, again where nothing happens; return the exit code.

        Python misses one that comes between its last look for signals and its wait for a key.
        """
        for _ in range(PATIENCE_SECONDS):
            os.kill(self.process, signal.SIGINT)
            while select.select([self.terminal], [], [], 1)[0] and self._read():
                pass
            if "Stopped." in self.whole:
                break
        return self.end()

    def end(self) -> int:
        """Read to the end; return the exit code."""
        while self._read():
            pass
        os.close(self.terminal)
        _, status = os.waitpid(self.process, 0)
        return os.waitstatus_to_exitcode(status)

    def _read(self) -> bool:
        try:
            text = os.read(self.terminal, 65536).decode(errors="replace")
        except OSError:  # how a terminal says that nobody writes any more
            return False
        self.unread += text
        self.whole += text
        return bool(text)


def machines_time() -> float:
    """Return the machine's time, as the process has it that is set up, whatever moment the tests are run at."""
    return escape_hatch.time.time() if escape_hatch.is_travelling() else time.time()


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(ROOT / "manifest.yml", clock=machines_time) as running:
        yield running


def begin(folder: Path, slack: LocalSlack, **environment: str) -> Typist:
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        settings = {"SLACK_API_URL": slack.api_url, "HEALTH_PORT": "0", "ECONNECT_DATA_DIR": str(folder / "data")}
        needed = {"PATH": os.defpath, "HOME": str(folder), "PYTHONPATH": str(ROOT)}
        os.execve(sys.executable, [sys.executable, "-m", "bot", "setup"], needed | settings | environment)  # noqa: S606 - ours
    return Typist(process, terminal)


def saved(folder: Path) -> dict[str, str | None]:
    return dict(dotenv_values(folder / ".env"))


def test_from_an_empty_folder_to_a_bot_that_posts(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin(tmp_path, slack)
    someone.wait_for("https://api.slack.com/apps?new_app=1&manifest_json=%7B")
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", f' export SLACK_BOT_TOKEN="{slack.bot_token}" ')
    someone.answer("SLACK_APP_TOKEN:", slack.app_token)
    someone.answer("Channel [none]:", "#Support-Triage")
    someone.answer("Language", "nl")
    someone.answer("Days", "mon-thu")
    someone.answer("Hours", "9-17", "08:30-17:00")
    someone.answer("Time zone", "")
    someone.answer("Contact", "#help")
    someone.answer("Post a test message there?", "y")
    someone.wait_for("All is set. Start the bot with:")
    assert someone.end() == 0

    assert saved(tmp_path) == {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "ECONNECT_TRIAGE_CHANNEL": slack.channels["support-triage"].id,
        "ECONNECT_TEAM_LANGUAGE": "nl",
        "ECONNECT_WORKING_DAYS": "mon-thu",
        "ECONNECT_WORKING_HOURS": "08:30-17:00",
        "ECONNECT_TIME_ZONE": "Europe/Amsterdam",
        "ECONNECT_SUPPORT_CONTACT": "#help",
    }
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600
    assert slack.bot_token not in someone.whole
    posted = slack.messages(slack.channels["support-triage"])
    assert ["Dit is een test" in message.text for message in posted] == [True]


def test_wrong_tokens_are_asked_for_again_and_ctrl_c_loses_nothing(tmp_path: Path, slack: LocalSlack) -> None:
    (tmp_path / ".env").write_text("# ours\nLOG_LEVEL=DEBUG\n", encoding="utf-8")
    someone = begin(tmp_path, slack)
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", "")
    someone.wait_for("Nothing was pasted")
    someone.answer("SLACK_BOT_TOKEN:", "xoxp-1-2")
    someone.wait_for("user token")
    someone.answer("SLACK_BOT_TOKEN:", "xoxb-wrong")
    someone.wait_for("Slack rejects SLACK_BOT_TOKEN (invalid_auth)")
    someone.answer("SLACK_BOT_TOKEN", slack.app_token)  # at the wrong question
    someone.wait_for("kept for that question")
    someone.answer("SLACK_BOT_TOKEN", slack.bot_token)
    someone.answer("SLACK_APP_TOKEN (there is one):", "")
    someone.answer("Channel [none]:", "random")
    someone.wait_for("The bot is in no channel random. Write /invite @econnect-bot there")
    someone.wait_for("Channel [none]:")
    assert someone.interrupt() == 130
    assert "What you answered is in .env; go on with:" in someone.whole

    assert (tmp_path / ".env").read_text(encoding="utf-8").startswith("# ours\nLOG_LEVEL=DEBUG\n")
    kept = saved(tmp_path)
    assert (kept["SLACK_BOT_TOKEN"], kept["SLACK_APP_TOKEN"]) == (slack.bot_token, slack.app_token)
    again = begin(tmp_path, slack)
    again.answer("Press Enter when", "")
    again.answer("SLACK_BOT_TOKEN (there is one):", "")
    again.answer("SLACK_APP_TOKEN (there is one):", "")
    again.answer("Channel [none]:", "")
    again.answer("Contact", "")
    again.wait_for("questions cannot be handed over")
    again.wait_for("All is set.")
    assert again.end() == 0


def test_a_scope_that_is_missing_is_named_and_looked_for_again(tmp_path: Path) -> None:
    manifest = (ROOT / "manifest.yml").read_text(encoding="utf-8")
    (tmp_path / "manifest.yml").write_text(re.sub(r"\n *- users:read\b", "", manifest), encoding="utf-8")
    with LocalSlack(tmp_path / "manifest.yml", clock=machines_time) as slack:
        someone = begin(tmp_path, slack)
        someone.answer("Press Enter when", "")
        someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
        for _ in range(2):  # it may have been granted meanwhile
            someone.wait_for("the app was not granted users:read")
            someone.answer("SLACK_BOT_TOKEN (there is one):", "")
        someone.answer("SLACK_BOT_TOKEN (there is one):", "skip")
        someone.wait_for("SLACK_APP_TOKEN:")
        assert someone.interrupt() == 130
        assert saved(tmp_path) == {"SLACK_BOT_TOKEN": slack.bot_token}


@pytest.mark.parametrize("code", ["token_expired", "token_revoked", "account_inactive"])
def test_a_token_that_served_its_time_is_told_in_slacks_own_word(
    tmp_path: Path, slack: LocalSlack, code: str
) -> None:
    slack.faults.for_calls("auth.test", f"error:{code}")
    someone = begin(tmp_path, slack)
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
    someone.wait_for(f"Slack rejects SLACK_BOT_TOKEN ({code})")
    someone.wait_for("SLACK_BOT_TOKEN")
    assert someone.interrupt() == 130
    assert saved(tmp_path) == {}


def test_a_slack_that_cannot_be_reached_is_no_wrong_token(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin(tmp_path, slack, SLACK_API_URL="http://127.0.0.1:1/api/")
    someone.answer("Press Enter when", "")
    someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
    someone.wait_for("Slack cannot be reached")
    someone.answer("SLACK_BOT_TOKEN", "skip")
    someone.wait_for("SLACK_APP_TOKEN")
    assert someone.interrupt() == 130


def test_ctrl_c_while_slack_is_asked_says_how_to_go_on_too(tmp_path: Path, slack: LocalSlack) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        someone = begin(tmp_path, slack, SLACK_API_URL=f"http://127.0.0.1:{silent.getsockname()[1]}/api/")
        someone.answer("Press Enter when", "")
        someone.answer("SLACK_BOT_TOKEN:", slack.bot_token)
        silent.settimeout(PATIENCE_SECONDS)
        connection, _ = silent.accept()
        with connection:
            assert someone.interrupt() == 130
    assert "go on with:" in someone.whole


def test_what_the_environment_sets_is_left_alone(tmp_path: Path, slack: LocalSlack) -> None:
    someone = begin(tmp_path, slack, SLACK_BOT_TOKEN=slack.bot_token, ECONNECT_TRIAGE_CHANNEL="C0123456789")
    someone.answer("Press Enter when", "")
    someone.wait_for("SLACK_BOT_TOKEN is set in the environment")
    someone.answer("SLACK_APP_TOKEN:", slack.app_token)
    someone.wait_for("ECONNECT_TRIAGE_CHANNEL is set in the environment")
    someone.answer("Language", "en")
    someone.wait_for("Days")
    assert someone.interrupt() == 130
    assert saved(tmp_path) == {"SLACK_APP_TOKEN": slack.app_token, "ECONNECT_TEAM_LANGUAGE": "en"}


def test_without_a_terminal_it_says_how_it_is_done_by_hand(cli: CommandLine) -> None:
    outcome = cli.run("setup")
    assert outcome.code == 2
    assert "needs a terminal. By hand:" in outcome.err
    assert not (cli.folder / ".env").exists()
