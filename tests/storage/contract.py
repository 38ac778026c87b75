"""What every store must do, whatever it keeps things in. A store's test class inherits from `StoreContract`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.conversation import Conversation, Memory
from bot.domain.outgoing import Destination, Notice, Outgoing
from bot.services.ports import StoreUnavailable

if TYPE_CHECKING:
    from bot.services.ports import Store

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
THREAD = Conversation("thread", "T1", "C1", thread_ts="1.1")


def outgoing(name: str, channel: str = "C1", *, due_at: datetime = NOON, team: str = "T1") -> Outgoing:
    return Outgoing(name, Destination(team, channel), Notice("thanks", "en"), due_at)


def send(store: Store, *messages: Outgoing) -> None:
    with store.transaction() as transaction:
        for message in messages:
            transaction.send(message)


def lease(store: Store, now: datetime = NOON, owner: str = "w1") -> str | None:
    message = store.outbox.lease(now, owner, MINUTE)
    return None if message is None else message.id


def claim(store: Store, key: str, now: datetime = NOON) -> bool:
    with store.transaction() as transaction:
        return transaction.seen_keys.claim(key, now)


def keep_everything_and_fail(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.seen_keys.claim("event:Ev1", NOON)
        transaction.conversations.put(THREAD, Memory(language="nl", updated_at=NOON))
        transaction.send(outgoing("m3"))
        raise ZeroDivisionError


class StoreContract(ABC):
    """The contract. `new_store(waiting)` builds an empty store whose outbox takes that many messages."""

    @abstractmethod
    def new_store(self, waiting: int = 100) -> Store: ...

    @pytest.fixture
    def store(self) -> Store:
        return self.new_store()

    def test_a_key_is_claimed_once(self, store: Store) -> None:
        assert claim(store, "event:Ev1")
        assert not claim(store, "event:Ev1")
        assert claim(store, "event:Ev2")

    def test_a_key_is_claimed_once_within_one_transaction_too(self, store: Store) -> None:
        with store.transaction() as transaction:
            assert transaction.seen_keys.claim("event:Ev1", NOON)
            assert not transaction.seen_keys.claim("event:Ev1", NOON)

    def test_a_key_is_forgotten_after_a_day(self, store: Store) -> None:
        claim(store, "event:Ev1")
        assert not claim(store, "event:Ev1", NOON + timedelta(hours=23, minutes=59))
        assert claim(store, "event:Ev1", NOON + timedelta(hours=24))

    def test_of_eight_threads_one_claims_the_key(self, store: Store) -> None:
        with ThreadPoolExecutor(8) as pool:
            claims = list(pool.map(lambda _: claim(store, "event:Ev1"), range(8)))
        assert sorted(claims) == [False] * 7 + [True]

    def test_an_unknown_conversation_has_an_empty_memory(self, store: Store) -> None:
        with store.transaction() as transaction:
            assert transaction.conversations.get(THREAD) == Memory()

    def test_a_memory_is_read_as_it_was_put(self, store: Store) -> None:
        memory = Memory("mailbox-address", "nl", NOON)
        with store.transaction() as transaction:
            transaction.conversations.put(THREAD, memory)
            assert transaction.conversations.get(THREAD) == memory
        with store.transaction() as transaction:
            assert transaction.conversations.get(THREAD) == memory
            assert transaction.conversations.get(replace(THREAD, team="T2")) == Memory()

    def test_what_a_transaction_did_is_undone_when_its_block_raises(self, store: Store) -> None:
        with pytest.raises(ZeroDivisionError):
            keep_everything_and_fail(store)
        assert claim(store, "event:Ev1")
        assert store.outbox.waiting() == 0
        with store.transaction() as transaction:
            assert transaction.conversations.get(THREAD) == Memory()

    def test_a_message_is_leased_as_it_was_sent(self, store: Store) -> None:
        send(store, outgoing("m1"))
        assert store.outbox.lease(NOON, "w1", MINUTE) == outgoing("m1")

    def test_the_oldest_due_message_is_leased_first(self, store: Store) -> None:
        send(store, outgoing("later", "C1", due_at=NOON), outgoing("sooner", "C2", due_at=NOON - SECOND))
        assert [lease(store), lease(store), lease(store)] == ["sooner", "later", None]

    def test_a_message_is_not_leased_before_it_is_due(self, store: Store) -> None:
        send(store, outgoing("m1", due_at=NOON + SECOND))
        assert lease(store) is None
        assert lease(store, NOON + SECOND) == "m1"

    def test_an_id_that_waits_already_is_not_put_in_again(self, store: Store) -> None:
        send(store, outgoing("m1"))
        send(store, outgoing("m1", due_at=NOON - MINUTE))
        assert store.outbox.waiting() == 1
        assert store.outbox.lease(NOON, "w1", MINUTE) == outgoing("m1")

    def test_one_message_at_a_time_is_in_flight_per_channel(self, store: Store) -> None:
        send(store, outgoing("m1"), outgoing("m2"), outgoing("other team", team="T2"))
        assert lease(store) == "m1"
        assert lease(store) == "other team"
        assert lease(store) is None
        store.outbox.settle("m1", "w1")
        assert lease(store) == "m2"

    def test_of_eight_threads_one_gets_the_message(self, store: Store) -> None:
        send(store, outgoing("m1"))
        with ThreadPoolExecutor(8) as pool:
            leased = list(pool.map(lambda number: lease(store, owner=f"w{number}"), range(8)))
        assert leased.count("m1") == 1
        assert leased.count(None) == 7

    def test_a_lease_that_ran_out_goes_to_another_owner(self, store: Store) -> None:
        send(store, outgoing("m1"))
        assert lease(store, NOON, "w1") == "m1"
        assert lease(store, NOON + MINUTE, "w2") == "m1"
        assert not store.outbox.settle("m1", "w1")
        assert not store.outbox.retry("m1", "w1", NOON)
        assert not store.outbox.release("m1", "w1")
        assert not store.outbox.bury("m1", "w1", "gone")
        assert store.outbox.settle("m1", "w2")

    def test_a_settled_message_is_gone(self, store: Store) -> None:
        send(store, outgoing("m1"))
        lease(store)
        assert store.outbox.settle("m1", "w1")
        assert not store.outbox.settle("m1", "w1")
        assert store.outbox.waiting() == 0
        assert lease(store, NOON + 2 * MINUTE) is None

    def test_a_retried_message_comes_back_later_with_one_more_attempt(self, store: Store) -> None:
        send(store, outgoing("m1"))
        lease(store)
        assert store.outbox.retry("m1", "w1", NOON + SECOND)
        assert lease(store) is None
        assert store.outbox.lease(NOON + SECOND, "w1", MINUTE) == replace(
            outgoing("m1"), due_at=NOON + SECOND, attempts=1
        )

    def test_a_released_message_comes_back_as_it_was(self, store: Store) -> None:
        send(store, outgoing("m1"), outgoing("m2"))
        lease(store)
        assert store.outbox.release("m1", "w1")
        assert store.outbox.lease(NOON, "w2", MINUTE) == outgoing("m1")

    def test_a_held_channel_rests_and_the_others_go_on(self, store: Store) -> None:
        send(store, outgoing("m1", "C1"), outgoing("m2", "C2"), outgoing("m3", "C1", team="T2"))
        store.outbox.hold("T1", "C1", NOON + SECOND)
        assert [lease(store), lease(store), lease(store)] == ["m2", "m3", None]
        assert lease(store, NOON + SECOND) == "m1"

    def test_a_held_team_rests_and_the_others_go_on(self, store: Store) -> None:
        send(store, outgoing("m1", "C1"), outgoing("m2", "C2"), outgoing("m3", "C1", team="T2"))
        store.outbox.hold("T1", None, NOON + SECOND)
        assert [lease(store), lease(store)] == ["m3", None]
        assert {lease(store, NOON + SECOND), lease(store, NOON + SECOND)} == {"m1", "m2"}

    def test_a_buried_message_is_not_leased_again(self, store: Store) -> None:
        send(store, outgoing("m1"))
        lease(store)
        assert store.outbox.bury("m1", "w1", "channel_not_found")
        assert store.outbox.waiting() == 0
        assert lease(store, NOON + 2 * MINUTE) is None

    def test_a_full_outbox_refuses_and_keeps_nothing_of_the_transaction(self) -> None:
        store = self.new_store(waiting=2)
        send(store, outgoing("m1"), outgoing("m2"))
        with pytest.raises(StoreUnavailable):
            keep_everything_and_fail(store)
        assert claim(store, "event:Ev1")
        assert store.outbox.waiting() == 2
