"""What every store must do with its outbox."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import Destination, ReplyMessage
from bot.domain.reply import Answer
from bot.domain.ticket_bodies import TicketCard, TicketNote
from bot.services.ports import StoreUnavailableError
from tests.storage.contract import (
    MINUTE,
    NOON,
    SECOND,
    StoreCase,
    claim,
    keep_everything_and_fail,
    lease,
    outgoing,
    send,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bot.domain.outgoing import Outgoing
    from bot.services.ports import Store


class OutboxContract(StoreCase):
    """Taking, concluding and giving up messages."""

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

    def test_of_a_team_that_is_to_wait_none_is_leased(self, store: Store) -> None:
        send(store, outgoing("m1"), outgoing("m2", "C2"), outgoing("m3", "C1", team="T2"))
        assert [each.id for each in store.outbox.lease(NOON, "w1", MINUTE, 9, "T1")] == ["m3"]
        assert [each.id for each in store.outbox.lease(NOON, "w1", MINUTE, 9)] == ["m1", "m2"]

    def test_whoever_delivers_for_one_team_gets_nothing_of_another(self, store: Store) -> None:
        send(store, outgoing("m1"), outgoing("m2", "C1", team="T2"), outgoing("m3", "C2", team="T2"))
        assert [each.id for each in store.outbox.lease(NOON, "w1", MINUTE, 9, team="T2")] == ["m2", "m3"]
        assert store.outbox.lease(NOON, "w1", MINUTE, 9, team="T2") == ()
        assert [store.outbox.due_by(NOON, team) for team in ("T1", "T2", "T3", None)] == [1, 2, 0, 3]
        assert [each.id for each in store.outbox.lease(NOON, "w1", MINUTE, 9, team="T1")] == ["m1"]

    def test_a_response_url_has_an_order_beside_its_channels(self, store: Store) -> None:
        destination = Destination("T1", "C1", reply_link="https://hooks.slack.com/1", person="UALICE")
        beside = replace(outgoing("m2"), destination=destination)
        send(store, outgoing("m1"), beside)
        assert store.outbox.lease(NOON, "w1", MINUTE, most=2) == (outgoing("m1"), beside)

    def test_what_one_person_alone_is_to_read_stays_so_without_a_link_and_has_the_order_of_links(
        self, store: Store
    ) -> None:
        alone = Destination("T1", "C1", "1.1", person="UALICE", is_private=True)
        beside = replace(outgoing("m2"), destination=alone)
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
        assert store.outbox.lease(NOON + MINUTE, "w2", MINUTE) == (replace(outgoing("m1"), attempts=1, ambiguous=1),)

    def test_what_is_released_goes_to_another_owner_who_looks(self, store: Store) -> None:
        send(store, outgoing("m1"), outgoing("m2", "C2"), outgoing("m3", "C3"))
        store.outbox.lease(NOON, "w1", MINUTE, most=2)
        lease(store, owner="w2")
        assert store.outbox.release_all("w1") == 2
        again = store.outbox.lease(NOON, "w3", MINUTE, most=3)
        assert again == tuple(
            replace(each, attempts=1, ambiguous=1) for each in (outgoing("m1"), outgoing("m2", "C2"))
        )

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

    def test_tries_that_may_have_arrived_are_counted_apart_and_still_count_when_it_is_requeued(
        self, store: Store
    ) -> None:
        send(store, outgoing("m1"))
        for may_have_arrived in (False, True, False, True):
            lease(store)
            assert store.outbox.retry("m1", "w1", NOON, may_have_arrived=may_have_arrived)
        (leased,) = store.outbox.lease(NOON, "w1", MINUTE)
        assert (leased.attempts, leased.ambiguous) == (4, 2)
        store.outbox.dead_letter("m1", "w1", "gone", NOON)
        store.outbox.requeue(None, NOON)
        (leased,) = store.outbox.lease(NOON, "w1", MINUTE)
        assert (leased.attempts, leased.ambiguous) == (0, 2)
        store.outbox.dead_letter("m1", "w1", "TimeoutError, 60 times", NOON, may_have_arrived=True)
        store.outbox.requeue(None, NOON)
        (leased,) = store.outbox.lease(NOON, "w1", MINUTE)
        assert (leased.attempts, leased.ambiguous) == (0, 3)

    def test_a_message_can_be_released_for_later(self, store: Store) -> None:
        send(store, outgoing("m1"), outgoing("m2"))
        lease(store)
        assert store.outbox.release("m1", "w1", NOON + MINUTE)
        assert not store.outbox.release("m1", "w1", NOON)
        assert lease_and_settle(store) == "m2"
        assert lease(store) is None
        later = replace(outgoing("m1"), due_at=NOON + MINUTE)
        assert store.outbox.lease(NOON + MINUTE, "w1", MINUTE) == (later,)

    def test_what_is_looked_for_later_is_not_overtaken_in_its_thread(self, store: Store) -> None:
        thread = Destination("T1", "C1", "1.1")
        send(store, *(replace(outgoing(name), destination=thread) for name in ("m1", "m2")))
        lease(store)
        assert store.outbox.release("m1", "w1", NOON + MINUTE)
        assert lease(store) is None
        assert lease(store, NOON + MINUTE) == "m1"

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

    def test_a_dead_message_is_listed_requeued_and_dropped(self, store: Store) -> None:
        send(store, outgoing("m1"), outgoing("m2", "C2"))
        lease(store)
        store.outbox.dead_letter("m1", "w1", "channel_not_found", NOON)
        dead, waiting = store.outbox.entries(10)
        assert store.outbox.entries(10, [waiting.id, "nothing"]) == (waiting,)
        assert store.outbox.entries(10, []) == ()
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

    def test_after_each_batch_it_is_told_how_many_are_done(self, store: Store) -> None:
        ids = [f"m{number}" for number in range(450)]
        send(store, *(outgoing(name, name) for name in ids))
        give_up(store, ids[:430])
        told: list[tuple[str, int]] = []

        assert store.outbox.requeue(None, NOON, lambda *batch: told.append(batch)) == 430
        assert told[-1] == ("outbox", 430)
        told.clear()
        assert store.outbox.drop([*ids, "nothing"], lambda *batch: told.append(batch)) == 450
        assert told[-1] == ("outbox", 450)
        assert told == sorted(set(told))

    def test_where_it_breaks_off_what_was_done_stays_done_and_the_rest_can_be_done_later(self, store: Store) -> None:
        ids = [f"m{number}" for number in range(450)]
        send(store, *(outgoing(name, name) for name in ids))
        give_up(store, ids)
        told: list[int] = []

        def break_off(_kind: str, count: int) -> None:
            told.append(count)
            raise StoreUnavailableError("the database is away")

        with pytest.raises(StoreUnavailableError):
            store.outbox.requeue(None, NOON, break_off)
        assert store.outbox.waiting() == told[0]
        assert 0 < told[0] < len(ids)
        assert store.outbox.requeue(None, NOON) == len(ids) - told[0]

        with pytest.raises(StoreUnavailableError):
            store.outbox.drop(ids, break_off)
        assert store.outbox.waiting() == len(ids) - told[1]
        assert 0 < told[1] < len(ids)
        assert store.outbox.drop(ids) == len(ids) - told[1]

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

    def test_a_full_outbox_refuses_and_keeps_nothing_of_the_transaction(self) -> None:
        store = self.new_store(waiting=2)
        send(store, outgoing("m1"), outgoing("m2"))
        with pytest.raises(StoreUnavailableError):
            keep_everything_and_fail(store)
        assert claim(store, "event:Ev1")
        assert store.outbox.waiting() == 2

    def test_a_team_whose_outbox_is_full_takes_no_room_from_another(self) -> None:
        store = self.new_store(waiting=2)
        send(store, outgoing("m1"), outgoing("m2"))
        theirs = [replace(outgoing(name), destination=Destination("T2", "C1")) for name in ("m3", "m4", "m5")]
        send(store, *theirs[:2])
        for refused in (outgoing("m6"), theirs[2]):
            with pytest.raises(StoreUnavailableError):
                send(store, refused)
        assert [store.outbox.waiting(team) for team in ("T1", "T2", "T3", None)] == [2, 2, 0, 4]

    def test_what_is_due_by_a_moment_is_counted_whoever_has_it(self, store: Store) -> None:
        send(store, outgoing("m1"), outgoing("m2", "C2"), outgoing("later", "C3", due_at=NOON + MINUTE))
        lease(store)
        assert [
            store.outbox.due_by(NOON - SECOND),
            store.outbox.due_by(NOON),
            store.outbox.due_by(NOON + MINUTE),
        ] == [
            0,
            2,
            3,
        ]

    def test_what_waits_to_be_tried_again_is_not_overtaken_in_its_thread(self, store: Store) -> None:
        first, second = (in_thread(name, "1.1") for name in ("m1", "m2"))
        send(store, first, second, in_thread("elsewhere", "2.2"), outgoing("alone"))
        lease(store)
        store.outbox.retry("m1", "w1", NOON + MINUTE)
        assert [lease_and_settle(store) for _ in range(3)] == ["elsewhere", "alone", None]
        assert [lease_and_settle(store, NOON + MINUTE) for _ in range(3)] == ["m1", "m2", None]

    def test_nor_is_what_somebody_had_when_they_were_killed(self, store: Store) -> None:
        send(store, in_thread("m1", "1.1"), in_thread("m2", "1.1"))
        store.outbox.lease(NOON, "killed", MINUTE)
        assert [lease_and_settle(store, NOON + MINUTE) for _ in range(2)] == ["m1", "m2"]

    def test_what_was_given_up_keeps_nobody_back(self, store: Store) -> None:
        send(store, in_thread("m1", "1.1"), in_thread("m2", "1.1"))
        lease(store)
        store.outbox.retry("m1", "w1", NOON)
        lease(store)
        store.outbox.dead_letter("m1", "w1", "gone", NOON)
        assert lease(store) == "m2"

    def test_in_direct_messages_and_below_a_card_the_order_stays_as_well(self, store: Store) -> None:
        to_alice = Destination("T1", "D1", person="UALICE")
        for name in ("a1", "a2"):
            send(store, replace(outgoing(name, "D1"), destination=to_alice))
        send(store, replace(outgoing("card", "C9"), body=TicketCard("t1", 1)))
        send(store, replace(outgoing("note", "C9"), body=TicketNote("t1", "opened")))
        send(store, replace(outgoing("other card", "C9"), body=TicketCard("t2", 1)))
        for name in ("a1", "card"):
            assert lease(store) == name
            store.outbox.retry(name, "w1", NOON + MINUTE)
        assert [lease_and_settle(store) for _ in range(2)] == ["other card", None]

    def test_a_card_waits_for_no_line_and_a_line_for_its_card(self, store: Store) -> None:
        send(store, in_triage("line", TicketNote("t1", "opened")))
        send(store, in_triage("card", TicketCard("t1", 2)))
        send(store, in_triage("later", TicketNote("t1", "claimed")))
        assert lease(store) == "line"
        store.outbox.retry("line", "w1", NOON + MINUTE)
        assert lease(store) == "card"
        store.outbox.retry("card", "w1", NOON + MINUTE)
        assert lease(store) is None

    def test_what_is_kept_waits_as_if_it_had_never_been_tried_and_keeps_nobody_back(self, store: Store) -> None:
        send(store, in_thread("m1", "1.1"), in_thread("m2", "1.1"))
        lease(store)
        store.outbox.retry("m1", "w1", NOON)
        assert lease(store) == "m1"
        assert not store.outbox.keep("m1", "w2", NOON + MINUTE)
        assert store.outbox.keep("m1", "w1", NOON + MINUTE)

        assert [lease_and_settle(store) for _ in range(2)] == ["m2", None]
        (again,) = store.outbox.lease(NOON + MINUTE, "w1", MINUTE)
        assert (again.attempts, again.since, again.due_at) == (0, NOON + MINUTE, NOON + MINUTE)

    def test_a_message_keeps_when_it_was_to_be_tried_first(self, store: Store) -> None:
        send(store, outgoing("m1"))
        for minutes in range(3):
            (leased,) = store.outbox.lease(NOON + minutes * MINUTE, "w1", MINUTE)
            assert (leased.first_due_at, leased.due_at) == (NOON, NOON + minutes * MINUTE)
            store.outbox.retry("m1", "w1", NOON + (minutes + 1) * MINUTE)


def give_up(store: Store, ids: Collection[str]) -> None:
    for each in store.outbox.lease(NOON, "w1", MINUTE, most=len(ids)):
        store.outbox.dead_letter(each.id, "w1", "channel_not_found", NOON)


def in_triage(name: str, body: TicketCard | TicketNote) -> Outgoing:
    return replace(outgoing(name, "C9"), body=body)


def in_thread(name: str, thread: str) -> Outgoing:
    return replace(outgoing(name), destination=Destination("T1", "C1", thread))


def lease_and_settle(store: Store, now: datetime = NOON) -> str | None:
    name = lease(store, now)
    if name is not None:
        store.outbox.settle(name, "w1", now)
    return name
