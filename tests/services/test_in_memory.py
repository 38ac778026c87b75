"""The contract in memory: what use cases are tested with does what the databases do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.services.ports import StoreUnavailableError
from tests.services.in_memory import InMemoryStore
from tests.storage.channels_contract import ChannelsContract
from tests.storage.contract import MINUTE, NOON, THREAD, StoreContract, claim, outgoing
from tests.storage.erasure_contract import ErasureContract
from tests.storage.feedback_contract import FeedbackContract
from tests.storage.outbox_contract import OutboxContract
from tests.storage.reports_contract import ReportsContract
from tests.storage.retention_contract import RetentionContract
from tests.storage.setups_contract import SetupsContract
from tests.storage.tickets_contract import TicketsContract
from tests.storage.unshown_contract import UnshownContract

if TYPE_CHECKING:
    from bot.services.ports import Store


class TestInMemory(
    StoreContract,
    OutboxContract,
    FeedbackContract,
    SetupsContract,
    ChannelsContract,
    RetentionContract,
    ErasureContract,
    TicketsContract,
    UnshownContract,
    ReportsContract,
):
    def new_store(self, waiting: int = 1000) -> Store:
        return InMemoryStore(waiting)

    def test_while_it_is_away_nothing_is_kept_or_read(self) -> None:
        store = InMemoryStore()
        store.is_away = True
        for attempt in (
            lambda: claim(store, "event:Ev1"),
            lambda: store.read_memory(THREAD, "UALICE"),
            lambda: store.find_question("T1", "t1"),
            lambda: store.tickets.get("T1", "t1"),
            lambda: store.outbox.lease(NOON, "w1", MINUTE),
            store.outbox.waiting,
            lambda: store.erase("UALICE"),
        ):
            with pytest.raises(StoreUnavailableError):
                attempt()
        store.is_away = False
        assert claim(store, "event:Ev1")

    def test_others_see_what_a_transaction_did_when_it_has_ended(self) -> None:
        store = InMemoryStore()
        with store.transaction() as transaction:
            transaction.send(outgoing("m1"))
            assert store.outbox.waiting() == 0
        assert store.outbox.waiting() == 1
