"""What every store must do with tickets whose card nobody has seen: it was given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import Destination, Outgoing
from bot.domain.ticket import PostedMessage
from bot.domain.ticket_bodies import TicketCard, TicketNote
from bot.services.ports import Sent, Unshown
from tests.storage.contract import MINUTE, NOON, SECOND, StoreCase, send
from tests.storage.erasure_contract import close, opened, show_again

if TYPE_CHECKING:
    from datetime import datetime

    from bot.services.ports import Store

REASONS = frozenset({"is_archived", "not_in_channel"})


def give_up_card(
    store: Store, name: str = "t1", reason: str = "is_archived", *, at: datetime = NOON, is_ambiguous: bool = False
) -> None:
    """Have all that is due delivered but the first card of a ticket, which is given up."""
    while leased := store.outbox.lease(NOON, "w1", MINUTE):
        for each in leased:
            if each.id == f"T1:card:{name}:1":
                store.outbox.dead_letter(each.id, "w1", reason, at, may_have_arrived=is_ambiguous)
            else:
                store.outbox.settle(each.id, "w1", NOON)


def taken(store: Store, before: datetime = NOON, most: int = 9) -> list[Unshown]:
    with store.transaction() as transaction:
        return list(transaction.tickets.take_unshown("T1", REASONS, before, most))


def names(store: Store, before: datetime = NOON, most: int = 9) -> list[str]:
    return [each.ticket.id for each in taken(store, before, most)]


def dead(store: Store) -> list[str]:
    return [each.id for each in store.outbox.entries(9) if each.is_dead]


def put_lines(store: Store, due_at: datetime, *line_ids: str, channel: str = "C1") -> None:
    for each in line_ids:
        line = TicketNote("t1", "answered", text=each)
        send(store, Outgoing(each, Destination("T1", channel), line, due_at))


def put_card(store: Store, channel: str, due_at: datetime) -> None:
    send(store, Outgoing("card", Destination("T1", channel), TicketCard("t1", 2), due_at))


def keep_lines(store: Store, *line_ids: str) -> None:
    """Have all that is due kept for an hour."""
    for _ in line_ids:
        for each in store.outbox.lease(NOON, "w1", MINUTE, 9):
            assert store.outbox.keep(each.id, "w1", NOON + 60 * MINUTE)


def told(store: Store, now: datetime) -> list[str]:
    """Have all that is due posted, one after the other; return in which order."""
    found: list[str] = []
    while leased := store.outbox.lease(now, "w1", MINUTE):
        posted = PostedMessage(leased[0].destination.channel, "1.5", 2)
        is_card = isinstance(leased[0].body, TicketCard)
        store.outbox.settle(leased[0].id, "w1", NOON, Sent(posted if is_card else None))
        found.append(leased[0].id)
    return found


class UnshownContract(StoreCase):
    """Taking them, so that their cards are posted anew."""

    @pytest.mark.parametrize("reason", sorted(REASONS))
    def test_a_card_that_its_channel_did_not_take_is_to_be_posted_anew(self, store: Store, reason: str) -> None:
        kept = opened(store, "t1", shows=False)
        give_up_card(store, reason=reason)
        assert dead(store) == ["T1:card:t1:1"]

        assert taken(store) == [Unshown(kept, 0)]
        assert dead(store) == []

    def test_how_many_of_its_tries_may_have_arrived_is_not_forgotten(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        give_up_card(store, is_ambiguous=True)

        assert [each.ambiguous for each in taken(store)] == [1]

    def test_what_was_given_up_for_something_of_its_own_stays_with_the_operator(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        give_up_card(store, reason="invalid_blocks")

        assert names(store) == []
        assert dead(store) == ["T1:card:t1:1"]

    def test_what_was_given_up_later_waits(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        give_up_card(store, at=NOON + SECOND)

        assert names(store) == []
        assert names(store, NOON + SECOND) == ["t1"]

    def test_what_nothing_is_left_of_in_the_outbox_is_to_be_posted_too(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        store.outbox.drop(["T1:card:t1:1"])

        assert names(store) == ["t1"]

    def test_a_card_that_is_on_its_way_is_not(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        assert names(store) == []
        note = "T1:note:opened:t1:1"
        assert store.is_card_on_its_way("T1", "t1", note)
        assert not store.is_card_on_its_way("T1", "t2", note)
        assert not store.is_card_on_its_way("T2", "t1", note)
        give_up_card(store)
        assert not store.is_card_on_its_way("T1", "t1", note)

    def test_a_line_waits_for_no_card_that_was_put_in_behind_it(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        with store.transaction() as transaction:
            for name, body in (("line", TicketNote("t1", "opened")), ("card", TicketCard("t1", 2))):
                transaction.send(Outgoing(f"T1:{name}", Destination("T1", "C1"), body, NOON))
        store.outbox.drop(["T1:card:t1:1"])

        assert not store.is_card_on_its_way("T1", "t1", "T1:line")
        assert store.is_card_on_its_way("T1", "t1", "T1:later")

    def test_nor_one_that_is_there_or_of_a_ticket_that_is_closed_or_of_another_team(self, store: Store) -> None:
        opened(store, "t1")
        closed = opened(store, "t2", shows=False)
        opened(store, "t3", team="T2", shows=False)
        give_up_card(store, "t2")
        store.outbox.drop(["T2:card:t3:1"])
        close(store, closed)

        assert names(store) == []

    def test_how_a_card_stands_is_told_from_its_first_try_to_its_arrival(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        assert store.card_state("T1", "t1") == "awaited"
        give_up_card(store)
        assert store.card_state("T1", "t1") == "lost"
        assert store.card_state("T2", "t1") == store.card_state("T1", "t2") == "unneeded"
        show_again(store, "card", 2, "1.5")
        assert store.card_state("T1", "t1") == "shown"

    def test_a_card_of_which_one_was_given_up_is_lost_while_the_next_version_waits(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        give_up_card(store)
        send(store, Outgoing("T1:card:t1:2", Destination("T1", "C9"), TicketCard("t1", 2), NOON))

        assert store.card_state("T1", "t1") == "lost"

    def test_a_card_that_is_put_back_stays_lost_until_it_is_there(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        give_up_card(store, reason="invalid_blocks")
        assert store.outbox.requeue(None, NOON) == 1

        assert store.card_state("T1", "t1") == "lost"
        (again,) = store.outbox.lease(NOON, "w1", MINUTE)
        assert again.body == TicketCard("t1", 1, is_again=True)

    def test_whoever_withdraws_a_request_needs_no_card(self, store: Store) -> None:
        kept = opened(store, "t1", shows=False)
        give_up_card(store)
        close(store, kept)

        assert store.card_state("T1", "t1") == "unneeded"

    def test_lines_that_were_kept_follow_the_first_card_in_order_and_where_that_stands(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        give_up_card(store)
        put_lines(store, NOON, "one", "two")
        keep_lines(store, "one", "two")
        put_card(store, "C2", NOON + SECOND)

        assert told(store, NOON + SECOND) == ["card", "one", "two"]

    def test_they_stay_in_order_with_what_was_put_in_while_the_card_waited(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        give_up_card(store)
        put_lines(store, NOON, "one")
        keep_lines(store, "one")
        put_lines(store, NOON + SECOND, "two")
        put_card(store, "C2", NOON + MINUTE)
        (card,) = (each for each in store.outbox.lease(NOON + MINUTE, "w1", MINUTE, 9) if each.id == "card")
        store.outbox.release("two", "w1")
        store.outbox.settle(card.id, "w1", NOON, Sent(PostedMessage("C2", "1.5", 2)))

        waiting = [(each.id, each.channel, each.due_at) for each in store.outbox.entries(9)]
        assert waiting == [("one", "C2", NOON + MINUTE), ("two", "C2", NOON + MINUTE)]
        assert told(store, NOON + MINUTE) == ["one", "two"]

    @pytest.mark.parametrize("earlier", [[], ["zero"]])
    def test_one_under_way_while_the_card_comes_elsewhere_follows_at_once(
        self, store: Store, earlier: list[str]
    ) -> None:
        opened(store, "t1", shows=False)
        give_up_card(store)
        put_lines(store, NOON, *earlier)
        keep_lines(store, *earlier)
        put_lines(store, NOON, "one")
        put_lines(store, NOON + SECOND, "two")
        put_card(store, "C2", NOON + SECOND)
        assert {each.id for each in store.outbox.lease(NOON + SECOND, "w1", MINUTE, 9)} == {"one", "card"}
        store.outbox.settle("card", "w1", NOON, Sent(PostedMessage("C2", "1.5", 2)))
        assert store.outbox.keep("one", "w1", NOON + 60 * MINUTE)

        assert {each.channel for each in store.outbox.entries(9)} == {"C2"}
        assert told(store, NOON + SECOND) == [*earlier, "one", "two"]

    def test_what_is_kept_below_a_card_that_is_there_waits(self, store: Store) -> None:
        opened(store, "t1")
        put_lines(store, NOON, "one", channel="D1")
        keep_lines(store, "one")

        assert told(store, NOON + MINUTE) == []
        assert told(store, NOON + 60 * MINUTE) == ["one"]

    def test_what_waits_to_be_tried_again_below_a_card_that_is_there_stays_as_it_is(self, store: Store) -> None:
        opened(store, "t1")
        put_lines(store, NOON, "one")
        store.outbox.lease(NOON, "w1", MINUTE)
        store.outbox.retry("one", "w1", NOON + MINUTE)
        put_card(store, "C2", NOON)

        assert told(store, NOON) == ["card"]
        assert told(store, NOON + MINUTE) == ["one"]

    def test_no_line_of_another_ticket_or_team_follows(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        give_up_card(store)
        others = [("T1", "t2"), ("T2", "t1")]
        for team, ticket in others:
            line = TicketNote(ticket, "answered", text="a word")
            send(store, Outgoing(f"{team}:{ticket}", Destination(team, "C1"), line, NOON))
        keep_lines(store, *(f"{team}:{ticket}" for team, ticket in others))
        put_card(store, "C2", NOON)

        assert told(store, NOON) == ["card"]

    def test_they_come_in_the_order_of_their_numbers_and_a_few_at_a_time(self, store: Store) -> None:
        for name in ("tc", "ta", "tb"):
            opened(store, name, shows=False)
            store.outbox.drop([f"T1:card:{name}:1"])

        assert names(store, most=2) == ["tc", "ta"]

    def test_a_card_that_is_there_leaves_nothing_of_its_tries_before(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        give_up_card(store)
        show_again(store, "card", 2, "1.5")

        assert dead(store) == []

    def test_of_another_tickets_card_and_of_a_status_message_they_stay(self, store: Store) -> None:
        opened(store, "t1", shows=False)
        give_up_card(store)
        opened(store, "t2")
        show_again(store, "status", 2, "1.5")

        assert dead(store) == ["T1:card:t1:1"]
