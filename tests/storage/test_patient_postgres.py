"""PostgreSQL that is silent, frozen, locked or restarted is waited for as long as whoever asks waits, not longer."""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import psycopg
import pytest

from bot.services.patience import at_most
from bot.services.ports import StoreUnavailableError
from bot.storage.access import open_store, upgrade
from bot.storage.engines import CONNECTIONS, new_engine, read_url
from bot.storage.transactions import PooledTransactions
from tests.slack.running import until
from tests.storage.contract import NOON, claim
from tests.storage.silent_proxy import SilentProxy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.storage.database import DatabaseStore
    from tests.storage.postgres import Server

pytestmark = pytest.mark.slow  # servers of their own, that fall silent


@pytest.fixture
def proxy(postgres: Server) -> Iterator[SilentProxy]:
    with SilentProxy(postgres.port) as proxy:
        yield proxy


@pytest.fixture
def store(postgres: Server, proxy: SilentProxy) -> Iterator[DatabaseStore]:
    url = postgres.new_database()
    upgrade(url)
    with open_store(url.replace(str(postgres.port), str(proxy.port))) as store:
        yield store


@pytest.fixture
def own_postgres() -> Iterator[Server]:
    from tests.storage.postgres import server  # noqa: PLC0415 - not where there is none

    with server() as running:
        yield running


@contextmanager
def taking_at_most(seconds: float) -> Iterator[None]:
    begin = time.monotonic()
    yield
    assert time.monotonic() - begin < seconds


def fall_silent_within_a_transaction(store: DatabaseStore, proxy: SilentProxy) -> None:
    with store.transaction() as transaction:
        transaction.seen_keys.claim(["event:Ev1"], NOON)
        proxy.forget()  # the server never hears what became of it


def is_refused(store: DatabaseStore, key: str = "event:Ev1") -> bool:
    try:
        claim(store, key)
    except StoreUnavailableError:
        return True
    return False


def test_a_silent_server_is_waited_for_as_long_as_an_ack_has_and_not_longer(
    store: DatabaseStore, proxy: SilentProxy
) -> None:
    claim(store, "event:Ev0")
    proxy.silence()
    with taking_at_most(2.3), at_most(2):
        assert is_refused(store)
        assert is_refused(store)
    proxy.speak()
    assert claim(store, "event:Ev2")


def test_where_nobody_waits_a_silent_server_is_waited_for_all_the_same_not_for_ever(
    store: DatabaseStore, proxy: SilentProxy
) -> None:
    claim(store, "event:Ev0")
    proxy.silence()
    with taking_at_most(3):
        assert is_refused(store)


def test_a_server_that_was_given_no_time_has_not_failed(store: DatabaseStore, proxy: SilentProxy) -> None:
    claim(store, "event:Ev0")
    proxy.silence()
    with at_most(0.3):
        assert is_refused(store)
    proxy.speak()
    with at_most(2):
        assert claim(store, "event:Ev1")


@pytest.mark.parametrize("then", [("event:Ev2",), ()], ids=["within a transaction", "when it is to be committed"])
def test_a_server_that_falls_silent_on_the_way_is_told_in_time(
    store: DatabaseStore, proxy: SilentProxy, then: tuple[str, ...]
) -> None:
    def keep() -> None:
        with store.transaction() as transaction:
            transaction.seen_keys.claim(["event:Ev1"], NOON)
            proxy.silence()
            transaction.seen_keys.claim(then, NOON)

    with taking_at_most(2.3), at_most(2), pytest.raises(StoreUnavailableError):
        keep()
    proxy.speak()
    # Whether the commit came through cannot be told: the key tells when Slack asks again.
    assert claim(store, "event:Ev1") or not then
    assert claim(store, "event:Ev3")


def test_after_a_fail_over_connections_that_are_silent_for_ever_are_replaced_within_one_ack(
    store: DatabaseStore, proxy: SilentProxy
) -> None:
    claim(store, "event:Ev0")
    proxy.forget()
    with taking_at_most(1.5), at_most(2):
        assert claim(store, "event:Ev1")


def test_a_connection_that_fell_silent_within_a_transaction_keeps_what_it_locked_for_seconds_only(
    store: DatabaseStore, proxy: SilentProxy
) -> None:
    with pytest.raises(StoreUnavailableError):
        fall_silent_within_a_transaction(store, proxy)
    with taking_at_most(8):
        until(lambda: not is_refused(store), seconds=8)


def test_a_frozen_server_is_waited_for_no_longer_and_goes_on_when_it_does(own_postgres: Server) -> None:
    upgrade(own_postgres.url)
    with open_store(own_postgres.url) as store:
        claim(store, "event:Ev0")
        with own_postgres.frozen():
            with taking_at_most(2.3), at_most(2):
                assert is_refused(store)
            with taking_at_most(2.5):
                store.close()
        claim(store, "event:Ev2")


def test_a_locked_table_is_told_by_the_server_and_costs_no_connection(postgres: Server) -> None:
    url = postgres.new_database()
    upgrade(url)
    with open_store(url) as store, psycopg.connect(url) as other:
        other.execute("LOCK TABLE seen_keys IN ACCESS EXCLUSIVE MODE")
        with taking_at_most(1.2), at_most(1):
            assert is_refused(store)
        with taking_at_most(2.2), at_most(2):
            assert is_refused(store)
        other.rollback()
        mine = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        assert claim(store, "event:Ev1")
        assert other.execute(mine).fetchone() == (1,)


def test_after_a_restart_the_first_transaction_works(own_postgres: Server) -> None:
    upgrade(own_postgres.url)
    with open_store(own_postgres.url) as store:
        claim(store, "event:Ev0")
        own_postgres.stop()
        with taking_at_most(2.3), at_most(2):
            assert is_refused(store)
        own_postgres.start()
        assert claim(store, "event:Ev1")


def test_who_waits_for_a_connection_waits_no_longer_than_for_anything_else(store: DatabaseStore) -> None:
    with ExitStack() as stack:
        for _ in range(CONNECTIONS):
            stack.enter_context(store.transaction())
        with taking_at_most(0.5), at_most(0.3):
            assert is_refused(store)


def test_what_no_ack_waits_for_may_take_longer(postgres: Server) -> None:
    transactions = PooledTransactions(new_engine(read_url(postgres.url), wait_seconds=0.3))
    with transactions.read_long() as connection:
        connection.exec_driver_sql("SELECT pg_sleep(0.5)")
    with pytest.raises(StoreUnavailableError), transactions.read() as connection:
        connection.exec_driver_sql("SELECT pg_sleep(0.5)")
    transactions.close()
