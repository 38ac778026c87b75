"""With years of tickets and questions, nothing may go through a whole table, whoever waits for it."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Engine, event

from bot.domain.conversation import Conversation
from bot.domain.ticket import Place
from bot.services.ports import Search
from bot.storage.access import engine_for, open_store, upgrade
from bot.storage.engines import read_url
from tests.storage.contract import NOON
from tests.storage.retention_contract import keep_a_bit_of_everything
from tests.storage.tickets_contract import fresh, keep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.storage.database import DatabaseStore

TALK = Conversation("thread", "T1", "C1", "1.1")
SMALL = ("people", "holds", "erasures", "outbox")
"""What has few rows whatever happens: choices, pauses, what waits."""


def _within(store: DatabaseStore, look: Callable[[Any], object]) -> None:
    with store.transaction() as transaction:
        look(transaction.tickets)


def _within_channels(store: DatabaseStore, look: Callable[[Any], object]) -> None:
    with store.transaction() as transaction:
        look(transaction.channels)


WORK: dict[str, Callable[[DatabaseStore], object]] = {
    "purge": lambda store: store.purge(NOON + timedelta(days=400)),
    "erase": lambda store: store.erase("UALICE"),
    "erase in a team": lambda store: store.erase("UALICE", "T1"),
    "export": lambda store: store.export("UALICE"),
    "count": lambda store: store.count("UALICE", "T1"),
    "latest questions": lambda store: store.latest_questions("T1", "UALICE", 10),
    "requests of a person": lambda store: store.tickets.of_person("T1", "UALICE", 10),
    "unfinished requests of a person": lambda store: store.tickets.count_unfinished("T1", "UALICE"),
    "mine": lambda store: store.tickets.find("T1", Search(frozenset({"claimed"}), assignee="UBOB"), 0, 10),
    "what waits for a person": lambda store: store.tickets.find(
        "T1", Search(frozenset({"waiting"}), person="UALICE"), 0, 2
    ),
    "the ticket of a message": lambda store: store.tickets.passed_on("T1", "T1:D1:1.1"),
    "the ticket of a thread": lambda store: store.tickets.in_thread("T1", Place("D1", "1.1"), "UALICE"),
    "set-ups of a person": lambda store: store.setups.of_person("T1", "UALICE", 10),
    "what is remembered": lambda store: store.read_memory(Conversation("direct", "T1", "D1"), "UALICE"),
    "how often a person was replied to": lambda store: _within_channels(
        store, lambda channels: (channels.count_reply(TALK, "UALICE", NOON), channels.replies_to(TALK, "UALICE"))
    ),
    "late": lambda store: store.tickets.find("T1", Search(frozenset({"open"}), late_by=NOON), 0, 10),
    "figures": lambda store: store.tickets.counts(NOON),
    "reminders": lambda store: _within(store, lambda tickets: (tickets.is_busy("T1"), tickets.due("T1", NOON, 10))),
    "tickets without a card": lambda store: _within(
        store, lambda tickets: tickets.take_unshown("T1", {"is_archived"}, NOON, 10)
    ),
    "whether a card waits": lambda store: store.is_card_on_its_way("T1", "one", "T1:note"),
    "the same question again": lambda store: _within(
        store, lambda tickets: tickets.unclosed("T1", "UALICE", "t", "x")
    ),
}


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    seen: list[tuple[str, Any]] = []

    def keep(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")):
            seen.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", keep)
    yield seen
    event.remove(Engine, "before_cursor_execute", keep)


def plans(engine: Engine, seen: list[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield each step of how the database does what was seen; PostgreSQL with a table of few rows as with many."""
    how = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN"
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET enable_seqscan = off")
        for statement, parameters in seen:
            for row in connection.exec_driver_sql(f"{how} {statement}", parameters):
                yield statement, str(row[-1]).strip()


def is_whole_table(step: str) -> bool:
    words = step.removeprefix("->").split()
    if words[:1] == ["SCAN"]:
        return words[1] not in {*SMALL, "CONSTANT", "subquery", "anon_1"} and "ix_tickets_unclosed" not in words
    return "Seq Scan on" in step and not any(f"Seq Scan on {name}" in step for name in SMALL)


@pytest.mark.parametrize("work", WORK)
def test_no_look_goes_through_a_whole_table(url: str, work: str) -> None:
    upgrade(url)
    with open_store(url) as store, engine_for(read_url(url)) as engine:
        keep_a_bit_of_everything(store)
        keep(store, fresh("one"))
        with statements() as seen:
            WORK[work](store)
        assert seen
        assert [(step, statement) for statement, step in plans(engine, seen) if is_whole_table(step)] == []


@pytest.mark.parametrize("work", ["purge", "erase", "erase in a team"])
def test_a_batch_goes_to_its_rows_and_through_no_index_of_all_that_are_to_go(url: str, work: str) -> None:
    upgrade(url)
    with open_store(url) as store, engine_for(read_url(url)) as engine:
        keep_a_bit_of_everything(store)
        with statements() as seen:
            WORK[work](store)
        batches = [each for each in seen if each[0].startswith(("UPDATE", "DELETE"))]
        assert {each[0].split()[2] for each in batches} >= {"questions", "votes", "labels", "outbox"}
        looks = [step for _, step in plans(engine, batches) if "Scan" in step or step.startswith(("SCAN", "SEARCH"))]
        assert looks
        # Beside the row itself: whose ticket a message tells of.
        assert [step for step in looks if not is_of_one_row(step) and "tickets" not in step] == []


def is_of_one_row(step: str) -> bool:
    return "USING INTEGER PRIMARY KEY" in step or "Tid Scan" in step
