"""What every store must do, whatever it keeps things in. A store's test class inherits from `StoreContract`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.conversation import Conversation, Memory
from bot.domain.feedback import Label, Vote
from bot.domain.outgoing import Destination, Outgoing, ReplyMessage, SystemNotice
from bot.domain.question_log import LoggedQuestion
from bot.domain.reply import Answer
from bot.services.ports import StoreUnavailableError

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


def keep_a_bit_of_everything(store: Store) -> None:
    """For Alice a question, a talk, a choice, a vote, a label, a message that waits; for Bob a question.

    And a key, and a dead message.
    """
    talk = Conversation("command", "T1", "C1", person="UALICE")
    message = replace(outgoing("m1", "C1"), destination=Destination("T1", "C1", person="UALICE"))
    with store.transaction() as transaction:
        transaction.seen_keys.claim(["event:Ev1"], NOON)
        transaction.conversations.put(talk, Memory(language="nl", updated_at=NOON))
        transaction.questions.add(asked("t1"))
        transaction.questions.add(asked("t2", "UBOB"))
        transaction.people.choose_language("T1", "UALICE", "nl")
        transaction.feedback.vote(vote(is_helpful=True))
        transaction.feedback.label(Label("T1", "UALICE", "t1", "uitleg", None, NOON))
        transaction.send(outgoing("dead", "C2", due_at=NOON - MINUTE))
        transaction.send(message)
    lease(store)
    store.outbox.dead_letter("dead", "w1", "channel_not_found", NOON)


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
            assert transaction.seen_keys.claim(["event:Ev1"], NOON)
            assert not transaction.seen_keys.claim(["event:Ev1"], NOON)

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

    def test_an_unknown_conversation_has_an_empty_memory(self, store: Store) -> None:
        with store.transaction() as transaction:
            assert transaction.conversations.get(THREAD, "UALICE") == Memory()

    def test_a_memory_is_read_as_it_was_put(self, store: Store) -> None:
        memory = Memory("mailbox-address", "nl", NOON)
        with store.transaction() as transaction:
            transaction.conversations.put(THREAD, memory)
            assert transaction.conversations.get(THREAD, "UALICE") == memory
        with store.transaction() as transaction:
            assert transaction.conversations.get(THREAD, "UALICE") == memory
            assert transaction.conversations.get(replace(THREAD, team="T2"), "UALICE") == Memory()
        assert store.read_memory(THREAD, "UALICE") == memory

    def test_what_a_transaction_did_is_undone_when_its_block_raises(self, store: Store) -> None:
        with pytest.raises(ZeroDivisionError):
            keep_everything_and_fail(store)
        assert claim(store, "event:Ev1")
        assert store.outbox.waiting() == 0
        with store.transaction() as transaction:
            assert transaction.conversations.get(THREAD, "UALICE") == Memory()

    def test_a_message_is_leased_as_it_was_sent(self, store: Store) -> None:
        send(store, outgoing("m1"))
        assert store.outbox.lease(NOON, "w1", MINUTE) == (outgoing("m1"),)

    def test_the_oldest_due_message_is_leased_first(self, store: Store) -> None:
        send(store, outgoing("later", "C1", due_at=NOON), outgoing("sooner", "C2", due_at=NOON - SECOND))
        assert [lease(store), lease(store), lease(store)] == ["sooner", "later", None]

    def test_what_is_due_at_once_is_said_in_the_order_of_its_putting_in(self, store: Store) -> None:
        send(store, outgoing("b"), outgoing("a"), outgoing("c"))
        said = []
        for _ in range(3):
            said.append(lease(store))
            store.outbox.settle(str(said[-1]), "w1", NOON)
        assert said == ["b", "a", "c"]

    def test_a_message_is_not_leased_before_it_is_due(self, store: Store) -> None:
        send(store, outgoing("m1", due_at=NOON + SECOND))
        assert lease(store) is None
        assert lease(store, NOON + SECOND) == "m1"

    def test_an_id_that_waits_already_is_not_put_in_again(self, store: Store) -> None:
        send(store, outgoing("m1"))
        send(store, outgoing("m1", due_at=NOON - MINUTE))
        assert store.outbox.waiting() == 1
        assert store.outbox.lease(NOON, "w1", MINUTE) == (outgoing("m1"),)

    def test_several_are_leased_at_once_each_of_another_ordering_key(self, store: Store) -> None:
        send(store, outgoing("m1"), outgoing("m2"), outgoing("m3", "C2"), outgoing("m4", "C3"), outgoing("m5", "C4"))
        assert [each.id for each in store.outbox.lease(NOON, "w1", MINUTE, most=3)] == ["m1", "m3", "m4"]
        assert [each.id for each in store.outbox.lease(NOON, "w1", MINUTE, most=3)] == ["m5"]

    def test_what_is_due_earlier_but_comes_later_waits_for_its_turn_and_keeps_nobody_else(self, store: Store) -> None:
        send(store, outgoing("m1"))
        assert lease(store) == "m1"
        send(store, outgoing("m0", due_at=NOON - MINUTE), outgoing("m2", "C2"))
        assert [each.id for each in store.outbox.lease(NOON, "w2", MINUTE, most=3)] == ["m2"]

    def test_a_response_url_has_an_order_beside_its_channels(self, store: Store) -> None:
        destination = Destination("T1", "C1", reply_link="https://hooks.slack.com/1", person="UALICE")
        beside = replace(outgoing("m2"), destination=destination)
        send(store, outgoing("m1"), beside)
        assert store.outbox.lease(NOON, "w1", MINUTE, most=2) == (outgoing("m1"), beside)

    def test_a_sent_messages_ordering_key_is_paused(self, store: Store) -> None:
        send(store, outgoing("m1"), outgoing("m2"))
        lease(store)
        assert store.outbox.settle("m1", "w1", NOON + SECOND)
        assert lease(store) is None
        assert lease(store, NOON + SECOND) == "m2"

    def test_one_message_at_a_time_is_in_flight_per_channel(self, store: Store) -> None:
        send(store, outgoing("m1"), outgoing("m2"), outgoing("other team", team="T2"))
        assert lease(store) == "m1"
        assert lease(store) == "other team"
        assert lease(store) is None
        store.outbox.settle("m1", "w1", NOON)
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
        assert not store.outbox.settle("m1", "w1", NOON)
        assert not store.outbox.retry("m1", "w1", NOON)
        assert not store.outbox.release("m1", "w1")
        assert not store.outbox.dead_letter("m1", "w1", "gone", NOON)
        assert store.outbox.settle("m1", "w2", NOON)

    def test_whoever_gets_a_lease_that_ran_out_looks_before_sending(self, store: Store) -> None:
        send(store, outgoing("m1"))
        lease(store)
        assert store.outbox.lease(NOON + MINUTE, "w2", MINUTE) == (replace(outgoing("m1"), attempts=1),)

    def test_what_is_released_goes_to_another_owner_who_looks(self, store: Store) -> None:
        send(store, outgoing("m1"), outgoing("m2", "C2"), outgoing("m3", "C3"))
        store.outbox.lease(NOON, "w1", MINUTE, most=2)
        lease(store, owner="w2")
        assert store.outbox.release_all("w1") == 2
        again = store.outbox.lease(NOON, "w3", MINUTE, most=3)
        assert again == (replace(outgoing("m1"), attempts=1), replace(outgoing("m2", "C2"), attempts=1))

    def test_a_settled_message_is_gone(self, store: Store) -> None:
        send(store, outgoing("m1"))
        lease(store)
        assert store.outbox.settle("m1", "w1", NOON)
        assert not store.outbox.settle("m1", "w1", NOON)
        assert store.outbox.waiting() == 0
        assert lease(store, NOON + 2 * MINUTE) is None

    def test_a_retried_message_comes_back_later_with_one_more_attempt(self, store: Store) -> None:
        send(store, outgoing("m1"))
        lease(store)
        assert store.outbox.retry("m1", "w1", NOON + SECOND)
        assert lease(store) is None
        assert store.outbox.lease(NOON + SECOND, "w1", MINUTE) == (
            replace(outgoing("m1"), due_at=NOON + SECOND, attempts=1),
        )

    def test_a_released_message_comes_back_as_it_was(self, store: Store) -> None:
        send(store, outgoing("m1"), outgoing("m2"))
        lease(store)
        assert store.outbox.release("m1", "w1")
        assert store.outbox.lease(NOON, "w2", MINUTE) == (outgoing("m1"),)

    def test_a_paused_channel_rests_and_the_others_go_on(self, store: Store) -> None:
        send(store, outgoing("m1", "C1"), outgoing("m2", "C2"), outgoing("m3", "C1", team="T2"))
        store.outbox.pause("T1", "C1", NOON + SECOND)
        assert [lease(store), lease(store), lease(store)] == ["m2", "m3", None]
        assert lease(store, NOON + SECOND) == "m1"

    def test_a_paused_team_rests_and_the_others_go_on(self, store: Store) -> None:
        send(store, outgoing("m1", "C1"), outgoing("m2", "C2"), outgoing("m3", "C1", team="T2"))
        store.outbox.pause("T1", None, NOON + SECOND)
        assert [lease(store), lease(store)] == ["m3", None]
        assert {lease(store, NOON + SECOND), lease(store, NOON + SECOND)} == {"m1", "m2"}

    def test_a_dead_message_is_not_leased_again(self, store: Store) -> None:
        send(store, outgoing("m1"))
        lease(store)
        assert store.outbox.dead_letter("m1", "w1", "channel_not_found", NOON)
        assert store.outbox.waiting() == 0
        assert lease(store, NOON + 2 * MINUTE) is None

    def test_two_teams_that_share_every_id_never_see_each_other(self, store: Store) -> None:
        talk = Conversation("command", "T1", "C1", person="UALICE")
        languages: dict[str, Language] = {"T1": "nl", "T2": "en"}
        with store.transaction() as transaction:
            for team, language in languages.items():
                transaction.conversations.put(replace(talk, team=team), Memory(language=language, updated_at=NOON))
                transaction.people.choose_language(team, "UALICE", language)
                transaction.questions.add(asked(f"of {team}", team=team))
        assert store.read_memory(replace(talk, team="T2"), "UALICE").language == "en"
        assert [row["trace_id"] for row in store.export("UALICE", "T1")["questions"]] == ["of T1"]
        assert sum(store.erase("UALICE", "T1").values()) == 3
        assert {name: len(rows) for name, rows in store.export("UALICE").items()} == {
            "questions": 1,
            "conversations": 1,
            "people": 1,
            "outbox": 0,
            "votes": 0,
            "labels": 0,
            "tickets": 0,
            "ticket_steps": 0,
            "assigned": 0,
        }
        assert store.read_memory(talk, "UALICE") == Memory()
        assert store.read_memory(replace(talk, team="T2"), "UALICE").chosen == "en"

    def test_a_dead_message_is_listed_requeued_and_dropped(self, store: Store) -> None:
        send(store, outgoing("m1"), outgoing("m2", "C2"))
        lease(store)
        store.outbox.dead_letter("m1", "w1", "channel_not_found", NOON)
        dead, waiting = store.outbox.entries(10)
        assert (dead.id, dead.reason, dead.is_dead, waiting.id, waiting.is_dead) == (
            "m1",
            "channel_not_found",
            True,
            "m2",
            False,
        )
        assert store.outbox.requeue(["m2"], NOON) == 0
        assert store.outbox.requeue(None, NOON + SECOND) == 1
        assert lease(store, NOON + SECOND) == "m2"
        assert store.outbox.lease(NOON + SECOND, "w1", MINUTE) == (replace(outgoing("m1"), due_at=NOON + SECOND),)
        assert store.outbox.drop(["m1", "m2", "m3"]) == 2
        assert store.outbox.entries(10) == ()

    def test_what_a_dead_message_quotes_of_a_person_is_redacted(self, store: Store) -> None:
        quoting = ReplyMessage(Answer("en", ("version",), 0.9), asked="mail alice@example.com")
        send(store, replace(outgoing("m1"), body=quoting))
        lease(store)
        store.outbox.dead_letter("m1", "w1", "channel_not_found", NOON)
        store.outbox.requeue(None, NOON)
        (again,) = store.outbox.lease(NOON, "w1", MINUTE)
        assert again.body == replace(quoting, asked="mail [e-mail]")

    def test_a_dead_message_is_not_put_in_again(self, store: Store) -> None:
        send(store, outgoing("m1"))
        lease(store)
        store.outbox.dead_letter("m1", "w1", "gone", NOON)
        send(store, outgoing("m1"))
        assert store.outbox.waiting() == 0

    def test_the_backlog_is_counted(self, store: Store) -> None:
        send(store, *(outgoing(f"m{number}", f"C{number}") for number in range(4)))
        send(store, outgoing("later", "C9", due_at=NOON + MINUTE))
        store.outbox.lease(NOON, "w1", MINUTE, most=2)
        store.outbox.dead_letter("m0", "w1", "gone", NOON)
        backlog = store.outbox.backlog(NOON + timedelta(seconds=5))
        assert (backlog.waiting, backlog.in_flight, backlog.dead, backlog.oldest_seconds) == (4, 1, 1, 5)

    def test_a_question_is_logged_once(self, store: Store) -> None:
        for _ in range(2):
            with store.transaction() as transaction:
                transaction.questions.add(asked("t1"))
        assert [row["trace_id"] for row in store.export("UALICE")["questions"]] == ["t1"]
        assert store.find_question("T1", "t1") == asked("t1")
        assert store.find_question("T2", "t1") is None

    def test_a_persons_questions_since_a_moment_are_counted(self, store: Store) -> None:
        with store.transaction() as transaction:
            for number in range(3):
                transaction.questions.add(asked(f"t{number}", at=NOON + number * SECOND))
            transaction.questions.add(asked("other", "UBOB"))
            assert transaction.questions.count("T1", "UALICE", NOON) == 2
            assert transaction.questions.count("T2", "UALICE", NOON) == 0

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

    def test_the_last_vote_of_a_person_counts(self, store: Store) -> None:
        for each in (
            vote(is_helpful=True),
            vote(is_helpful=False),
            replace(vote(is_helpful=False), reason="incomplete"),
        ):
            with store.transaction() as transaction:
                transaction.feedback.vote(each)
                transaction.feedback.vote(replace(each, knowledge_version="v2", is_helpful=True, reason=None))
                transaction.feedback.vote(replace(each, team="T2", is_helpful=True, reason=None))
        kept = store.export("UALICE", "T1")["votes"]
        assert {(row["knowledge_version"], row["is_helpful"], row["reason"]) for row in kept} == {
            ("v1", False, "incomplete"),
            ("v2", True, None),
        }

    def test_the_last_label_of_a_person_counts(self, store: Store) -> None:
        for article in ("version-required", None, "what-is-it"):
            with store.transaction() as transaction:
                transaction.feedback.label(Label("T1", "UALICE", "t1", "uitleg", article, NOON))
        (row,) = store.export("UALICE", "T1")["labels"]
        assert (row["text"], row["article"]) == ("uitleg", "what-is-it")

    def test_what_is_past_its_time_is_forgotten_and_nothing_else(self, store: Store) -> None:
        keep_a_bit_of_everything(store)
        after_a_day = store.purge(NOON + timedelta(hours=24))
        after_a_month = store.purge(NOON + timedelta(days=30))
        after_three = store.purge(NOON + timedelta(days=90))
        assert (after_a_day["seen_keys"], after_a_day["questions"], after_a_day["outbox"]) == (1, 0, 0)
        assert (after_a_month["outbox"], after_a_month["questions"]) == (1, 0)
        assert (after_three["questions"], after_three["conversations"], after_three["votes"]) == (2, 1, 0)
        after_six = store.purge(NOON + timedelta(days=180))
        assert (after_six["votes"], after_six["labels"]) == (1, 1)
        assert store.outbox.waiting() == 1

    def test_a_person_sees_what_is_kept_of_them_and_has_it_forgotten(self, store: Store) -> None:
        keep_a_bit_of_everything(store)
        kept = store.export("UALICE", "T1")
        assert {name: len(rows) for name, rows in kept.items()} == {
            "questions": 1,
            "conversations": 1,
            "people": 1,
            "outbox": 1,
            "votes": 1,
            "labels": 1,
            "tickets": 0,
            "ticket_steps": 0,
            "assigned": 0,
        }
        assert kept["questions"][0]["text"] == "which version"
        assert sum(store.erase("UALICE", "T1").values()) == 6
        assert not any(store.export("UALICE", "T1").values())
        assert len(store.export("UBOB")["questions"]) == 1

    def test_a_full_outbox_refuses_and_keeps_nothing_of_the_transaction(self) -> None:
        store = self.new_store(waiting=2)
        send(store, outgoing("m1"), outgoing("m2"))
        with pytest.raises(StoreUnavailableError):
            keep_everything_and_fail(store)
        assert claim(store, "event:Ev1")
        assert store.outbox.waiting() == 2
