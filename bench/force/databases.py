"""The two databases, each with what can be done to it while a bot uses it."""

from __future__ import annotations

import sqlite3
import time
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.storage.access import upgrade
from tests.storage.postgres import server
from tests.storage.silent_proxy import SilentProxy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.storage.postgres import Server


@dataclass(frozen=True, slots=True)
class DatabaseUnderForce:
    """A database: how bots reach it, how many replicas it may have, and how each fault of it is made, for seconds."""

    name: str
    url: str
    replicas: int
    faults: Mapping[str, Callable[[float], None]] = field(default_factory=dict)


@contextmanager
def sqlite_under_force() -> Iterator[DatabaseUnderForce]:
    """Yield SQLite on this machine's disk; another process may lock it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bot.db"
        yield DatabaseUnderForce("sqlite", f"sqlite:///{path}", 1, {"locked": lambda seconds: _lock(path, seconds)})


@contextmanager
def postgres_under_force() -> Iterator[DatabaseUnderForce]:
    """Yield PostgreSQL with a proxy before it; it can be restarted, silent, frozen, or failed over."""
    with ExitStack() as stack:
        running = stack.enter_context(server(fsync=True))
        upgrade(running.url)
        proxy = stack.enter_context(SilentProxy(running.port))
        url = running.url.replace(f":{running.port}/", f":{proxy.port}/")
        faults: dict[str, Callable[[float], None]] = {
            "restarted": lambda seconds: _restart(running, seconds),
            "silent": lambda seconds: _silence(proxy, seconds),
            "frozen": lambda seconds: _freeze(running, seconds),
            "failed over": lambda _: proxy.forget(),
        }
        yield DatabaseUnderForce("postgresql", url, 2, faults)


def _lock(path: Path, seconds: float) -> None:
    with closing(sqlite3.connect(path, isolation_level=None, timeout=5)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        connection.execute("ROLLBACK")


def _restart(running: Server, seconds: float) -> None:
    running.stop()
    time.sleep(seconds)
    running.start()


def _silence(proxy: SilentProxy, seconds: float) -> None:
    proxy.silence()
    time.sleep(seconds)
    proxy.speak()


def _freeze(running: Server, seconds: float) -> None:
    with running.frozen():
        time.sleep(seconds)
