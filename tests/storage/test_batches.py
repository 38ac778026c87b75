from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, event

from bot.services.ports import StoreUnavailableError, ignore
from bot.storage.access import engine_for, open_store, upgrade
from bot.storage.batches import Batches
from bot.storage.database_tables import questions
from bot.storage.engines import read_url
from bot.storage.transactions import PooledTransactions
from tests.storage.contract import NOON, asked

if TYPE_CHECKING:
    from sqlalchemy import Connection

COUNT = 400


@pytest.fixture
def filled(url: str) -> str:
    upgrade(url)
    with open_store(url) as store:
        for number in range(COUNT):
            with store.transaction() as transaction:
                transaction.questions.add(asked(f"t{number}"))
    return url


def test_between_two_batches_everybody_else_has_the_database(filled: str) -> None:
    rests: list[float] = []
    told: list[int] = []
    with engine_for(read_url(filled)) as engine:
        work = Batches(PooledTransactions(engine), rests.append)
        done = work.change(
            questions,
            questions.c.asked_at <= NOON,
            delete(questions),
            "questions",
            lambda _, count: told.append(count),
        )
    assert done == told[-1] == COUNT
    assert len(rests) == len(told) > 2
    assert all(rest > 0 for rest in rests)


def test_each_batch_is_lasting_by_itself(filled: str) -> None:
    with engine_for(read_url(filled)) as engine:
        work = Batches(PooledTransactions(engine), lambda _: None)
        event.listen(engine, "commit", _FailsTheThirdTime())
        with pytest.raises(StoreUnavailableError):
            work.change(questions, questions.c.asked_at <= NOON, delete(questions), "questions", ignore)
    with open_store(filled) as store:
        assert 0 < store.count("UALICE")["questions"] < COUNT


class _FailsTheThirdTime:
    def __init__(self) -> None:
        self._commits = 0

    def __call__(self, connection: Connection) -> None:
        self._commits += 1
        if self._commits == 3:
            connection.exec_driver_sql("SELECT * FROM a_table_that_is_not_there")
