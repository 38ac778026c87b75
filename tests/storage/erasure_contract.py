"""What every store must do where a person is forgotten while the bot goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import pytest

from bot.domain.conversation import Conversation, Memory
from bot.domain.feedback import Label
from bot.domain.outgoing import Destination, Outgoing, SystemNotice
from bot.domain.ticket import NOBODY, PostedMessage, Ticket, TransitionRecord
from bot.domain.ticket_bodies import TicketCard, TicketNote, TicketStatus
from bot.services.ports import TICKET_RETENTION, ErasedMessage, Sent, StillSendingError, Timers
from tests.storage.contract import MINUTE, NOON, StoreCase, asked, outgoing, send, vote
from tests.storage.tickets_contract import fresh

if TYPE_CHECKING:
    from datetime import datetime

    from bot.services.ports import Store

SHOWN = (TicketCard, "CTRIAGE", None), (TicketStatus, "C1", "1.1")


def opened(store: Store, name: str, *, team: str = "T1", shows: bool = True) -> Ticket:
    """Keep a ticket of Alice's, and what shows it: posted, or about to be."""
    ticket = replace(fresh(name), team=team, trace_id=None)
    with store.transaction() as transaction:
        kept = transaction.tickets.open(ticket, Timers())
        for body, channel, thread in SHOWN:
            kind = "card" if body is TicketCard else "status"
            there = Destination(team, channel, thread, person=None if thread is None else "UALICE")
            transaction.send(Outgoing(f"{team}:{kind}:{ticket.id}:1", there, body(ticket.id, 1), NOON))
    if shows:
        post(store)
    return kept


def post(store: Store) -> None:
    """Have everything that is due posted."""
    while leased := store.outbox.lease(NOON, "w1", MINUTE, most=9):
        for each in leased:
            store.outbox.settle(each.id, "w1", NOON, Sent(PostedMessage("D1", f"at:{each.id}")))


def show_again(store: Store, name: str, version: int, message: str) -> None:
    """Have a later version of Alice's ticket shown at `message`."""
    body, channel, _ = SHOWN[name == "status"]
    send(store, Outgoing(f"{name}:{version}", Destination("T1", channel), body("t1", version), NOON))
    store.outbox.lease(NOON, "w1", MINUTE)
    store.outbox.settle(f"{name}:{version}", "w1", NOON, Sent(PostedMessage("D1", message, version)))


def give_up(store: Store, name: str, *, is_the_last: bool) -> None:
    """Have a first message about a ticket given up after a try that may have arrived: the last, or one before."""
    leased = store.outbox.lease(NOON, "w1", MINUTE, most=9)
    for each in leased:
        is_it = each.id == f"T1:{name}:t1:1"
        if is_it and not is_the_last:
            store.outbox.retry(each.id, "w1", NOON, may_have_arrived=True)
            store.outbox.lease(NOON, "w1", MINUTE)
        store.outbox.dead_letter(each.id, "w1", "status 500", NOON, may_have_arrived=is_it and is_the_last)


def keep_everything_at(store: Store, moment: datetime, name: str) -> None:
    """Keep one of each kind of Alice's that bears a date."""
    talk = Conversation("command", "T1", f"C{name}", person="UALICE")
    message = replace(outgoing(name, f"C{name}", due_at=moment), destination=Destination("T1", "C1", person="UALICE"))
    with store.transaction() as transaction:
        transaction.conversations.put(talk, Memory(language="nl", updated_at=moment))
        transaction.questions.add(asked(name, at=moment))
        transaction.feedback.vote(replace(vote(is_helpful=True), article=name, voted_at=moment))
        transaction.feedback.label(Label("T1", "UALICE", name, "uitleg", None, moment))
        transaction.tickets.open(replace(fresh(name), opened_at=moment, trace_id=None), Timers())
        transaction.send(message)


def assign(store: Store, ticket: Ticket, at: datetime) -> None:
    """Have a ticket given to Bob."""
    after = replace(ticket, state="claimed", assignee="UBOB", version=ticket.version + 1, claimed_at=NOON)
    with store.transaction() as transaction:
        step = TransitionRecord(ticket.id, after.version, at, "UBOB", "assign", "open", "claimed")
        transaction.tickets.change(after, step, Timers())


def close(store: Store, ticket: Ticket) -> None:
    """Have a ticket closed at noon."""
    after = replace(ticket, state="closed", version=ticket.version + 1, resolved_at=NOON, closed_at=NOON)
    with store.transaction() as transaction:
        step = TransitionRecord(ticket.id, after.version, NOON, "UBOB", "dismiss", "open", "closed")
        transaction.tickets.change(after, step, Timers())


