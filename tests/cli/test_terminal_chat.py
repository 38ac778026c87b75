"""The chat as somebody at a terminal meets it."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tests.factories import files

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow  # a process on a real terminal


class Terminal:
    def __init__(self, folder: Path, *arguments: str) -> None:
        for path, content in files().items():
            (folder / "knowledge" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "knowledge" / path).write_bytes(content)
        self._mine, theirs = pty.openpty()
        environment = {
            **os.environ,  # noqa: TID251 - the process needs a path and a home
            "ECONNECT_KNOWLEDGE_DIR": str(folder / "knowledge"),
            "ECONNECT_CACHE_DIR": str(folder / "cache"),
            "TERM": "xterm",
        }
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "bot", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
            cwd=folder,
        )
        os.close(theirs)
        self._seen = ""

    def types(self, text: str) -> None:
        os.write(self._mine, text.encode())

    def shows(self, text: str) -> str:
        while text not in self._seen:
            self._seen += os.read(self._mine, 4096).decode(errors="replace")
        seen, self._seen = self._seen, ""
        return seen


def test_a_chat_greets_answers_in_colour_and_remembers_what_was_typed(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "chat")
    assert "Mode: terminal chat" in terminal.shows("you> ")
    terminal.types("which version do I need?\n")
    assert "\033[1mThe version\033[22m" in terminal.shows("you> ")
    terminal.types("/quit\n")

    assert terminal.process.wait(timeout=20) == 0
    assert "which version do I need?" in (tmp_path / "cache" / "chat-history").read_text()


def test_what_may_be_a_bsn_is_not_kept(tmp_path: Path) -> None:
    history = tmp_path / "cache" / "chat-history"
    history.parent.mkdir()
    history.write_text("bsn 123456782\nhello\n")
    terminal = Terminal(tmp_path, "chat")
    terminal.shows("you> ")
    for line in ("bsn 123 45 6782", "kvk 01035286", "1234.56.782"):
        terminal.types(line + "\n")
        terminal.shows("you> ")
    terminal.types("\x04")

    assert terminal.process.wait(timeout=20) == 0
    assert history.read_text().splitlines()[-2:] == ["hello", "kvk 01035286"]
    assert "782" not in history.read_text()


def test_ctrl_d_ends_the_chat(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "chat")
    terminal.shows("you> ")
    terminal.types("\x04")

    assert terminal.process.wait(timeout=20) == 0


def test_an_interrupted_chat_says_so_by_its_exit_code(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "chat")
    terminal.shows("you> ")
    for _ in range(10):  # Python does not notice one between the prompt and the wait for a key: one presses again
        terminal.process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            terminal.process.wait(timeout=2)
            break

    assert terminal.process.returncode == 130
