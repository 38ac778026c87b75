"""Somebody at a terminal, in which `econnect-bot setup` runs."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dotenv import dotenv_values
from time_machine import escape_hatch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from localslack import LocalSlack

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

    def press_ctrl_c(self) -> int:
        """Press Ctrl-C for all that runs in the terminal, again where nothing happens; return the exit code."""
        for _ in range(PATIENCE_SECONDS):
            os.write(self.terminal, b"\x03")
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


def begin(folder: Path, slack: LocalSlack, *arguments: str, **environment: str) -> Typist:
    """Start `setup` in a folder."""
    return _begin(folder, [sys.executable, "-m", "bot", "setup", *arguments], slack, environment)


def begin_by_make(folder: Path, slack: LocalSlack, target: str) -> Typist:
    """Start what `make` starts, with the environment that the tests run in."""
    by_make = ["make", "-f", str(ROOT / "Makefile"), target, "STAMP=", f"BIN={Path(sys.executable).parent}"]
    return _begin(folder, ["/usr/bin/env", *by_make], slack, {})


def _begin(folder: Path, command: list[str], slack: LocalSlack, environment: Mapping[str, str]) -> Typist:
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        settings = {"SLACK_API_URL": slack.api_url, "HEALTH_PORT": "0", "ECONNECT_DATA_DIR": str(folder / "data")}
        needed = {"PATH": os.defpath, "HOME": str(folder), "PYTHONPATH": str(ROOT)}
        os.execve(command[0], command, {**needed, **settings, **environment})  # noqa: S606 - ours
    return Typist(process, terminal)


def saved(folder: Path) -> dict[str, str | None]:
    """Return what stands in the `.env` of a folder."""
    return dict(dotenv_values(folder / ".env"))
