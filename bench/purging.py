"""Measure how long acks take while years of tickets and questions are purged, against afterwards in the same run."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import numpy as np
from sqlalchemy import func, select

from bench import years
from bench.bot_under_test import answering
from bench.serving.load import at_a_rate, mention
from bench.serving.servers import whole_bot
from bench.serving.slack import SlowSlack
from bot.bootstrap.clock import SystemClock
from bot.domain.report import Period
from bot.services.ports import QUESTION_RETENTION, TICKET_RETENTION
from bot.storage.access import engine_for, visit_store
from bot.storage.database_tables import questions, tickets
from bot.storage.engines import new_reader, read_url
from tests.storage.postgres import NOT_RUN, server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

EVENTS_PER_SECOND: Final = 20
CHANNELS: Final = 100
SHARE_PAST: Final = 0.3
WARM_UP_SECONDS: Final = 2
PATIENCE_SECONDS: Final = 1_800
GOAL: Final = 2.0


def run(ticket_count: int, question_count: int, lasting_seconds: int) -> None:
    """Print the acks' p99 while it is purged and afterwards, and their ratio, on both databases."""
    print(f"purging: {ticket_count} tickets, {question_count} questions, {SHARE_PAST:.0%} of them past their time")
    with TemporaryDirectory() as folder, ExitStack() as stack:
        urls = [f"sqlite:///{Path(folder) / 'years.db'}"]
        try:
            urls.append(stack.enter_context(server(fsync=True)).url)
        except FileNotFoundError:
            print(f"  {NOT_RUN}")
        for url in urls:
            years.fill(
                url,
                ticket_count=ticket_count,
                question_count=question_count,
                share_past=SHARE_PAST,
                now=SystemClock().now(),
            )
            _measure(url, lasting_seconds)


def _measure(url: str, lasting_seconds: int) -> None:
    asked = _requests()
    with engine_for(read_url(url)) as engine, whole_bot(SlowSlack().url, DATABASE_URL=url) as port:
        begin, before = time.monotonic(), _left(engine)
        asyncio.run(_acks(port, asked, WARM_UP_SECONDS))
        during = asyncio.run(_acks(port, asked, lasting_seconds))
        left = _left(engine)
        took = _wait_for_the_end(engine, begin)
        after = asyncio.run(_acks(port, asked, lasting_seconds))
    with visit_store(url) as store:
        begin, period = time.monotonic(), Period(SystemClock().now() - QUESTION_RETENTION, SystemClock().now())
        store.report_queries.figures(period, years.TEAM)
        report = time.monotonic() - begin
    p99s = [float(np.percentile(acks, 99)) * 1000 for acks in (during, after)]
    name = read_url(url).get_backend_name()
    print(
        f"  {name:10} ack p99 {p99s[0]:6.1f} ms while purged, {p99s[1]:6.1f} ms afterwards, "
        f"ratio {p99s[0] / p99s[1]:.2f} (goal ≤ {GOAL:g})\n"
        f"    of {before} rows past their time {left} were left when measured; all gone in {took:.0f} s;"
        f" a report of 90 days in {report:.1f} s"
    )


async def _acks(port: int, asked: Iterator[bytes], lasting_seconds: int) -> list[float]:
    requests = [next(asked) for _ in range(EVENTS_PER_SECOND * lasting_seconds)]
    return await at_a_rate(port, requests, EVENTS_PER_SECOND)


def _requests() -> Iterator[bytes]:
    texts = cycle([check.ask for check in answering().knowledge.checks])
    channels = cycle([f"C{number}" for number in range(CHANNELS)])
    return (mention(next(texts), next(channels)) for _ in iter(int, 1))


def _left(engine: Engine) -> int:
    """Return how many questions and tickets are past their time."""
    now = SystemClock().now()
    counts = (
        select(func.count()).select_from(questions).where(questions.c.asked_at <= now - QUESTION_RETENTION),
        select(func.count()).select_from(tickets).where(tickets.c.closed_at <= now - TICKET_RETENTION),
    )
    with new_reader(engine).connect() as connection:
        return sum(int(connection.execute(count).scalar_one()) for count in counts)


def _wait_for_the_end(engine: Engine, begin: float) -> float:
    while _left(engine):
        if time.monotonic() - begin > PATIENCE_SECONDS:
            raise TimeoutError("It is still being purged")
        time.sleep(1)
    return time.monotonic() - begin
