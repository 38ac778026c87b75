from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.conversation import Conversation, Memory
from bot.storage.memory import Limits, MemoryStore
from tests.storage.contract import NOON, StoreContract, claim, lease, outgoing, send

if TYPE_CHECKING:
    from bot.services.ports import Store


class TestMemoryStore(StoreContract):
    """The contract, filled in memory."""

    def new_store(self, waiting: int = 100) -> Store:
        return MemoryStore(Limits(waiting=waiting))


def test_beyond_the_limit_the_oldest_key_is_forgotten() -> None:
    store = MemoryStore(Limits(seen_keys=2))
    for key in ("a", "b", "c"):
        claim(store, key)
    assert not claim(store, "c")
    assert not claim(store, "b")
    assert claim(store, "a")


def test_beyond_the_limit_the_conversation_that_was_quiet_longest_is_forgotten() -> None:
    store = MemoryStore(Limits(conversations=2))
    talks = [Conversation("direct", "T1", f"D{number}") for number in range(3)]
    memory = Memory(language="nl", updated_at=NOON)
    for talk in (talks[0], talks[1], talks[0], talks[2]):
        with store.transaction() as transaction:
            transaction.conversations.put(talk, memory)
    with store.transaction() as transaction:
        assert [transaction.conversations.get(talk) for talk in talks] == [memory, Memory(), memory]


def test_what_was_buried_is_kept_with_its_reason() -> None:
    store = MemoryStore()
    send(store, outgoing("m1"))
    lease(store)
    store.outbox.bury("m1", "w1", "channel_not_found")
    assert store.outbox.buried() == ((outgoing("m1"), "channel_not_found"),)
