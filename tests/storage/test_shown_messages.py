"""Where Slack shows tickets that are forgotten; what every store must do then stands in `erasure_contract.py`."""

from __future__ import annotations

from bot.services.ports import TICKET_RETENTION
from bot.storage.access import open_store, upgrade
from tests.storage.contract import MINUTE, NOON
from tests.storage.erasure_contract import close, give_up, opened


def test_a_message_that_may_be_there_twice_over_is_kept_once(url: str) -> None:
    upgrade(url)
    with open_store(url) as store:
        ticket = opened(store, "t1", shows=False)
        give_up(store, "card", is_the_last=True)
        store.outbox.requeue(None, NOON)
        store.outbox.lease(NOON, "w1", MINUTE)
        close(store, ticket)
        store.purge(NOON + TICKET_RETENTION)
        assert ("card", "") in [(each.name, each.message) for each in store.erased_messages(9)]


def test_a_message_that_surely_is_not_there_is_not_kept(url: str) -> None:
    upgrade(url)
    with open_store(url) as store:
        close(store, opened(store, "t1", shows=False))
        store.purge(NOON + TICKET_RETENTION)
        assert store.erased_messages(9) == []
