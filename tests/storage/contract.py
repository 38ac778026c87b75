"""What every store must do, whatever it keeps things in: here what belongs to nothing else, and what tests share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.conversation import Conversation, Memory, Question, directly
from bot.domain.feedback import Vote
from bot.domain.outgoing import Destination, Outgoing, SystemNotice
from bot.domain.question_log import LoggedQuestion

if TYPE_CHECKING:
    from bot.domain.language import Language
    from bot.services.ports import Store

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
THREAD = Conversation("thread", "T1", "C1", thread="1.1")


def outgoing(name: str, channel: str = "C1", *, due_at: datetime = NOON, team: str = "T1") -> Outgoing:
    return Outgoing(name, Destination(team, channel), SystemNotice("thanks", "en"), due_at)


def send(store: Store, *messages: Outgoing) -> None:
    with store.transaction() as transaction:
        for message in messages:
            transaction.send(message)


def lease(store: Store, now: datetime = NOON, owner: str = "w1") -> str | None:
    messages = store.outbox.lease(now, owner, MINUTE)
    return messages[0].id if messages else None


def claim(store: Store, *keys: str, now: datetime = NOON) -> bool:
    with store.transaction() as transaction:
        return transaction.seen_keys.claim(keys, now)


def asked(trace_id: str, person: str = "UALICE", team: str = "T1", at: datetime = NOON) -> LoggedQuestion:
    return LoggedQuestion(
        trace_id, at, team, "C1", person, "which version", "en", "answer", "version", confidence=0.9
    )


def keep_everything_and_fail(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.seen_keys.claim(["event:Ev1"], NOON)
        transaction.conversations.put(THREAD, Memory(language="nl", updated_at=NOON))
        transaction.send(outgoing("m3"))
        raise ZeroDivisionError


def vote(*, is_helpful: bool) -> Vote:
    return Vote("T1", "UALICE", "version-required", "v1", "t1", is_helpful, NOON)


class StoreCase(ABC):
    """Tests of a store. `new_store(waiting)` builds an empty one whose outbox takes that many messages."""

    @abstractmethod
    def new_store(self, waiting: int = 1000) -> Store: ...

    @pytest.fixture
    def store(self) -> Store:
        return self.new_store()


class StoreContract(StoreCase):
    """Keys, conversations, questions, choices, and that a transaction is whole."""

    def test_a_key_is_claimed_once(self, store: Store) -> None:
        assert claim(store, "event:Ev1")
        assert not claim(store, "event:Ev1")
        assert claim(store, "event:Ev2")

    def test_a_key_is_claimed_once_within_one_transaction_too(self, store: Store) -> None:
        with store.transaction() as transaction:
            assert transaction.seen_keys.claim(["event:Ev1"], NOON)
            assert not transaction.seen_keys.claim(["event:Ev1"], NOON)

    def test_whether_a_key_was_claimed_can_be_asked_without_claiming_it(self, store: Store) -> None:
        with store.transaction() as transaction:
            assert not transaction.seen_keys.is_known("event:Ev1", NOON)
        assert claim(store, "event:Ev1")
        with store.transaction() as transaction:
            assert transaction.seen_keys.is_known("event:Ev1", NOON)
            assert not transaction.seen_keys.is_known("event:Ev1", NOON + timedelta(days=1))

    def test_of_several_keys_all_must_be_new_and_all_are_claimed(self, store: Store) -> None:
        assert claim(store, "event:Ev1", "message:1")
        assert not claim(store, "event:Ev2", "message:1")
        assert not claim(store, "event:Ev2")

    def test_a_key_is_forgotten_after_a_day(self, store: Store) -> None:
        claim(store, "event:Ev1")
        assert not claim(store, "event:Ev1", now=NOON + timedelta(hours=23, minutes=59))
        assert claim(store, "event:Ev1", now=NOON + timedelta(hours=24))

    def test_of_eight_threads_one_claims_the_key(self, store: Store) -> None:
        with ThreadPoolExecutor(8) as pool:
            claims = list(pool.map(lambda _: claim(store, "event:Ev1"), range(8)))
        assert sorted(claims) == [False] * 7 + [True]

    def test_how_often_a_key_is_claimed_is_counted_whoever_does_it(self, store: Store) -> None:
        def count(key: str) -> int:
            with store.transaction() as transaction:
                return transaction.seen_keys.count_up(key, NOON)

        with ThreadPoolExecutor(8) as pool:
            counts = list(pool.map(lambda _: count("turns:1"), range(8)))
        assert sorted(counts) == [1, 2, 3, 4, 5, 6, 7, 8]
        assert count("turns:2") == 1
        assert not claim(store, "turns:2")

    def test_what_comes_after_the_commit_finds_it_lasting_and_may_write_itself(self, store: Store) -> None:
        told: list[bool] = []

        def look() -> None:
            with store.transaction() as transaction:
                told.append(transaction.seen_keys.claim(["event:Ev1"], NOON))

        with store.transaction() as transaction:
            transaction.after_commit(look)
            transaction.after_commit(lambda: told.append(True))
            transaction.seen_keys.claim(["event:Ev1"], NOON)
            assert told == []
        assert told == [False, True]

    def test_nothing_comes_after_what_was_rolled_back(self, store: Store) -> None:
        told: list[str] = []
        with suppress(ZeroDivisionError), store.transaction() as transaction:
            transaction.after_commit(lambda: told.append("lasting"))
            raise ZeroDivisionError
        assert claim(store, "event:Ev1")
        assert told == []

    def test_an_unknown_conversation_has_an_empty_memory(self, store: Store) -> None:
        with store.transaction() as transaction:
            assert transaction.conversations.get(THREAD, "UALICE") == Memory()

    def test_a_memory_is_read_as_it_was_put(self, store: Store) -> None:
        memory = Memory(
            "mailbox-address",
            "nl",
            NOON,
            articles=("configure-globe",),
            offered=("version-required", "prerequisites"),
            trace_id="t1",
            asker="UALICE",
            step="enter-address",
            setup="s1",
            came_by="next",
            product="exact-globe",
        )
        with store.transaction() as transaction:
            transaction.conversations.put(THREAD, memory)
            assert transaction.conversations.get(THREAD, "UALICE") == memory
        with store.transaction() as transaction:
            assert transaction.conversations.get(THREAD, "UALICE") == memory
            assert transaction.conversations.get(replace(THREAD, team="T2"), "UALICE") == Memory()
        assert store.read_memory(THREAD, "UALICE") == memory

    def test_of_direct_messages_what_was_said_last_counts_by_whichever_key(self, store: Store) -> None:
        talk, home = Conversation("direct", "T1", "D1"), directly("T1", "UALICE")
        for number, where in enumerate((talk, home, talk, home)):
            with store.transaction() as transaction:
                memory = Memory(updated_at=NOON + number * MINUTE, articles=(str(number),), asker="UALICE")
                transaction.conversations.put(where, memory)
                assert transaction.conversations.get(talk, "UALICE") == memory
            assert store.read_memory(talk, "UALICE") == memory
        for elsewhere in (replace(talk, thread="1.1"), replace(talk, team="T2"), THREAD):
            assert store.read_memory(elsewhere, "UALICE") == Memory()
        assert store.read_memory(talk, "UBOB").articles == ("2",)

    def test_what_a_transaction_did_is_undone_when_its_block_raises(self, store: Store) -> None:
        with pytest.raises(ZeroDivisionError):
            keep_everything_and_fail(store)
        assert claim(store, "event:Ev1")
        assert store.outbox.waiting() == 0
        with store.transaction() as transaction:
            assert transaction.conversations.get(THREAD, "UALICE") == Memory()

    def test_a_question_is_logged_once(self, store: Store) -> None:
        for _ in range(2):
            with store.transaction() as transaction:
                transaction.questions.add(asked("t1"))
        assert [row["trace_id"] for row in store.export("UALICE")["questions"]] == ["t1"]
        assert store.find_question("T1", "t1") == asked("t1")
        assert store.find_question("T2", "t1") is None
        with store.transaction() as transaction:
            found = [transaction.questions.find(team, "t1") for team in ("T1", "T2")]
        assert found == [asked("t1"), None]

    def test_a_question_keeps_what_hangs_on_it_and_on_what_follows_it(self, store: Store) -> None:
        with store.transaction() as transaction:
            transaction.questions.add(replace(asked("t1"), files=("F1", "F2")))
            transaction.questions.add(asked("t2"))
        with store.transaction() as transaction:
            said = Question("see this", THREAD, "UALICE")
            transaction.questions.attach("t1", said, ("F2", "F3"))
            transaction.questions.attach("t2", said, ("F4",))
            elsewhere = replace(said, conversation=replace(THREAD, team="T2"))
            transaction.questions.attach("t2", elsewhere, ("of another team",))
            transaction.questions.attach("t2", replace(said, requester="UBOB"), ("of somebody else",))
            transaction.questions.attach("t3", said, ("of none",))
        found = [store.find_question("T1", name) for name in ("t1", "t2", "t3")]
        assert [each and each.files for each in found] == [("F1", "F2", "F3"), ("F4",), None]

    @pytest.mark.parametrize("chosen", [("nl",), ("nl", "en"), ("en", None)])
    def test_a_chosen_language_goes_for_conversations_that_have_none(
        self, store: Store, chosen: tuple[Language | None, ...]
    ) -> None:
        for language in chosen:
            with store.transaction() as transaction:
                transaction.people.choose_language("T1", "UALICE", language)
        memory = Memory(language=chosen[-1], chosen=chosen[-1])
        assert store.read_memory(THREAD, "UALICE") == memory
        assert store.read_memory(replace(THREAD, team="T2"), "UALICE") == Memory()
        assert store.read_memory(THREAD, "UBOB") == Memory()

    def test_a_conversation_keeps_its_own_language_until_it_ends(self, store: Store) -> None:
        talk = Conversation("direct", "T1", "D1")
        with store.transaction() as transaction:
            transaction.people.choose_language("T1", "UALICE", "nl")
            transaction.conversations.put(talk, Memory("version-check", "en", NOON))
        memory = store.read_memory(talk, "UALICE")
        assert (memory.at(NOON + MINUTE, "direct").language, memory.at(NOON + MINUTE, "direct").expecting) == (
            "en",
            "version-check",
        )
        assert memory.at(NOON + 31 * MINUTE, "direct") == Memory(language="nl", chosen="nl")
