"""Time `/econnect-triage` over many tickets, against the same over few; with the databases' query plans.

SQLite always; PostgreSQL where DATABASE_URL names an empty one.
"""

from __future__ import annotations

import os
import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import event, insert

from bench.bot_under_test import answering
from bot.bootstrap.answering import render_context
from bot.domain.conversation import Conversation
from bot.domain.incoming import Command
from bot.domain.library import Library
from bot.domain.outgoing import Destination
from bot.domain.report import Period
from bot.domain.views import QueueView
from bot.rendering.slack_renderer import SlackRenderer
from bot.services.app_context import AppContext, SupportContext
from bot.services.listing import answer_triage
from bot.services.reporting import report_of
from bot.settings import from_environment
from bot.slack.ids import TRIAGE
from bot.storage.access import engine_for, open_store, upgrade
from bot.storage.database_tables import tickets
from bot.storage.engines import read_url
from tests.services.fakes import FakeAudience, FakeMessageLinks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Engine

    from bot.domain.explanation import FileLine
    from bot.domain.forms import SupportMember
    from bot.services.answering import Answering
    from bot.services.ports import MembershipStatus, Store
    from bot.settings import Settings

FEW: Final = 1_000
TEAM, BOB = "T0BENCH", "U0BOB"
ASKED: Final = ("open", "mine", "overdue", "all", "open knop", "all factuur export", "all p9", "all nergens")
ACK_SECONDS: Final = 3
WORDS: Final = "factuur export knop brievenbus adres versie koppeling scherm grijs dubbel map administratie".split()
NOW: Final = datetime(2026, 11, 25, 12, tzinfo=UTC)


class _Clock:
    def now(self) -> datetime:
        return NOW


@dataclass
class _Held:
    current: Answering

    def locate(self, wanted: Sequence[tuple[str, str | None]]) -> tuple[FileLine, ...]:  # noqa: ARG002 - as the port has it
        return ()


class _Everybody:
    def membership_of(self, person: str) -> MembershipStatus:  # noqa: ARG002 - as the port has it
        return "member"

    def members(self) -> tuple[SupportMember, ...]:
        return ()

    def learn_names(self) -> None:
        pass


def run(count: int, repetitions: int) -> None:
    """Print the slowest answer and the ratio to few tickets, on each database, and how each query is done."""
    environment = {"ECONNECT_TRIAGE_CHANNEL": "C0TRIAGE"}
    with TemporaryDirectory() as folder:
        settings = from_environment(environment, Path(folder))
        urls = [f"sqlite:///{folder}/many.db", f"sqlite:///{folder}/few.db"]
        _measure(settings, urls[0], urls[1], count, repetitions)
        given = os.environ.get("DATABASE_URL", "")  # noqa: TID251 - how the benchmark is run
        if given.startswith("postgres"):
            upgrade(given)
            _measure(settings, given, urls[1], count, repetitions)
        else:
            print("triage: PostgreSQL not measured: DATABASE_URL names none")


def _measure(settings: Settings, many: str, few: str, count: int, repetitions: int) -> None:
    fill(many, count)
    fill(few, FEW)
    bot = answering()

    desk = settings.desk
    if desk is None:
        raise LookupError

    def context(store: Store) -> AppContext:
        support = SupportContext(desk, _Everybody(), FakeAudience(), FakeMessageLinks())
        return AppContext(_Held(bot), store, _Clock(), lambda: None, "en", support=support)

    renderer = SlackRenderer(lambda: render_context(settings, Library((bot.knowledge,)), NOW.date()))
    print(f"triage: {count} tickets, {read_url(many).get_backend_name()}; goal: below the ack's {ACK_SECONDS} s")
    with open_store(many) as large, open_store(few) as small:
        at_many, at_few = context(large), context(small)
        for text in ASKED:
            slow = [_seconds(at_many, renderer, text) for _ in range(repetitions)]
            quick = [_seconds(at_few, renderer, text) for _ in range(repetitions)]
            ratio = median(slow) / median(quick)
            print(f"  {text:20} {max(slow) * 1000:8.1f} ms at most, {ratio:6.1f} × that over {FEW}")
        begin = time.perf_counter()
        period = Period(NOW - timedelta(days=900), NOW)
        report_of(large.report_queries.figures(period, TEAM), period, desk, NOW)
        print(f"  {'report (sent later)':20} {(time.perf_counter() - begin) * 1000:8.1f} ms")
        for text, plan in _plans(many, at_many, renderer):
            print(f"  plan of {text}: {plan}")


