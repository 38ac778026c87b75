"""What every store must do with set-ups."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from bot.domain.conversation import Conversation
from bot.domain.setup import Setup
from bot.services.ports import ConcurrentUpdateError
from tests.storage.contract import MINUTE, NOON, StoreCase

if TYPE_CHECKING:
    from bot.services.ports import Store


A_SETUP: Final = Setup("s1", "T1", "UALICE", "nl", "en", "create-mailbox", NOON, NOON)
"""One of Alice's, just begun."""


def begin(store: Store, *setups: Setup) -> None:
    with store.transaction() as transaction:
        for setup in setups:
            transaction.setups.begin(setup)


class SetupsContract(StoreCase):
    """A person has several, and each press counts once."""

    def test_all_of_it_is_kept(self, store: Store) -> None:
        whole = replace(
            A_SETUP,
            name="Bakkerij Jansen",
            state="stuck",
            version=4,
            done=("before-you-start", "create-mailbox"),
            failed=("create-mailbox",),
            release="415",
            address="12345678@facturen.econnect.eu",
            changed_at=NOON + MINUTE,
        )
        begin(store, whole)
        assert store.setups.get("T1", "s1") == whole
        assert store.setups.get("T2", "s1") is None
        with store.transaction() as transaction:
            assert transaction.setups.get("T1", "s1") == whole
            assert transaction.setups.get("T2", "s1") is None

    def test_an_id_is_taken_once(self, store: Store) -> None:
        begin(store, A_SETUP)
        with pytest.raises(Exception, match=r"IntegrityError|UniqueViolation"):
            begin(store, replace(A_SETUP, team="T2"))

    def test_of_two_who_change_one_version_the_second_is_told(self, store: Store) -> None:
        begin(store, A_SETUP)
        after = replace(A_SETUP, version=2, step="configure-globe")
        with store.transaction() as transaction:
            transaction.setups.change(after)
        with pytest.raises(ConcurrentUpdateError), store.transaction() as transaction:
            transaction.setups.change(replace(after, step="retrieve-invoices"))
        with pytest.raises(ConcurrentUpdateError), store.transaction() as transaction:
            transaction.setups.change(replace(after, team="T2", version=3))
        assert store.setups.get("T1", "s1") == after

    def test_a_person_sees_theirs_and_nobody_elses_what_is_not_finished_first(self, store: Store) -> None:
        later = replace(A_SETUP, id="s2", changed_at=NOON + MINUTE)
        done = replace(A_SETUP, id="s9", state="finished", changed_at=NOON + 2 * MINUTE)
        begin(store, done)
        begin(store, A_SETUP, later, replace(A_SETUP, id="s3", person="UBOB"), replace(A_SETUP, id="s4", team="T2"))
        assert store.setups.of_person("T1", "UALICE", 9) == (later, A_SETUP, done)
        assert store.setups.of_person("T1", "UALICE", 1) == (later,)
        with store.transaction() as transaction:
            assert transaction.setups.count_unfinished("T1", "UALICE") == 2
            assert transaction.setups.latest_unfinished("T1", "UALICE") == later
            assert transaction.setups.latest_unfinished("T2", "UBOB") is None

    def test_of_a_product_the_one_of_it_that_is_not_finished_is_found(self, store: Store) -> None:
        of_it = replace(A_SETUP, id="s2", product="kasboek")
        done = replace(of_it, id="s3", state="finished", changed_at=NOON + MINUTE)
        begin(store, of_it, done, replace(A_SETUP, id="s4", changed_at=NOON + 2 * MINUTE))
        with store.transaction() as transaction:
            assert transaction.setups.latest_unfinished("T1", "UALICE", {"kasboek"}) == of_it
            assert transaction.setups.latest_unfinished("T1", "UALICE", {"balansboek"}) is None

    def test_one_that_tells_no_product_is_found_where_none_is_among_those_wanted(self, store: Store) -> None:
        of_it = replace(A_SETUP, id="s2", product="kasboek", changed_at=NOON - MINUTE)
        begin(store, A_SETUP, of_it)
        with store.transaction() as transaction:
            assert transaction.setups.latest_unfinished("T1", "UALICE", {"kasboek", None}) == A_SETUP
            assert transaction.setups.latest_unfinished("T1", "UALICE", {"balansboek", None}) == A_SETUP
            assert transaction.setups.latest_unfinished("T1", "UALICE", {None}) == A_SETUP
            assert transaction.setups.latest_unfinished("T1", "UALICE", {"kasboek"}) == of_it

    def test_the_address_of_the_one_that_was_used_last_is_remembered_and_no_other_ones(self, store: Store) -> None:
        talk = Conversation("direct", "T1", "D1")
        begin(
            store,
            replace(A_SETUP, address="11111111@a.nl"),
            replace(A_SETUP, id="s2", address="22222222@a.nl", changed_at=NOON + MINUTE),
            replace(A_SETUP, id="s3", changed_at=NOON + 2 * MINUTE),
            replace(A_SETUP, id="s4", person="UBOB", address="33333333@a.nl", changed_at=NOON + 3 * MINUTE),
            replace(A_SETUP, id="s5", team="T2", address="44444444@a.nl", changed_at=NOON + 3 * MINUTE),
        )
        assert store.read_memory(talk, "UALICE").address is None
        again = replace(A_SETUP, id="s2", address="22222222@a.nl", version=2, changed_at=NOON + 4 * MINUTE)
        with store.transaction() as transaction:
            transaction.setups.change(again)
        assert store.read_memory(talk, "UALICE").address == "22222222@a.nl"
        assert store.read_memory(talk, "UDORA").address is None
