"""Fill a database with what years of use leave behind: tickets with their steps, logged questions, votes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, insert, select

from bot.storage.access import engine_for, open_store, upgrade
from bot.storage.database_tables import conversations, questions, seen_keys, ticket_steps, tickets, votes
from bot.storage.engines import read_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Table

TEAM: Final = "T1"
PEOPLE: Final = 5_000
NOW: Final = datetime(2026, 11, 25, 12, tzinfo=UTC)
STEPS: Final = ("open", "claim", "wait", "answer", "resolve", "close")
_CHUNK: Final = 10_000
_TICKETS_KEPT, _QUESTIONS_KEPT = timedelta(days=180), timedelta(days=90)
_ONE_IN: Final = 10
"""Of how many questions one was voted on."""


def fill(url: str, *, ticket_count: int, question_count: int, share_past: float = 0.0, now: datetime = NOW) -> None:
    """Put so much in; of the tickets and questions that share is past its time at `now`."""
    if read_url(url).get_backend_name() == "sqlite":
        with open_store(url):
            pass
    else:
        upgrade(url)
    with engine_for(read_url(url)) as engine, engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        if connection.execute(select(func.count()).select_from(questions)).scalar_one():
            return
        put = _Putter(connection)
        of_tickets = _Ages(ticket_count, _TICKETS_KEPT, share_past, now)
        asked = _Ages(question_count, _QUESTIONS_KEPT, share_past, now)
        voted = _Ages(question_count // _ONE_IN, _TICKETS_KEPT, share_past, now)
        talked = _Ages(question_count // _ONE_IN, _QUESTIONS_KEPT, share_past, now)
        put.rows(tickets, ticket_count, lambda number: ticket_row(number, of_tickets.moment(number)))
        put.rows(ticket_steps, ticket_count * len(STEPS), lambda number: step_row(number, now))
        put.rows(questions, question_count, lambda number: question_row(number, asked.moment(number)))
        put.rows(votes, voted.count, lambda number: vote_row(number, voted.moment(number)))
        put.rows(conversations, talked.count, lambda number: conversation_row(number, talked.moment(number)))
        put.rows(seen_keys, question_count // _ONE_IN, lambda n: {"key": f"year:{n}", "seen_at": now})
    with engine_for(read_url(url)) as engine, engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET statement_timeout = 0")
        connection.exec_driver_sql("ANALYZE")


@dataclass(frozen=True, slots=True)
class _Ages:
    """When each of so many rows came in: the first is the oldest, as in life, and that share is past its time."""

    count: int
    kept: timedelta
    share_past: float
    now: datetime

    def moment(self, number: int) -> datetime:
        part = number / self.count
        if part < self.share_past:
            return self.now - self.kept * (1.5 - 0.49 * part / self.share_past)
        return self.now - self.kept * 0.99 * (1 - part) / (1 - self.share_past)


class _Putter:
    """Puts rows in, thousands at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, table: Table, count: int, row: Callable[[int], dict[str, Any]]) -> None:
        for begin in range(0, count, _CHUNK):
            made = [row(number) for number in range(begin, min(begin + _CHUNK, count))]
            self._connection.execute(insert(table), made)


def ticket_row(number: int, closed_at: datetime) -> dict[str, Any]:
    """Return a ticket of the year; one in twenty is not closed."""
    is_closed, opened_at = number % 20 != 0, closed_at - timedelta(days=2)
    text = f"De knop is grijs bij factuur {number} in administratie {number % 97}. " * 4
    return {
        "id": f"year-{number}",
        "team": TEAM,
        "number": number + 1,
        "person": person(number),
        "language": "nl",
        "title": text[:60],
        "text": text,
        "search": f"#{number + 1} {text}".casefold(),
        "trace_id": f"asked-{number}",
        "state": "closed" if is_closed else "claimed",
        "assignee": f"USUPPORT{number % 5}",
        "version": len(STEPS),
        "home_channel": "C1",
        "home_ts": f"{number}.1",
        "opened_at": opened_at,
        "claimed_at": opened_at + timedelta(hours=1),
        "responded_at": opened_at + timedelta(hours=2),
        "waited_seconds": 0.0,
        "resolved_at": closed_at if is_closed else None,
        "closed_at": closed_at if is_closed else None,
        "resolution": "solved" if is_closed else None,
        "reminded": "",
        "next_at": None if is_closed else NOW + timedelta(days=400),
        "late_at": None if is_closed else opened_at + timedelta(days=1),
    }


def step_row(number: int, at: datetime) -> dict[str, Any]:
    """Return a step that was taken with a ticket."""
    ticket, version = divmod(number, len(STEPS))
    who = person(ticket) if version == 0 else f"USUPPORT{ticket % 5}"
    names = {"step": STEPS[version], "before": "open", "after": "claimed"}
    return {"team": TEAM, "ticket": f"year-{ticket}", "version": version + 1, "at": at, "person": who, **names}


def question_row(number: int, asked_at: datetime) -> dict[str, Any]:
    """Return a question that was asked; one in ten was handed over."""
    is_answered = number % 10 != 0
    return {
        "trace_id": f"asked-{number}",
        "asked_at": asked_at,
        "team": TEAM,
        "channel": f"C{number % 100}",
        "person": person(number),
        "text": f"Hoe verstuur ik factuur {number} vanuit Exact Globe via eConnect?",
        "language": "nl",
        "kind": "answer" if is_answered else "hand_over",
        "article": f"article-{number % 17}" if is_answered else None,
        "confidence": 0.9,
        "knowledge_version": "0123456789ab",
    }


def vote_row(number: int, voted_at: datetime) -> dict[str, Any]:
    """Return what somebody made of an answer."""
    key = {"team": TEAM, "person": person(number), "article": f"article-{number % 17}"}
    rest = {"knowledge_version": f"{number}", "trace_id": f"asked-{number}"}
    return key | rest | {"is_helpful": number % 3 != 0, "voted_at": voted_at}


def conversation_row(number: int, updated_at: datetime) -> dict[str, Any]:
    """Return what is remembered of a conversation."""
    return {
        "key": f"year:{number}",
        "team": TEAM,
        "person": person(number),
        "language": "nl",
        "updated_at": updated_at,
    }


def person(number: int) -> str:
    """Return who that is; the first asked a hundredth of everything."""
    return "U0" if number % 100 == 0 else f"U{number % PEOPLE}"
