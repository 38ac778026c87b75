"""What every store must do with what is set for channels."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest

from bot.domain.channel_manners import ChannelManners
from bot.domain.conversation import Conversation, Memory
from bot.domain.ticket import NOBODY
from bot.services.ports import CONVERSATION_RETENTION, ConcurrentUpdateError
from tests.storage.contract import MINUTE, NOON, THREAD, StoreCase

if TYPE_CHECKING:
    from bot.services.ports import Store


QUIET: Final = ChannelManners("T1", "C1", "off", person="UBOB", set_at=NOON, version=1)
"""The channel of `THREAD`, turned off by Bob."""


def change(store: Store, *manners: ChannelManners) -> None:
    with store.transaction() as transaction:
        for each in manners:
            transaction.channels.change(each)


def count(store: Store, person: str = "UALICE", where: Conversation = THREAD) -> int:
    with store.transaction() as transaction:
        return transaction.channels.count_reply(where, person, NOON)


def counted(store: Store, person: str = "UALICE", where: Conversation = THREAD) -> int:
    with store.transaction() as transaction:
        return transaction.channels.replies_to(where, person)


class ChannelsContract(StoreCase):
    """Of two who set the same channel one is told, and it is read with every memory there."""

    def test_all_of_it_is_read_with_what_is_remembered_in_that_channel_and_no_other(self, store: Store) -> None:
        whole = replace(QUIET, listens="mentions", language="en", product="exact-globe", most_replies=3)
        change(store, whole, replace(QUIET, channel="C2"), replace(QUIET, team="T2"))
        for where in (THREAD, Conversation("command", "T1", "C1", person="UALICE")):
            assert store.read_memory(where, "UALICE").manners == whole
        with store.transaction() as transaction:
            assert transaction.conversations.get(THREAD, "UALICE").manners == whole
        assert store.read_memory(replace(THREAD, channel="C3"), "UALICE").manners is None

    def test_what_is_remembered_is_kept_without_it(self, store: Store) -> None:
        change(store, QUIET)
        with store.transaction() as transaction:
            memory = transaction.conversations.get(THREAD, "UALICE")
            transaction.conversations.put(THREAD, replace(memory, updated_at=NOON, expecting="version-check"))
        again = replace(QUIET, listens="follow-ups", version=2)
        change(store, again)
        memory = store.read_memory(THREAD, "UALICE")
        assert (memory.expecting, memory.manners) == ("version-check", again)

    def test_of_two_who_set_one_version_the_second_is_told(self, store: Store) -> None:
        change(store, QUIET)
        second = replace(QUIET, listens="mentions", person="UCAROL")
        for late in (second, replace(second, version=3)):
            with pytest.raises(ConcurrentUpdateError):
                change(store, late)
        after = replace(second, version=2)
        change(store, after)
        with pytest.raises(ConcurrentUpdateError):
            change(store, replace(QUIET, version=2))
        with pytest.raises(ConcurrentUpdateError):
            change(store, replace(after, channel="C2"))
        assert store.read_memory(THREAD, "UALICE").manners == after

    def test_its_language_is_that_of_who_told_none_and_chose_none(self, store: Store) -> None:
        change(store, replace(QUIET, language="en"))
        assert store.read_memory(THREAD, "UALICE").language == "en"
        with store.transaction() as transaction:
            transaction.people.choose_language("T1", "UALICE", "nl")
        assert store.read_memory(THREAD, "UALICE").language == "nl"
        with store.transaction() as transaction:
            transaction.conversations.put(THREAD, Memory(language="nl", updated_at=NOON))
        assert store.read_memory(THREAD, "UBOB").language == "nl"

    def test_replies_are_counted_by_person_and_thread(self, store: Store) -> None:
        elsewhere = replace(THREAD, thread="9.9")
        assert (counted(store), count(store), count(store)) == (0, 1, 2)
        assert (count(store, "UBOB"), count(store, where=elsewhere), counted(store)) == (1, 1, 2)

    def test_what_was_counted_is_no_part_of_the_talk(self, store: Store) -> None:
        count(store)
        assert store.read_memory(THREAD, "UALICE") == Memory()
        with store.transaction() as transaction:
            transaction.conversations.put(THREAD, Memory(language="nl", updated_at=NOON, asker="UALICE"))
        assert counted(store) == 1

    def test_what_was_counted_is_forgotten_with_its_person_and_in_time(self, store: Store) -> None:
        count(store)
        count(store, "UBOB")
        assert store.erase("UALICE", "T1")["conversations"] == 1
        assert (counted(store), counted(store, "UBOB")) == (0, 1)
        assert store.purge(NOON + CONVERSATION_RETENTION)["conversations"] == 1
        assert counted(store, "UBOB") == 0

    def test_whoever_set_it_is_forgotten_and_what_they_set_stays(self, store: Store) -> None:
        change(store, QUIET)
        assert [row["listens"] for row in store.export("UBOB", "T1")["channels"]] == ["off"]
        assert store.erase("UBOB", "T1", until=NOON - MINUTE)["channels"] == 0
        assert store.erase("UBOB", "T1")["channels"] == 1
        assert store.read_memory(THREAD, "UALICE").manners == replace(QUIET, person=NOBODY)
        assert not store.export("UBOB", "T1")["channels"]
        store.purge(NOON + timedelta(days=4000))
        assert store.read_memory(THREAD, "UALICE").is_off
