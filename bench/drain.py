"""Measure how fast the outbox empties where Slack takes everything at once, against one commit a row by hand."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING

from bot.bootstrap.clock import SystemClock
from bot.domain.outgoing import Destination, Outgoing, SystemNotice
from bot.services.delivering import DeliveryWorker, Policy
from bot.services.ports import Sent
from bot.storage.access import open_store

if TYPE_CHECKING:
    from bot.services.ports import Delivery

CHANNELS = 100
_POLICY = Policy(channel_rest=timedelta(0), idle_seconds=0.001)


class _Nowhere:
    """Slack without a network."""

    def deliver(self, outgoing: Outgoing) -> Delivery:  # noqa: ARG002 - as the port has it
        return Sent()


def run(rows: int, rounds: int) -> None:
    """Print both in rows a second, interleaved, and their ratio."""
    ours, theirs = [], []
    for _ in range(rounds):
        with TemporaryDirectory() as folder:
            ours.append(rows / _our_seconds(Path(folder) / "ours.db", rows))
            theirs.append(rows / _their_seconds(Path(folder) / "theirs.db", rows))
    print(f"drain: {rows} messages in {CHANNELS} channels, on SQLite with synchronous=FULL")
    print(
        f"  outbox {median(ours):.0f} a second; a commit to take and one to settle each, by hand {median(theirs):.0f}"
    )
    print(f"  outbox / by hand: {median(ours) / median(theirs):.2f} (goal ≥ 5)")


def _our_seconds(path: Path, rows: int) -> float:
    with open_store(f"sqlite:///{path}") as store:
        now = SystemClock().now()
        with store.transaction() as transaction:
            for number in range(rows):
                destination = Destination("T1", f"C{number % CHANNELS}")
                transaction.send(Outgoing(f"m{number}", destination, SystemNotice("thanks", "en"), now))
        worker = DeliveryWorker(store.outbox, _Nowhere(), SystemClock(), owner="bench", policy=_POLICY)
        stop, wake = Event(), Event()
        begin = time.perf_counter()
        thread = Thread(target=worker.run, args=(stop, wake))
        thread.start()
        while store.outbox.waiting():
            time.sleep(0.01)
        took = time.perf_counter() - begin
        stop.set()
        thread.join()
    return took


def _their_seconds(path: Path, rows: int) -> float:
    """Return the seconds of what one writes first: take the oldest row, commit, settle it, commit, in one thread."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE outbox (id INTEGER PRIMARY KEY, payload TEXT, owner TEXT)")
        database.execute("BEGIN")
        database.executemany("INSERT INTO outbox (payload) VALUES (?)", [("thanks",)] * rows)
        database.execute("COMMIT")
        begin = time.perf_counter()
        for _ in range(rows):
            ((number,),) = database.execute(
                "SELECT id FROM outbox WHERE owner IS NULL ORDER BY id LIMIT 1"
            ).fetchall()
            database.execute("UPDATE outbox SET owner = 'bench' WHERE id = ?", (number,))
            database.execute("DELETE FROM outbox WHERE id = ?", (number,))
        return time.perf_counter() - begin
