"""Messages that an operator puts back or throws away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.ticket_bodies import TicketCard, TicketNote, TicketStatus
from tests.storage.contract import MINUTE, NOON, SECOND, StoreCase, outgoing, send
from tests.storage.stores import OnPostgres, OnSqlite

if TYPE_CHECKING:
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


class TestSqlite(OnSqlite, PuttingBack):
    pass


class TestPostgres(OnPostgres, PuttingBack):
    pass
