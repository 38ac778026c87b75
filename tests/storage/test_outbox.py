"""The outbox where several take from it, and where what waits cannot be read."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.services.ports import StoreUnavailableError
from bot.storage.access import engine_for, open_store, upgrade
from bot.storage.database import DatabaseStore
from bot.storage.engines import new_engine, read_url
from tests.storage.contract import MINUTE, NOON, outgoing, send
from tests.storage.outbox_contract import OutboxContract
from tests.storage.stores import OnPostgres, OnSqlite, OnSqliteWithoutAFile

if TYPE_CHECKING:
    from pathlib import Path

    from bot.services.ports import Store
    from tests.storage.postgres import Server


class TestSqlite(OnSqlite, OutboxContract):
    pass


class TestSqliteWithoutAFile(OnSqliteWithoutAFile, OutboxContract):
    pass


class TestPostgres(OnPostgres, OutboxContract):
    pass


def test_of_two_replicas_none_gets_what_the_other_has_nor_another_of_its_ordering_key(postgres: Server) -> None:
    url = postgres.new_database()
    upgrade(url)
    with ExitStack() as stack:
        stores = [stack.enter_context(open_store(url, replicas=2)) for _ in range(2)]
        send(stores[0], *(outgoing(f"m{number}", f"C{number % 10}") for number in range(50)))
        leased: list[tuple[str, str]] = []

        def take(number: int) -> None:
            store: Store = stores[number % 2]
            for _ in range(6):
                leased.extend(
                    (each.id, each.destination.ordering_key)
                    for each in store.outbox.lease(NOON, f"w{number}", MINUTE, 3)
                )

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(take, range(8)))

    assert max(Counter(name for name, _ in leased).values()) == 1
    assert max(Counter(key for _, key in leased).values()) == 1
    assert len(leased) == 10


def test_what_cannot_be_read_is_given_up_and_the_rest_goes_on(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    with open_store(url) as store:
        send(store, outgoing("spoilt"), outgoing("sound", "C2"))
        with engine_for(read_url(url)) as engine, engine.begin() as connection:
            connection.execute(text("UPDATE outbox SET payload = '{}' WHERE id = 'spoilt'"))
        leased = store.outbox.lease(NOON, "w1", MINUTE, most=5)
        (dead, _) = store.outbox.entries(5)

    assert [each.id for each in leased] == ["sound"]
    assert (dead.id, dead.reason) == ("spoilt", "unreadable")


def test_without_tables_everything_is_unavailable_and_nothing_is_told_but_the_kind() -> None:
    store = DatabaseStore(new_engine(read_url("sqlite://")))
    for attempt in (
        store.outbox.waiting,
        lambda: store.outbox.lease(NOON, "w1", MINUTE),
        lambda: send(store, outgoing("a canary")),
        lambda: store.purge(NOON),
    ):
        with pytest.raises(StoreUnavailableError) as raised:
            attempt()
        assert "canary" not in str(raised.value)
    store.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_what_waits_is_counted_as_it_lies_on_the_disk_and_waits_for_no_writer(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    if kind == "postgres":
        url = request.getfixturevalue("postgres").new_database()
        upgrade(url)
    with open_store(url) as store:
        with store.transaction() as transaction:
            transaction.send(outgoing("m1"))
            assert store.outbox.waiting() == 0
        assert store.outbox.waiting() == 1
