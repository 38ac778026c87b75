"""The servers under test, each a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

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
        yield int(process.stdout.readline())
        process.kill()


@contextmanager
def whole_bot(slack_url: str) -> Iterator[int]:
    """Run the bot as in production, over HTTP, on a database of its own; yield the port it answers on."""
    with TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as first:
        with socket.create_server(("127.0.0.1", 0)) as second:
            port, health = first.getsockname()[1], second.getsockname()[1]
        first.close()
        environment = {
            **os.environ,  # noqa: TID251 - a process needs a path and a home
            "SLACK_BOT_TOKEN": "xoxb-bench",
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": slack_url,
            "PORT": str(port),
            "HEALTH_PORT": str(health),
            "ECONNECT_DATA_DIR": folder,
            "LOG_LEVEL": "WARNING",
        }
        asked = [sys.executable, "-m", "bot", "run"]
        with subprocess.Popen(asked, cwd=_ROOT, env=environment, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - our own
            _wait_for(port)
            yield port
            process.kill()


def _wait_for(port: int) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 0.1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("The bot does not listen")
