"""What a year may leave behind: rows bounded by how long things are kept, a file and a memory that no longer grow."""

from __future__ import annotations

import gc
import resource
from ctypes import CDLL
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from sqlalchemy import func, select

from bench.soak.year import DAYS, MONTH, Year
from bot.services.ports import FEEDBACK_RETENTION, QUESTION_RETENTION, SEEN_KEY_RETENTION, TICKET_RETENTION
from bot.storage.access import engine_for
from bot.storage.database_tables import metadata, seen_keys
from bot.storage.engines import new_reader, read_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from bot.storage.database import DatabaseStore

PURGED_WITHIN_DAYS: Final = 1
CLOSED_WITHIN_DAYS: Final = 21
"""The requester's silence for a week closes what is resolved; the rest is weekends and reminders."""
STEADY_MONTH: Final = 8
"""From then on as much is forgotten as comes in: the longest that anything is kept is 180 days."""
GROWTH_OF_FILE: Final = {"sqlite": 1.25, "postgresql": 2.0}
"""PostgreSQL gives room free by itself once a minute, in which months pass here."""
GROWTH_OF_MEMORY_MB: Final = 30.0
"""Since the steady month. Each restart is within this process here; one bot left behind would take 20 MB a month."""
ACK_P99_MS: Final = 500.0
"""A sixth of what Slack waits; what a slow disk and a busy machine take is in it."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One line of the table."""

    name: str
    found: float
    most: float

    @property
    def holds(self) -> bool:
        """Whether it is within."""
        return self.found <= self.most


@dataclass
class Look:
    """What was seen at the end of each month."""

    url: str
    megabytes: dict[int, float] = field(default_factory=dict)
    memory: dict[int, float] = field(default_factory=dict)
    dead: int = 0

    def __call__(self, year: Year, store: DatabaseStore, month: int) -> None:
        """Look at the database's size, at memory and at what was given up."""
        self.dead = max(self.dead, store.outbox.backlog(year.clock.now()).dead)
        self.memory[month] = _memory_mb()
        with engine_for(read_url(self.url)) as engine, new_reader(engine).connect() as connection:
            self.megabytes[month] = _size_mb(connection, self.url)


def limits(year: Year, look: Look) -> Iterator[Limit]:
    """Yield everything that is held against a bound at the end of the year."""
    with engine_for(read_url(look.url)) as engine, new_reader(engine).connect() as connection:
        rows = {
            name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
            for name, table in metadata.tables.items()
        }
        too_old = seen_keys.c.seen_at <= year.clock.now() - SEEN_KEY_RETENTION - timedelta(days=PURGED_WITHIN_DAYS)
        old_keys = connection.execute(select(func.count()).select_from(seen_keys).where(too_old)).scalar_one()
    for name, most in _most_rows(year).items():
        yield Limit(f"rows in {name}", rows[name], most)
    yield Limit("deduplication keys older than a day and a purge", float(old_keys), 0)
    yield Limit("questions without a reply", year.unanswered, 0)
    yield Limit("dead letters in any month", look.dead, 0)
    last, name = max(look.megabytes), read_url(look.url).get_backend_name()
    steady = min(STEADY_MONTH, last)
    yield Limit("size in MB", look.megabytes[last], look.megabytes[steady] * GROWTH_OF_FILE[name])
    yield Limit("memory in MB", look.memory[last], look.memory[steady] + GROWTH_OF_MEMORY_MB)
    yield Limit("ack p99 in ms, whole year", _p99([ack for month in year.acks for ack in month]), ACK_P99_MS)
    yield Limit("ack p99 in ms, last month", _p99(year.acks[last - 1]), ACK_P99_MS)


def _most_rows(year: Year) -> dict[str, float]:
    """Return how many rows of each kind may be there, by how long it is kept."""
    tickets = year.opened / (DAYS // MONTH * MONTH)

    def kept(a_day: float, retention: timedelta, more_days: int = 0) -> float:
        return a_day * (retention.days + PURGED_WITHIN_DAYS + 1 + more_days)

    of_tickets = kept(tickets, TICKET_RETENTION, CLOSED_WITHIN_DAYS)
    return {
        "questions": kept(year.per_day, QUESTION_RETENTION),
        "conversations": kept(year.per_day, QUESTION_RETENTION),
        "votes": kept(year.per_day / 2, FEEDBACK_RETENTION),
        "tickets": of_tickets,
        "ticket_steps": of_tickets * 6,
        # An event and its message, a hand-over, a reminder and a digest each have one.
        "seen_keys": kept(4 * year.per_day + 10, SEEN_KEY_RETENTION),
        "outbox": 0,
        "holds": 2 * year.per_day + 100,
        "erasures": 0,
        "erased_messages": 0,
    }


def _p99(acks: list[float]) -> float:
    return float(np.percentile(acks, 99)) * 1000


def _memory_mb() -> float:
    """Return what this process holds, without what its allocator keeps of what was given back."""
    gc.collect()
    if (give_back := getattr(CDLL(None), "malloc_trim", None)) is not None:
        give_back(0)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def _size_mb(connection: Connection, url: str) -> float:
    if read_url(url).get_backend_name() == "sqlite":
        path = Path(read_url(url).database or "")
        return sum(each.stat().st_size for each in path.parent.glob(f"{path.name}*")) / 1e6
    return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one()) / 1e6
