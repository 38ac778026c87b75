"""Messages that an operator puts back or throws away."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Engine, event

from bot.domain.ticket_bodies import TicketCard, TicketNote, TicketStatus
from tests.storage.contract import MINUTE, NOON, SECOND, StoreCase, outgoing, send
from tests.storage.outbox_contract import give_up
from tests.storage.stores import OnPostgres, OnSqlite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.services.ports import Store


class PuttingBack(StoreCase):
    def test_only_a_card_is_marked_as_one_that_comes_again(self, store: Store) -> None:
        bodies = TicketCard("t1", 2), TicketStatus("t1", 2)
        send(store, replace(outgoing("m0", "C0"), body=bodies[0]), replace(outgoing("m1", "C1"), body=bodies[1]))
        for each in store.outbox.lease(NOON, "w1", MINUTE, most=2):
            store.outbox.dead_letter(each.id, "w1", "invalid_blocks", NOON)
        assert store.outbox.requeue(["m0", "m1", "m2"], NOON + SECOND) == 2

        again = [each.body for each in store.outbox.lease(NOON + SECOND, "w1", MINUTE, most=2)]
        assert again == [replace(bodies[0], is_again=True), bodies[1]]

    def test_what_no_words_are_left_of_is_never_said(self, store: Store) -> None:
        link, words = (
            TicketNote("t1", "answered", "UALICE", text) for text in ("https://files/1", "look https://f/1")
        )
        send(store, replace(outgoing("m0", "C0"), body=link), replace(outgoing("m1", "C1"), body=words))
        for each in store.outbox.lease(NOON, "w1", MINUTE, most=2):
            store.outbox.dead_letter(each.id, "w1", "not_in_channel", NOON)
        assert store.outbox.requeue(None, NOON) == 1

        assert [each.id for each in store.outbox.lease(NOON, "w1", MINUTE, most=2)] == ["m1"]
        assert [each.id for each in store.outbox.entries(9) if each.is_dead] == ["m0"]
        assert store.outbox.requeue(["m0"], NOON) == 0

    def test_what_waits_is_not_touched(self, store: Store) -> None:
        send(store, outgoing("m1"))
        assert store.outbox.requeue(["m1"], NOON - MINUTE) == 0

        assert store.outbox.lease(NOON, "w1", MINUTE) == (outgoing("m1"),)


class ManyAtOnce(StoreCase):
    """Thousands in one transaction, or with two statements each, would keep every ack waiting for seconds."""

    def test_many_are_dropped_a_few_hundred_at_a_time(self, store: Store) -> None:
        ids = [f"m{number}" for number in range(600)]
        send(store, *(outgoing(name, name) for name in ids))
        with seen_events() as seen:
            assert store.outbox.drop(ids) == len(ids)

        assert seen["commit"] >= 3
        assert seen["before_execute"] < 20

    def test_many_are_put_back_a_few_hundred_at_a_time(self, store: Store) -> None:
        ids = [f"m{number}" for number in range(600)]
        send(store, *(outgoing(name, name) for name in ids))
        give_up(store, ids)
        with seen_events() as seen:
            assert store.outbox.requeue(None, NOON) == len(ids)

        assert seen["commit"] >= 3
        assert seen["before_execute"] < 10
        assert store.outbox.backlog(NOON).dead == 0


@contextmanager
def seen_events() -> Iterator[Counter[str]]:
    """Give how many statements and commits any database gets meanwhile."""
    seen: Counter[str] = Counter()
    listeners = {name: lambda *_, name=name: seen.update([name]) for name in ("before_execute", "commit")}
    for name, listener in listeners.items():
        event.listen(Engine, name, listener)
    try:
        yield seen
    finally:
        for name, listener in listeners.items():
            event.remove(Engine, name, listener)


class TestSqlite(OnSqlite, PuttingBack, ManyAtOnce):
    pass


class TestPostgres(OnPostgres, PuttingBack, ManyAtOnce):
    pass
