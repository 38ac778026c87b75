"""What every store must do with tickets. A store's test class inherits from `TicketsContract`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.outgoing import Destination, Outgoing
from bot.domain.reply import Answer, HandOver, Match
from bot.domain.ticket import (
    NOBODY,
    InvalidTransitionError,
    Place,
    PostedMessage,
    Step,
    Ticket,
    TransitionRecord,
    apply_transition,
)
from bot.domain.ticket_bodies import TicketCard, TicketNews, TicketStatus
from bot.services.ports import TICKET_RETENTION, ConcurrentUpdateError, Search, Sent, Store, TicketCount, Timers
from tests.domain.test_hours import AMSTERDAM
from tests.storage.contract import MINUTE, NOON, StoreCase


def fresh(
    name: str = "t1", *, team: str = "T1", person: str = "UALICE", text: str = "Waar is Éduards brievenbus?"
) -> Ticket:
    return Ticket(
        name, 0, team, person, "nl", "Brievenbus?", text, NOON, Place("C1", "1.1"), trace_id=f"trace-{name}"
    )


def keep(store: Store, ticket: Ticket, timers: Timers = Timers()) -> Ticket:  # noqa: B008 - frozen
    with store.transaction() as transaction:
        return transaction.tickets.open(ticket, timers)


def step(store: Store, ticket: Ticket, what: Step, by: str = "UBOB") -> Ticket:
    """Take a step with the ticket as the store has it."""
    with store.transaction() as transaction:
        before = transaction.tickets.get(ticket.team, ticket.id)
        assert before is not None
        after = apply_transition(before, what, NOON + MINUTE, AMSTERDAM, by if what in {"claim", "assign"} else None)
        taken = TransitionRecord(ticket.id, after.version, NOON + MINUTE, by, what, before.state, after.state)
        transaction.tickets.change(after, taken, Timers(late_at=NOON))
    return after


class TicketsContract(StoreCase):
    @pytest.mark.parametrize(
        "reply", [None, HandOver("nl", None, 0.1, (Match("mailbox", 0.2),)), Answer("nl", ("mailbox",), 0.9)]
    )
    def test_a_ticket_is_kept_whole_and_gets_the_next_number(self, store: Store, reply: Answer | None) -> None:
        given = replace(
            fresh(),
            reply=reply,
            replied_at=PostedMessage("C1", "2.1"),
            permalink="https://x",
            reminded=("response-soon",),
            waited=MINUTE,
        )
        first, second = keep(store, given), keep(store, fresh("t2"))
        assert first == replace(given, number=1) == store.tickets.get("T1", "t1")
        assert second.number == 2
        assert keep(store, fresh("other", team="T2")).number == 1

    def test_every_step_is_kept_with_who_when_from_and_to(self, store: Store) -> None:
        ticket = keep(store, fresh())
        claimed = step(store, ticket, "claim")
        resolved = step(store, ticket, "resolve")
        assert store.tickets.get("T1", "t1") == resolved
        assert store.tickets.history("T1", "t1") == (
            TransitionRecord("t1", 2, NOON + MINUTE, "UBOB", "claim", "open", "claimed"),
            TransitionRecord("t1", 3, NOON + MINUTE, "UBOB", "resolve", "claimed", "resolved"),
        )
        assert claimed.assignee == "UBOB"

    def test_a_change_of_an_older_version_is_refused(self, store: Store) -> None:
        ticket = keep(store, fresh())
        step(store, ticket, "claim")
        stale = replace(ticket, state="closed", closed_at=NOON)
        with pytest.raises(ConcurrentUpdateError), store.transaction() as transaction:
            transaction.tickets.change(stale, None, Timers())
        kept = store.tickets.get("T1", "t1")
        assert kept is not None
        assert (kept.state, kept.assignee) == ("claimed", "UBOB")

    def test_of_those_who_claim_at_once_one_wins(self, store: Store) -> None:
        tickets = [keep(store, fresh(f"t{number}")) for number in range(200)]

        winners: set[str | None] = set()

        def claims(by: str) -> list[str]:
            won = []
            for ticket in tickets:
                try:
                    step(store, ticket, "claim", by)
                except InvalidTransitionError as refused:
                    winners.add(refused.ticket.assignee)
                else:
                    won.append(ticket.id)
            return won

        with ThreadPoolExecutor(8) as pool:
            won = [name for names in pool.map(claims, [f"U{number}" for number in range(8)]) for name in names]
        assert sorted(won) == sorted(ticket.id for ticket in tickets)
        assert None not in winners

    def test_a_question_that_was_handed_over_already_is_found(self, store: Store) -> None:
        ticket = keep(store, fresh())
        with store.transaction() as transaction:
            find = transaction.tickets.unclosed
            assert find("T1", "UALICE", "trace-t1", "something else") == ticket
            assert find("T1", "UALICE", None, ticket.text) == ticket
            assert find("T1", "UALICE", "trace-t9", "something else") is None
            assert find("T1", "UBOB", "trace-t1", ticket.text) is None
            assert find("T2", "UALICE", "trace-t1", ticket.text) is None
        step(store, ticket, "withdraw", "UALICE")
        with store.transaction() as transaction:
            assert transaction.tickets.unclosed("T1", "UALICE", "trace-t1", ticket.text) is None

    def test_two_messages_that_could_not_be_read_are_two_tickets(self, store: Store) -> None:
        ticket = keep(store, replace(fresh(), title="", text=""))
        with store.transaction() as transaction:
            find = transaction.tickets.unclosed
            assert find("T1", "UALICE", "trace-t9", "") is None
            assert find("T1", "UALICE", None, "") is None
            assert find("T1", "UALICE", "trace-t1", "") == ticket

    def test_of_one_question_two_open_tickets_are_refused(self, store: Store) -> None:
        keep(store, fresh())
        with pytest.raises(Exception, match=r"IntegrityError|UniqueViolation"):
            keep(store, replace(fresh("t2"), trace_id="trace-t1"))
        step(store, fresh(), "withdraw", "UALICE")
        keep(store, replace(fresh("t2"), trace_id="trace-t1"))
        with pytest.raises(Exception, match=r"IntegrityError|UniqueViolation"):
            step(store, fresh(), "reopen")

    @pytest.mark.parametrize(
        "contradiction",
        [fresh(), replace(fresh("t2"), state="claimed"), replace(fresh("t2"), closed_at=NOON)],
        ids=["an id twice", "claimed by nobody", "closed and open"],
    )
    def test_a_ticket_that_contradicts_what_is_kept_or_itself_is_refused(
        self, store: Store, contradiction: Ticket
    ) -> None:
        ticket = keep(store, fresh())
        with pytest.raises(Exception, match=r"IntegrityError|UniqueViolation|CheckViolation"):
            keep(store, contradiction)
        assert store.tickets.find("T1", Search(), 0, 10) == (ticket,)

    def test_a_ticket_is_found_by_its_thread(self, store: Store) -> None:
        ticket = keep(store, fresh())
        for name, body in (
            ("card", TicketCard("t1", 1)),
            ("status", TicketStatus("t1", 1)),
            ("news", TicketNews("t1", "claimed")),
        ):
            with store.transaction() as transaction:
                transaction.send(Outgoing(name, Destination("T1", name), body, NOON))
            (leased,) = store.outbox.lease(NOON, "w1", MINUTE)
            store.outbox.settle(leased.id, "w1", NOON, Sent(PostedMessage(f"C{name}", "9.9", 1)))
        found = replace(
            ticket,
            card=PostedMessage("Ccard", "9.9", 1),
            status=PostedMessage("Cstatus", "9.9", 1),
            direct=PostedMessage("Cnews", "9.9"),
        )
        for place in (Place("C1", "1.1"), Place("Ccard", "9.9"), Place("Cstatus", "9.9"), Place("Cnews", "9.9")):
            assert store.tickets.in_thread("T1", place, "UALICE") == found
            assert store.tickets.in_thread("T2", place, "UALICE") is None
        # A step that is taken afterwards leaves them where they are.
        step(store, ticket, "claim")
        assert store.tickets.in_thread("T1", Place("Ccard", "9.9"), "UBOB") is not None

    def test_news_that_stand_by_themselves_have_one_thread_which_is_the_requesters(self, store: Store) -> None:
        keep(store, fresh())
        for name in ("first", "second"):
            with store.transaction() as transaction:
                transaction.send(Outgoing(name, Destination("T1", name), TicketNews("t1", "reply"), NOON))
            (leased,) = store.outbox.lease(NOON, "w1", MINUTE)
            store.outbox.settle(leased.id, "w1", NOON, Sent(PostedMessage("D1", name)))
        assert store.tickets.in_thread("T1", Place("D1", "first"), "UALICE") is not None
        for place, person in ((Place("D1", "second"), "UALICE"), (Place("D1", "first"), "UBOB")):
            assert store.tickets.in_thread("T1", place, person) is None
        kept = step(store, fresh(), "claim")
        assert kept.direct == PostedMessage("D1", "first")

    def test_how_a_question_was_asked_is_kept(self, store: Store) -> None:
        ticket = keep(store, replace(fresh(), is_asked_privately=True))
        assert store.tickets.get("T1", "t1") == ticket
        assert ticket.is_asked_privately

    def test_the_ticket_is_found_that_a_message_was_passed_on_for(self, store: Store) -> None:
        ticket, _ = keep(store, fresh()), keep(store, fresh("t2"))
        for number, message in enumerate(("T1:D1:1.1", None, "T1:D1:2.2", "T1:D1:1.1"), 2):
            taken = TransitionRecord("t1", number, NOON, "UALICE", "answer", "open", "open", message)
            ticket = replace(ticket, version=number)
            with store.transaction() as transaction:
                transaction.tickets.change(ticket, taken, Timers())
        for message in ("T1:D1:1.1", "T1:D1:2.2"):
            assert store.tickets.passed_on("T1", message) == ticket
            assert store.tickets.passed_on("T2", message) is None
        assert store.tickets.passed_on("T1", "T1:D1:3.3") is None
        assert [taken.message for taken in store.tickets.history("T1", "t1")][:2] == ["T1:D1:1.1", None]

    def test_of_several_that_were_asked_in_one_thread_each_person_has_their_own(self, store: Store) -> None:
        asked = keep(store, fresh())
        step(store, step(store, asked, "claim"), "ask")
        keep(store, replace(fresh("t2"), text="Something else"))
        bobs = keep(store, replace(fresh("t3"), person="UBOB"))
        waiting = store.tickets.in_thread("T1", asked.home, "UALICE")
        assert waiting is not None
        assert (waiting.id, waiting.state) == (asked.id, "waiting")
        assert store.tickets.in_thread("T1", asked.home, "UBOB") == bobs
        assert store.tickets.in_thread("T1", asked.home, "UCAROL") is None

    def test_what_follows_from_a_delivery_is_put_in_with_it(self, store: Store) -> None:
        body, nowhere = TicketNews("t1", "claimed"), Destination("T1", "C1")
        for name in ("m1", "m2"):
            with store.transaction() as transaction:
                transaction.send(Outgoing(name, nowhere, body, NOON))
            store.outbox.lease(NOON, "w1", MINUTE)
            after = [Outgoing(f"after-{name}", Destination("T1", "C9"), body, NOON + MINUTE)]
            assert not store.outbox.settle(name, "another", NOON, Sent(), after)
            if name == "m1":
                assert store.outbox.settle(name, "w1", NOON, Sent(), after)
            else:
                assert store.outbox.dead_letter(name, "w1", "gone", NOON, after)
        assert [entry.id for entry in store.outbox.entries(9)] == ["m2", "after-m1", "after-m2"]

    @pytest.mark.parametrize(
        ("search", "found"),
        [
            (Search(), [4, 3, 2, 1]),
            (Search(states=frozenset({"open", "claimed"})), [2, 1, 3]),
            (Search(assignee="UBOB"), [2]),
            (Search(person="UALICE"), [4, 3, 2, 1]),
            (Search(states=frozenset({"claimed"}), person="UALICE"), [2]),
            (Search(person="UBOB"), []),
            (Search(late_by=NOON), [4, 2]),
            (Search(words=("éduards", "BRIEVENBUS")), [3, 2, 1]),
            (Search(words=("100%",)), [4]),
            (Search(words=("#3",)), [3]),
            (Search(words=("nothing", "brievenbus")), []),
        ],
    )
    def test_tickets_are_searched(self, store: Store, search: Search, found: list[int]) -> None:
        for number in (1, 2, 3):
            late_at = NOON + MINUTE if number == 1 else None
            keep(store, replace(fresh(f"t{number}"), opened_at=NOON + number * MINUTE), Timers(late_at=late_at))
        last = keep(store, replace(fresh("t4", text="100% zeker"), opened_at=NOON + 4 * MINUTE))
        step(store, fresh("t2"), "claim")
        step(store, last, "withdraw")
        keep(store, fresh("other", team="T2"))
        tickets = store.tickets.find("T1", search, 0, 10)
        assert [ticket.number for ticket in tickets] == found
        assert [ticket.number for ticket in store.tickets.find("T1", search, 1, 1)] == found[1:2]

    def test_a_requester_finds_theirs_the_newest_first(self, store: Store) -> None:
        for name, person in (("t1", "UALICE"), ("t2", "UBOB"), ("t3", "UALICE")):
            keep(store, fresh(name, person=person))
        assert [ticket.id for ticket in store.tickets.of_person("T1", "UALICE", 5)] == ["t3", "t1"]
        assert store.tickets.of_person("T2", "UALICE", 5) == ()

    def test_a_team_is_busy_while_a_ticket_of_it_is_not_finished(self, store: Store) -> None:
        for name, team in (("t1", "T2"), ("t2", "T1"), ("t3", "T1"), ("t4", "T3")):
            keep(store, fresh(name, team=team))
        step(store, fresh("t4", team="T3"), "withdraw", "UALICE")
        with store.transaction() as transaction:
            assert [transaction.tickets.is_busy(team) for team in ("T1", "T2", "T3", "T4")] == [
                True,
                True,
                False,
                False,
            ]

    def test_what_is_due_is_found_once_it_is(self, store: Store) -> None:
        for number in (1, 2, 3):
            keep(store, fresh(f"t{number}"), Timers(next_at=None if number == 3 else NOON + number * MINUTE))
        with store.transaction() as transaction:
            assert [ticket.id for ticket in transaction.tickets.due("T1", NOON + MINUTE, 10)] == ["t1"]
            assert [ticket.id for ticket in transaction.tickets.due("T1", NOON + 2 * MINUTE, 1)] == ["t1"]
            assert transaction.tickets.due("T2", NOON + 2 * MINUTE, 10) == ()

    def test_what_a_person_has_unfinished_is_counted_with_and_without_a_transaction(self, store: Store) -> None:
        for name in ("t1", "t2", "t3"):
            keep(store, fresh(name))
        step(store, fresh("t1"), "claim")
        step(store, fresh("t2"), "withdraw")
        keep(store, fresh("bobs", person="UBOB"))
        keep(store, fresh("elsewhere", team="T2"))
        assert store.tickets.count_unfinished("T1", "UALICE") == 2
        with store.transaction() as transaction:
            assert transaction.tickets.count_unfinished("T1", "UALICE") == 2

    def test_two_teams_that_share_every_id_never_see_each_others_tickets(self, store: Store) -> None:
        ticket = keep(store, fresh())
        assert store.tickets.get("T2", ticket.id) is None
        assert store.tickets.find("T2", Search(), 0, 10) == ()
        assert store.tickets.history("T2", ticket.id) == ()
        with store.transaction() as transaction:
            assert transaction.tickets.get("T2", ticket.id) is None
        with pytest.raises(ConcurrentUpdateError), store.transaction() as transaction:
            transaction.tickets.change(replace(ticket, team="T2", version=2), None, Timers())

    def test_a_closed_ticket_is_forgotten_after_its_time_and_an_open_one_is_not(self, store: Store) -> None:
        ticket = keep(store, fresh())
        keep(store, fresh("t2"))
        step(store, ticket, "withdraw", "UALICE")
        assert store.purge(NOON + MINUTE + TICKET_RETENTION - timedelta(seconds=1))["tickets"] == 0
        assert store.purge(NOON + MINUTE + TICKET_RETENTION)["tickets"] == 1
        assert store.tickets.get("T1", "t1") is None
        assert store.tickets.history("T1", "t1") == ()
        assert store.tickets.get("T1", "t2") is not None

    def test_a_person_has_their_tickets_forgotten(self, store: Store) -> None:
        ticket = keep(store, fresh())
        step(store, ticket, "claim")
        assert [row["text"] for row in store.export("UALICE", "T1")["tickets"]] == [ticket.text]
        assert [row["number"] for row in store.export("UBOB", "T1")["assigned"]] == [ticket.number]
        assert store.erase("UBOB", "T1")["assigned"] == 1
        after = store.tickets.get("T1", "t1")
        assert after is not None
        assert after.assignee == NOBODY
        assert [(taken.step, taken.person) for taken in store.tickets.history("T1", "t1")] == [("claim", NOBODY)]
        assert store.export("UBOB", "T1")["assigned"] == store.export("UBOB", "T1")["ticket_steps"] == []
        assert store.erase("UALICE", "T1")["tickets"] == 1
        assert store.tickets.get("T1", "t1") is None

    def test_tickets_are_counted_by_team_and_state_with_what_is_late_but_closed_ones(self, store: Store) -> None:
        for name, minutes in (("t1", -3), ("t2", 0), ("t3", 1)):
            keep(store, fresh(name), Timers(late_at=NOON + minutes * MINUTE))
        keep(store, fresh("t4"))
        step(store, keep(store, fresh("t5")), "dismiss")
        step(store, keep(store, fresh("t6")), "claim")
        step(store, keep(store, fresh("t7", team="T2")), "claim")

        assert store.tickets.counts(NOON) == (
            TicketCount("T1", "claimed", 1, 1, NOON),
            TicketCount("T1", "open", 4, 2, NOON - 3 * MINUTE),
            TicketCount("T2", "claimed", 1, 1, NOON),
        )

    def test_where_there_are_no_tickets_none_are_counted(self, store: Store) -> None:
        assert store.tickets.counts(NOON) == ()
