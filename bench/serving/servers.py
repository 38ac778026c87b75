"""The servers under test, each a process of its own."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.request import urlopen

from bench.serving.load import SECRET

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT = Path(__file__).parents[2]
_PATIENCE_SECONDS = 60


@contextmanager
def rival(kind: str, slack_url: str) -> Iterator[int]:
    """Run a bot of `rivals`; yield the port it answers on."""
    asked = [sys.executable, "-m", "bench.serving.rivals", kind, slack_url]
    with subprocess.Popen(asked, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:  # noqa: S603 - our own
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


@contextmanager
def whole_bot(slack_url: str, **settings: str) -> Iterator[int]:
    """Run the bot as in production, over HTTP, on a database of its own unless set; yield the port it answers on."""
    port, health = free_ports(2)
    with (
        TemporaryDirectory() as folder,
        start_bot(slack_url, port, health, None, **{"ECONNECT_DATA_DIR": folder, **settings}) as process,
    ):
        try:
            wait_for(port, process)
            _wait_until_ready(health)
            yield port
        finally:
            process.kill()


def start_bot(slack_url: str, port: int, health: int, log: Path | None, **settings: str) -> subprocess.Popen[bytes]:
    """Start the bot as in production, over HTTP; what it logs goes to `log`."""
    environment = {
        **os.environ,  # noqa: TID251 - a process needs a path and a home
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack_url,
        "PORT": str(port),
        "HEALTH_PORT": str(health),
        "LOG_LEVEL": "WARNING",
        **settings,
    }
    asked = [sys.executable, "-m", "bot", "run"]
    with Path(os.devnull if log is None else log).open("ab") as stderr:
        return subprocess.Popen(asked, cwd=_ROOT, env=environment, stderr=stderr)  # noqa: S603 - our own


def free_ports(count: int) -> tuple[int, ...]:
    """Return ports that nobody has, and that the system gives to nobody by itself until the bot listens there."""
    free = []
    for port in random.sample(range(18_000, 28_000), 100):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            free.append(port)
        if len(free) == count:
            break
    return tuple(free)


def _wait_until_ready(health: int) -> None:
    """Wait until the bot says so: before it knows its workspace, it takes nothing.

    Raises:
        TimeoutError: it does not.
    """
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        with suppress(OSError), urlopen(f"http://127.0.0.1:{health}/readyz", timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError("The bot does not get ready")


def wait_for(port: int, process: subprocess.Popen[bytes] | None = None) -> None:
    """Wait until something listens there.

    Raises:
        TimeoutError: it does not, or `process` has ended.
    """
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 0.1).close()
        except OSError:
            if process is not None and process.poll() is not None:
                raise TimeoutError(f"The bot has ended with {process.returncode}") from None
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("The bot does not listen")
