"""Bots as processes, which are started, stopped, and killed while Slack sends."""

from __future__ import annotations

import signal
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bench.serving.servers import free_ports, start_bot, wait_for

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence
    from pathlib import Path

STOP_SECONDS: Final = 30


@dataclass
class Bots:
    """What serves one database at a time: one process, or several replicas."""

    slack_url: str
    database_url: str
    replicas: int
    folder: Path
    running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)
    stopped_in: list[float] = field(default_factory=list)
    """The seconds that each took from SIGTERM to its end."""

    def ports(self) -> Sequence[int]:
        """Return where bots listen just now."""
        return tuple(self.running)

    def start(self) -> int:
        """Start one more, and wait until it listens; its port."""
        port, health = free_ports(2)
        log = self.folder / f"bot-{port}.log"
        process = start_bot(
            self.slack_url,
            port,
            health,
            log,
            ECONNECT_DATA_DIR=str(self.folder),
            ECONNECT_CACHE_DIR=str(self.folder / "cache"),
            DATABASE_URL=self.database_url,
            REPLICAS=str(self.replicas),
        )
        try:
            wait_for(port, process)
        except TimeoutError:
            process.kill()
            print(log.read_text(encoding="utf-8")[-2_000:], file=sys.stderr)
            raise
        self.running[port] = process
        return port

    def kill(self, port: int) -> None:
        """Kill one as a failing machine would."""
        process = self.running.pop(port)
        process.kill()
        process.wait()

    def stop(self, port: int) -> None:
        """Stop one as an operator would, and note how long it took.

        Raises:
            subprocess.TimeoutExpired: it does not end.
        """
        process, begin = self.running.pop(port), time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(STOP_SECONDS)
        self.stopped_in.append(time.monotonic() - begin)

    def end(self) -> None:
        """Kill what still runs."""
        for port in self.ports():
            self.kill(port)