class ErasureContract(StoreCase):
    """What goes and what stays while a person is forgotten."""

    def test_what_came_after_the_word_stays(self, store: Store) -> None:
        for minutes, name in enumerate(("before", "then", "after")):
            keep_everything_at(store, NOON + minutes * MINUTE, name)
        with store.transaction() as transaction:
            transaction.people.choose_language("T1", "UALICE", "nl")
        forgotten = store.erase("UALICE", "T1", until=NOON + MINUTE)
        kinds = ("tickets", "outbox", "questions", "conversations", "votes", "labels")
        assert {kind: forgotten[kind] for kind in kinds} == dict.fromkeys(kinds, 2)
        left = store.count("UALICE", "T1")
        assert {kind: left[kind] for kind in (*kinds, "people")} == dict.fromkeys((*kinds, "people"), 1)
        assert [row["trace_id"] for row in store.export("UALICE")["questions"]] == ["after"]

    def test_who_was_given_a_ticket_after_the_word_keeps_it(self, store: Store) -> None:
        before, after = opened(store, "t1"), opened(store, "t2")
        assign(store, before, NOON)
        assign(store, after, NOON + MINUTE)
        forgotten = store.erase("UBOB", "T1", until=NOON)
        assert (forgotten["assigned"], forgotten["ticket_steps"]) == (1, 1)
        kept = [store.tickets.get("T1", each.id) for each in (before, after)]
        assert [None if each is None else each.assignee for each in kept] == [NOBODY, "UBOB"]

    def test_where_slack_shows_a_ticket_that_is_forgotten_is_kept_until_it_is_seen_to(self, store: Store) -> None:
        opened(store, "t1")
        opened(store, "t2", shows=False)
        store.erase("UALICE", "T1")
        card = ErasedMessage("T1", "t1", "card", 1, "nl", "D1", "D1", "at:T1:card:t1:1")
        status = replace(card, name="status", place="C1", message="at:T1:status:t1:1")
        assert store.erased_messages(9) == [card, status]
        with store.transaction() as transaction:
            assert transaction.erasures.take_off(card)
            assert not transaction.erasures.take_off(card)
        assert store.erased_messages(9) == [status]
        assert not any(store.export("UALICE").values())

    def test_the_messages_of_the_newest_tickets_come_first(self, store: Store) -> None:
        for number in range(3):
            opened(store, f"t{number}")
        store.erase("UALICE")
        assert [(each.number, each.name) for each in store.erased_messages(3)] == [
            (3, "card"),
            (3, "status"),
            (2, "card"),
        ]

    @pytest.mark.parametrize("name", ["card", "status"])
    @pytest.mark.parametrize("is_tried", [True, False])
    def test_a_ticket_of_which_a_first_message_is_on_its_way_is_left_until_it_is_there(
        self, store: Store, name: str, *, is_tried: bool
    ) -> None:
        opened(store, "t1", shows=False)
        leased = store.outbox.lease(NOON, "w1", MINUTE, most=9)
        for each in leased:
            if each.id != f"T1:{name}:t1:1":
                store.outbox.settle(each.id, "w1", NOON, Sent(PostedMessage("D1", "1.1")))
            elif is_tried:
                store.outbox.retry(each.id, "w1", NOON, may_have_arrived=True)
        with pytest.raises(StillSendingError):
            store.erase("UALICE", "T1")
        assert store.count("UALICE")["tickets"] == 1
        post(store)
        if not is_tried:
            store.outbox.settle(f"T1:{name}:t1:1", "w1", NOON, Sent(PostedMessage("D1", "2.2")))
        assert store.erase("UALICE", "T1")["tickets"] == 1
        assert [each.name for each in store.erased_messages(9)] == ["card", "status"]

    def test_a_first_message_that_surely_is_not_in_slack_keeps_no_ticket(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        for each in store.outbox.lease(NOON, "w1", MINUTE, most=9):
            store.outbox.retry(each.id, "w1", NOON + MINUTE)
        assert store.erase("UALICE", "T1")["tickets"] == 1
        assert store.erased_messages(9) == []
        assert store.outbox.entries(9) == ()

    def test_one_that_is_left_keeps_nothing_else(self, store: Store) -> None:
        opened(store, "t2")
        keep_everything_at(store, NOON, "t3")
        opened(store, "t1", shows=False)
        note = TicketNote("t1", "answered", "UALICE", "what I wrote")
        send(store, Outgoing("note", Destination("T1", "CTRIAGE"), note, NOON))
        assert {each.id for each in store.outbox.lease(NOON, "w1", MINUTE, most=9)} == {"T1:card:t1:1", "t3"}
        with pytest.raises(StillSendingError):
            store.erase("UALICE", "T1")
        assert {name: count for name, count in store.count("UALICE").items() if count} == {"tickets": 1}
        assert [entry.id for entry in store.outbox.entries(9)] == ["T1:card:t1:1"]

    @pytest.mark.parametrize("name", ["card", "status"])
    @pytest.mark.parametrize("is_the_last", [True, False])
    def test_a_message_that_was_given_up_and_may_stand_there_is_told_of(
        self, store: Store, name: Literal["card", "status"], *, is_the_last: bool
    ) -> None:
        opened(store, "t1", shows=False)
        give_up(store, name, is_the_last=is_the_last)
        assert store.erase("UALICE", "T1")["tickets"] == 1
        channel = "CTRIAGE" if name == "card" else "C1"
        perhaps = ErasedMessage("T1", "t1", name, 1, "nl", channel, channel, "", since=NOON, until=NOON)
        if name == "status":
            perhaps = replace(perhaps, person="UALICE", thread="1.1")
        assert store.erased_messages(9) == [perhaps]
        assert store.outbox.entries(9) == ()

    def test_one_that_was_given_up_twice_is_told_of_once_though_its_entry_is_gone(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        give_up(store, "card", is_the_last=True)
        store.outbox.requeue(None, NOON)
        give_up(store, "card", is_the_last=True)
        store.outbox.drop(["T1:card:t1:1"])
        store.erase("UALICE", "T1")
        assert [each.message for each in store.erased_messages(9)] == [""]

    def test_one_that_is_given_up_again_may_have_come_until_then(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        give_up(store, "card", is_the_last=True)
        store.outbox.requeue(None, NOON)
        store.outbox.lease(NOON, "w1", MINUTE)
        store.outbox.dead_letter("T1:card:t1:1", "w1", "status 500", NOON + MINUTE, may_have_arrived=True)
        store.erase("UALICE")
        assert [each.until for each in store.erased_messages(9)] == [NOON + MINUTE]

    @pytest.mark.parametrize("is_in_flight", [True, False])
    @pytest.mark.parametrize("name", ["card", "status"])
    def test_a_message_that_is_dropped_by_hand_and_may_stand_there_is_told_of(
        self, store: Store, name: str, *, is_in_flight: bool
    ) -> None:
        opened(store, "t1", shows=False)
        for each in store.outbox.lease(NOON, "w1", MINUTE, most=9):
            if each.id != f"T1:{name}:t1:1":
                store.outbox.release(each.id, "w1")
            elif not is_in_flight:
                store.outbox.retry(each.id, "w1", NOON, may_have_arrived=True)
        assert store.outbox.drop(["T1:card:t1:1", "T1:status:t1:1"]) == 2
        assert store.erase("UALICE", "T1")["tickets"] == 1
        assert [(each.name, each.message, each.until) for each in store.erased_messages(9)] == [(name, "", None)]

    def test_two_versions_that_are_dropped_together_are_one_message_that_may_stand_there(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        give_up(store, "status", is_the_last=True)
        for version in (2, 3):
            body = TicketStatus("t1", version)
            send(store, Outgoing(f"x{version}", Destination("T1", "C1", "1.1"), body, NOON))
            store.outbox.lease(NOON, "w1", MINUTE)
            store.outbox.settle("x2", "w1", NOON, Sent(PostedMessage("C1", "1.5", 2)))
        store.outbox.retry("x3", "w1", NOON, may_have_arrived=True)
        store.outbox.drop([each.id for each in store.outbox.entries(9)])
        store.erase("UALICE", "T1")
        assert [each.message for each in store.erased_messages(9)] == ["", "1.5"]

    def test_one_that_was_found_after_all_is_known(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        give_up(store, "card", is_the_last=True)
        store.outbox.requeue(None, NOON)
        store.outbox.lease(NOON, "w1", MINUTE)
        store.outbox.settle("T1:card:t1:1", "w1", NOON, Sent(PostedMessage("CTRIAGE", "1.1", 1)))
        store.erase("UALICE", "T1")
        assert [each.message for each in store.erased_messages(9)] == ["1.1"]

    def test_one_that_is_given_up_after_others_were_posted_is_told_of_beside_them(self, store: Store) -> None:
        opened(store, "t1")
        send(store, Outgoing("x", Destination("T1", "CTRIAGE"), TicketCard("t1", 2), NOON))
        store.outbox.lease(NOON, "w1", MINUTE)
        store.outbox.dead_letter("x", "w1", "status 500", NOON, may_have_arrived=True)
        show_again(store, "card", 3, "at:T1:card:t1:1")
        store.erase("UALICE", "T1")
        assert [each.message for each in store.erased_messages(9)] == ["", "at:T1:card:t1:1", "at:T1:status:t1:1"]

    def test_a_message_that_was_given_up_keeps_no_ticket(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        for each in store.outbox.lease(NOON, "w1", MINUTE, most=9):
            store.outbox.dead_letter(each.id, "w1", "is_archived", NOON)
        assert store.erase("UALICE", "T1")["tickets"] == 1
        assert store.erased_messages(9) == []
        assert store.outbox.entries(9) == ()

    @pytest.mark.parametrize("name", ["card", "status"])
    def test_every_message_that_showed_a_ticket_is_seen_to(self, store: Store, name: str) -> None:
        opened(store, "t1")
        for version in (2, 3, 4):
            show_again(store, name, version, f"anew:{min(version, 3)}")
        store.erase("UALICE", "T1")
        shown = {(each.name, each.message) for each in store.erased_messages(9)}
        anew = {(name, "anew:2"), (name, "anew:3")}
        assert shown == anew | {("card", "at:T1:card:t1:1"), ("status", "at:T1:status:t1:1")}
        for each in store.erased_messages(9):
            with store.transaction() as transaction:
                assert transaction.erasures.take_off(each)
        assert store.erased_messages(9) == []

    def test_a_message_that_shows_a_ticket_again_is_seen_to_once(self, store: Store) -> None:
        opened(store, "t1")
        for version, message in ((2, "anew:2"), (3, "at:T1:card:t1:1")):
            show_again(store, "card", version, message)
        store.erase("UALICE", "T1")
        assert [each.message for each in store.erased_messages(9)] == [
            "anew:2",
            "at:T1:card:t1:1",
            "at:T1:status:t1:1",
        ]

    def test_a_card_that_is_posted_anew_meanwhile_is_waited_for(self, store: Store) -> None:
        opened(store, "t1")
        send(store, Outgoing("x", Destination("T1", "CTRIAGE"), TicketCard("t1", 2), NOON))
        store.outbox.lease(NOON, "w1", MINUTE)
        with pytest.raises(StillSendingError):
            store.erase("UALICE", "T1")
        store.outbox.settle("x", "w1", NOON, Sent(PostedMessage("D1", "anew", 2)))
        assert store.erase("UALICE", "T1")["tickets"] == 1
        assert {each.message for each in store.erased_messages(9)} == {
            "anew",
            "at:T1:card:t1:1",
            "at:T1:status:t1:1",
        }

    def test_what_an_entry_is_about_is_not_read_from_its_id(self, store: Store) -> None:
        opened(store, "t1")
        send(store, Outgoing("T1:card:t1:2", Destination("T1", "C1"), SystemNotice("thanks", "en"), NOON))
        send(store, Outgoing("anything", Destination("T1", "CTRIAGE"), TicketCard("t1", 2), NOON))
        store.erase("UALICE", "T1")
        assert [entry.id for entry in store.outbox.entries(9)] == ["T1:card:t1:2"]

    def test_where_slack_shows_a_ticket_whose_time_is_past_is_kept_until_it_is_seen_to(self, store: Store) -> None:
        opened(store, "t0")
        close(store, opened(store, "t1"))
        close(store, opened(store, "t2", shows=False))
        assert store.purge(NOON + TICKET_RETENTION)["tickets"] == 2
        card = ErasedMessage("T1", "t1", "card", 2, "nl", "D1", "D1", "at:T1:card:t1:1", is_past=True)
        status = replace(card, name="status", place="C1", message="at:T1:status:t1:1")
        assert store.erased_messages(9) == [card, status]
        with store.transaction() as transaction:
            assert transaction.erasures.take_off(card)
        assert store.erased_messages(9) == [status]

    def test_of_a_ticket_whose_time_is_past_every_message_is_seen_to(self, store: Store) -> None:
        ticket = opened(store, "t1")
        show_again(store, "card", 2, "anew:2")
        send(store, Outgoing("x", Destination("T1", "CTRIAGE"), TicketCard("t1", 3), NOON))
        store.outbox.lease(NOON, "w1", MINUTE)
        close(store, ticket)
        assert store.purge(NOON + TICKET_RETENTION)["tickets"] == 1
        seen = [(each.name, each.message, each.is_past) for each in store.erased_messages(9)]
        cards = ("card", "", True), ("card", "anew:2", True), ("card", "at:T1:card:t1:1", True)
        assert seen == [*cards, ("status", "at:T1:status:t1:1", True)]

    def test_teams_that_share_an_id_keep_apart_what_slack_shows(self, store: Store) -> None:
        opened(store, "t1")
        opened(store, "t2", team="T2")
        store.erase("UALICE", "T2")
        assert {each.team for each in store.erased_messages(9)} == {"T2"}
        store.erase("UALICE")
        assert {each.team for each in store.erased_messages(9)} == {"T1", "T2"}