def _seconds(context: AppContext, renderer: SlackRenderer, text: str) -> float:
    begin = time.perf_counter()
    command = Command(
        TRIAGE, text, Conversation("command", TEAM, "C0TRIAGE", person=BOB), BOB, Destination(TEAM, BOB, person=BOB)
    )
    view = answer_triage(context, command)
    renderer.view(view)
    taken = time.perf_counter() - begin
    if not isinstance(view, QueueView):
        raise TypeError(text)
    return taken


def fill(url: str, count: int) -> None:
    """Put so many tickets in, most of them closed, where there are none yet."""
    with open_store(url):
        pass
    draw = random.Random(count)  # noqa: S311 - no secret
    with engine_for(read_url(url)) as engine, engine.begin() as connection:
        if connection.exec_driver_sql("SELECT count(*) FROM tickets").scalar_one():
            return
        for begin in range(0, count, 5_000):
            numbers = range(begin, min(begin + 5_000, count))
            connection.execute(insert(tickets), [_row(number, draw) for number in numbers])
    _analyze(url)


def _analyze(url: str) -> None:
    with engine_for(read_url(url)) as engine, engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("ANALYZE")


def _row(number: int, draw: random.Random) -> dict[str, Any]:
    opened_at = NOW - timedelta(minutes=draw.uniform(0, 60 * 24 * 800))
    state = draw.choices(("open", "claimed", "waiting", "resolved", "closed"), (1, 3, 1, 2, 93))[0]
    text = " ".join(draw.choices(WORDS, k=12))
    has_assignee = state != "open"
    return {
        "id": f"bench-{number}",
        "team": TEAM if number % 10 else "T0OTHER",
        "number": number + 1,
        "person": f"U{number % 5000}",
        "language": "nl",
        "title": text[:80],
        "text": text,
        "search": f"#{number + 1} {text}",
        "state": state,
        "assignee": draw.choice((BOB, "U0CAROL", "U0DORA")) if has_assignee else None,
        "version": 3,
        "home_channel": "D1",
        "opened_at": opened_at,
        "claimed_at": opened_at + timedelta(hours=1) if has_assignee else None,
        "waited_seconds": 0.0,
        "resolved_at": opened_at + timedelta(hours=9) if state in {"resolved", "closed"} else None,
        "closed_at": opened_at + timedelta(hours=80) if state == "closed" else None,
        "reminded": "",
        "late_at": opened_at + timedelta(days=2) if state in {"open", "claimed"} else None,
    }


def _plans(url: str, context: AppContext, renderer: SlackRenderer) -> Iterator[tuple[str, str]]:
    """Return how the database does each query, in its own words."""
    seen: list[tuple[str, Any]] = []

    def keep(_: object, __: object, statement: str, parameters: Any, *___: object) -> None:  # noqa: ANN401 - the driver's
        if "tickets" in statement and "SELECT" in statement:
            seen.append((statement, parameters))

    with engine_for(read_url(url)) as engine:
        from sqlalchemy import Engine  # noqa: PLC0415 - the class whose engines are listened to

        event.listen(Engine, "before_cursor_execute", keep)
        for text in ("open", "mine", "overdue", "all", "open knop"):
            seen.clear()
            _seconds(context, renderer, text)
            (statement, parameters), *_ = seen
            with engine.connect() as connection:
                yield text, _explained(connection, engine, statement, parameters)
        event.remove(Engine, "before_cursor_execute", keep)


def _explained(connection: Connection, engine: Engine, statement: str, parameters: Any) -> str:  # noqa: ANN401 - the driver's
    how = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    rows = connection.exec_driver_sql(f"{how} {statement}", parameters)
    return "; ".join(str(row[-1]).strip() for row in rows)
