"""What every store must forget, show and erase."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.conversation import Conversation, Memory
from bot.domain.feedback import Label
from bot.domain.outgoing import Destination, Outgoing
from bot.domain.ticket import NOBODY
from bot.domain.ticket_bodies import TicketNote
from bot.services.ports import Erasure, Timers
from tests.storage.contract import (
    MINUTE,
    NOON,
    StoreCase,
    asked,
    lease,
    outgoing,
    send,
    vote,
)
from tests.storage.setups_contract import A_SETUP
from tests.storage.tickets_contract import fresh

if TYPE_CHECKING:
    from bot.domain.language import Language
    from bot.services.ports import Store


def keep_a_bit_of_everything(store: Store) -> None:
    """For Alice a question, a talk, a choice, a vote, a label, a message that waits; for Bob a question.

    And a key, and a dead message.
    """
    talk = Conversation("command", "T1", "C1", person="UALICE")
    message = replace(outgoing("m1", "C1"), destination=Destination("T1", "C1", person="UALICE"))
    with store.transaction() as transaction:
        transaction.seen_keys.claim(["event:Ev1"], NOON)
        transaction.conversations.put(talk, Memory(language="nl", updated_at=NOON))
        transaction.questions.add(replace(asked("t1"), files=("F1",)))
        transaction.questions.add(asked("t2", "UBOB"))
        transaction.people.choose_language("T1", "UALICE", "nl")
        transaction.feedback.vote(vote(is_helpful=True))
        transaction.feedback.label(Label("T1", "UALICE", "t1", "uitleg", None, NOON))
        transaction.setups.begin(A_SETUP)
        transaction.send(outgoing("dead", "C2", due_at=NOON - MINUTE))
        transaction.send(message)
    lease(store)
    store.outbox.dead_letter("dead", "w1", "channel_not_found", NOON)


class RetentionContract(StoreCase):
    """What is kept of a person, and for how long."""

    def test_what_is_past_its_time_is_forgotten_and_nothing_else(self, store: Store) -> None:
        keep_a_bit_of_everything(store)
        after_a_day = store.purge(NOON + timedelta(hours=24))
        after_a_month = store.purge(NOON + timedelta(days=30))
        after_three = store.purge(NOON + timedelta(days=90))
        assert (after_a_day["seen_keys"], after_a_day["questions"], after_a_day["outbox"]) == (1, 0, 0)
        assert (after_a_month["outbox"], after_a_month["questions"]) == (1, 0)
        assert (after_three["questions"], after_three["conversations"], after_three["votes"]) == (2, 1, 0)
        assert (after_a_month["setups"], after_three["setups"]) == (0, 1)
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
            "setups": 1,
            "channels": 0,
            "tickets": 0,
            "ticket_steps": 0,
            "erasures": 0,
            "assigned": 0,
        }
        assert kept["questions"][0]["text"] == "which version"
        assert "F1" in str(kept["questions"][0]["files"])
        assert sum(store.erase("UALICE", "T1").values()) == 7
        assert not any(store.export("UALICE", "T1").values())
        assert len(store.export("UBOB")["questions"]) == 1

    @pytest.mark.parametrize("is_dead", [True, False])
    def test_what_waits_to_pass_somebodys_words_on_is_theirs_and_forgotten_with_them(
        self, store: Store, *, is_dead: bool
    ) -> None:
        mine, others = fresh("t1"), replace(fresh("t2"), person="UDORA", trace_id=None)
        with store.transaction() as transaction:
            for ticket in (mine, others):
                transaction.tickets.open(ticket, Timers())
        for name in ("t1", "t2"):
            words = TicketNote(name, "answered", "UALICE", "what I wrote")
            send(store, Outgoing(f"note:{name}", Destination("T1", f"C{name}"), words, NOON))
        if is_dead:
            store.outbox.lease(NOON, "w1", MINUTE, most=2)
            store.outbox.dead_letter("note:t1", "w1", "is_archived", NOON)
            store.outbox.dead_letter("note:t2", "w1", "is_archived", NOON)
        assert [row["id"] for row in store.export("UALICE", "T1")["outbox"]] == ["note:t1"]
        assert store.count("UALICE", "T1")["outbox"] == 1
        assert store.erase("UALICE", "T1")["outbox"] == 1
        assert [entry.id for entry in store.outbox.entries(9)] == ["note:t2"]

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
            "setups": 0,
            "channels": 0,
            "tickets": 0,
            "ticket_steps": 0,
            "erasures": 0,
            "assigned": 0,
        }
        assert store.read_memory(talk, "UALICE") == Memory()
        assert store.read_memory(replace(talk, team="T2"), "UALICE").chosen == "en"

    def test_many_rows_are_forgotten_in_batches_that_are_told(self, store: Store) -> None:
        for number in range(120):
            with store.transaction() as transaction:
                transaction.questions.add(asked(f"t{number}"))
        told: list[tuple[str, int]] = []
        assert store.erase("UALICE", "T1", lambda kind, count: told.append((kind, count)))["questions"] == 120
        assert told[-1] == ("questions", 120)
        assert sum(store.count("UALICE", "T1").values()) == 0

    def test_work_that_was_ended_goes_on_where_it_was(self, store: Store) -> None:
        def end(*_: object) -> None:
            raise TimeoutError

        keep_a_bit_of_everything(store)
        kept = sum(store.count("UALICE", "T1").values())
        with pytest.raises(TimeoutError):
            store.erase("UALICE", "T1", end)
        left = sum(store.count("UALICE", "T1").values())
        assert left < kept
        assert sum(store.erase("UALICE", "T1").values()) == left

    def test_what_is_exported_is_counted_and_told(self, store: Store) -> None:
        keep_a_bit_of_everything(store)
        told: dict[str, int] = {}
        kept = store.export("UALICE", "T1", told.__setitem__)
        assert {name: len(rows) for name, rows in kept.items()} == store.count("UALICE", "T1")
        assert told == {name: count for name, count in store.count("UALICE", "T1").items() if count}

    def test_nobodys_steps_are_no_persons(self, store: Store) -> None:
        keep_a_bit_of_everything(store)
        assert not any(store.erase(NOBODY).values())
        assert not any(store.export(NOBODY, "T1").values())

    def test_the_last_questions_of_a_person_come_latest_first(self, store: Store) -> None:
        with store.transaction() as transaction:
            for number in range(4):
                files = ("F1", "F2") if number == 3 else ()
                transaction.questions.add(replace(asked(f"t{number}", at=NOON + number * MINUTE), files=files))
            transaction.questions.add(asked("t9", "UBOB", at=NOON + 9 * MINUTE))
        latest = store.latest_questions("T1", "UALICE", 2)
        assert latest == [(NOON + 3 * MINUTE, "which version\nF1\nF2"), (NOON + 2 * MINUTE, "which version")]

    def test_an_erasure_is_kept_until_it_is_finished_once(self, store: Store) -> None:
        first, erasure = Erasure("T1", "UALICE", "nl", NOON), Erasure("T1", "UALICE", "en", NOON + MINUTE)
        with store.transaction() as transaction:
            transaction.erasures.begin(first)
            transaction.erasures.begin(erasure)
        assert store.unfinished_erasures() == [erasure]
        assert store.count("UALICE")["erasures"] == 1
        store.erase("UALICE")
        with store.transaction() as transaction:
            assert not transaction.erasures.finish(first)
            assert transaction.erasures.finish(erasure)
            assert not transaction.erasures.finish(erasure)
        assert store.unfinished_erasures() == []
