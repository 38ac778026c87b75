"""What only reads waits for nobody who writes, on either database, and does not keep them waiting."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.report import Period
from bot.domain.ticket import Place
from bot.services.patience import at_most
from bot.services.ports import Search
from bot.storage.access import open_store, upgrade
from tests.storage.contract import NOON, THREAD
from tests.storage.retention_contract import keep_a_bit_of_everything

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.storage.database import DatabaseStore

READS: dict[str, Callable[[DatabaseStore], object]] = {
    "the backlog": lambda store: store.outbox.backlog(NOON),
    "what is due": lambda store: store.outbox.due_by(NOON),
    "what waits": lambda store: store.outbox.waiting(),
    "the outbox": lambda store: store.outbox.entries(10),
    "a memory": lambda store: store.read_memory(THREAD, "UALICE"),
    "a question": lambda store: store.find_question("T1", "t1"),
    "a ticket": lambda store: store.tickets.get("T1", "t1"),
    "a thread's ticket": lambda store: store.tickets.in_thread("T1", Place("C1", "1.1"), "UALICE"),
    "tickets": lambda store: store.tickets.find("T1", Search(), 0, 10),
    "a person's tickets": lambda store: store.tickets.of_person("T1", "UALICE", 10),
    "a history": lambda store: store.tickets.history("T1", "t1"),
    "what was asked": lambda store: store.report_queries.texts_asked(Period(NOON - timedelta(days=1), NOON)),
    "what was taught": lambda store: store.report_queries.taught(Period(NOON - timedelta(days=1), NOON)),
    "a report": lambda store: store.report_queries.figures(Period(NOON - timedelta(days=1), NOON)),
    "the questions of a time": lambda store: store.report_queries.questions(Period(NOON - timedelta(days=1), NOON)),
    "an export": lambda store: store.export("UALICE"),
    "a count": lambda store: store.count("UALICE"),
    "the last questions": lambda store: store.latest_questions("T1", "UALICE", 10),
    "unfinished erasures": lambda store: store.unfinished_erasures(),
}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DatabaseStore]:
    """Return a store with a bit of everything: what only reads leaves it as it is."""
    url = f"sqlite:///{tmp_path_factory.mktemp('reading') / 'bot.db'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres").new_database()
    upgrade(url)
    with open_store(url) as opened:
        keep_a_bit_of_everything(opened)
        yield opened


@pytest.mark.parametrize("read", READS)
def test_who_reads_waits_for_no_writer(store: DatabaseStore, read: str) -> None:
    alone = READS[read](store)
    with store.transaction() as transaction:
        transaction.seen_keys.claim([f"event:under way while {read}"], NOON)
        with at_most(1):
            assert READS[read](store) == alone
