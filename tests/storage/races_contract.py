"""What is decided right whoever else does the same at the same moment. A store's test class inherits from it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from operator import methodcaller
from secrets import token_hex
from threading import Barrier
from typing import TYPE_CHECKING

from bot.domain.forms import FormNotice
from bot.domain.outgoing import SystemNotice
from bot.domain.ticket import InvalidTransitionError
from bot.domain.ticket_bodies import TicketNote
from bot.services.handing_over import new_ticket, submit
from bot.services.ports import NullAudit, Sent
from bot.services.reacting import react
from bot.services.relaying import relay
from bot.services.ticket_workflow import MOST_OPEN, TicketWorkflow, once
from tests.services.builders import ALICE, BOB, TEAM, draft, hand_over_form, reaction, thread_message
from tests.services.harness import Harness
from tests.storage.contract import MINUTE, NOON, StoreCase, asked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.domain.incoming import HandOverDraft
    from bot.domain.outgoing import OutgoingContent
    from bot.domain.ticket import Ticket
    from bot.services.app_context import AppContext
    from bot.services.ports import Store


def at_once(calls: Sequence[Callable[[], object]]) -> list[object]:
    """Call each in a thread of its own, all at the same moment; return what each gave."""
    barrier = Barrier(len(calls))

    def begin(call: Callable[[], object]) -> object:
        barrier.wait(10)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(begin, calls))


def of(store: Store) -> AppContext:
    return replace(Harness().context, store=store)


def by(person: str, trace_id: str | None = None) -> HandOverDraft:
    return replace(draft(), person=person, trace_id=trace_id)


def notices(results: Sequence[object]) -> list[str]:
    told = [result.notice if isinstance(result, FormNotice) else None for result in results]
    return sorted(notice.text if isinstance(notice, SystemNotice) else "opened" for notice in told)


def opened(store: Store, name: str, person: str) -> Ticket:
    ticket = replace(new_ticket(by(person, f"trace-{name}"), "", f"question {name}", None, NOON), id=name)
    with store.transaction() as transaction:
        return TicketWorkflow(transaction, Harness().desk, TEAM, NOON, NullAudit()).open(ticket)


def said(store: Store) -> list[OutgoingContent]:
    """Take out everything that is to be said."""
    bodies: list[OutgoingContent] = []
    while leased := store.outbox.lease(NOON + MINUTE, "w1", MINUTE, most=100):
        for entry in leased:
            store.outbox.settle(entry.id, "w1", NOON + MINUTE, Sent())
        bodies += [entry.body for entry in leased]
    return bodies


def is_word(body: OutgoingContent) -> bool:
    """Return whether it says what became of somebody's words."""
    if isinstance(body, SystemNotice):
        return body.text == "not-passed-on"
    return isinstance(body, TicketNote) and body.kind == "answered"


def taken(store: Store, name: str, do: Callable[[TicketWorkflow], object]) -> bool:
    """Take a step with a ticket; return whether it could be taken."""
    try:
        once(of(store), Harness().desk, f"step:{name}:{token_hex(4)}", TEAM, do)
    except InvalidTransitionError:
        return False
    return True


class RacesContract(StoreCase):
    def test_of_forms_with_one_question_that_come_at_once_one_makes_a_ticket(self, store: Store) -> None:
        for number in range(5):
            person, trace_id = f"U{number}", f"trace-{number}"
            with store.transaction() as transaction:
                transaction.questions.add(asked(trace_id, person, at=NOON))
            # The same question by its words, or by what the bot was asked.
            about = by(person, None if number % 2 else trace_id)
            words = ["why?"] * 6 if number % 2 else [f"why {each}?" for each in range(6)]
            forms = [hand_over_form(text, about, f"V{number}-{each}") for each, text in enumerate(words)]
            results = at_once([partial(submit, of(store), form) for form in forms])

            assert notices(results) == ["asked-already"] * 5 + ["opened"]
            assert len(store.tickets.of_person(TEAM, person, 10)) == 1

    def test_one_form_that_comes_many_times_at_once_makes_one_ticket(self, store: Store) -> None:
        results = at_once([partial(submit, of(store), hand_over_form("why?"))] * 6)

        assert set(notices(results)) <= {"opened", "asked-already"}
        assert len(store.tickets.of_person(TEAM, ALICE, 10)) == 1

    def test_the_limit_of_open_tickets_holds_whatever_comes_at_once(self, store: Store) -> None:
        forms = [hand_over_form(f"question {each}", view_id=f"V{each}") for each in range(16)]
        results = at_once([partial(submit, of(store), form) for form in forms])

        assert notices(results) == ["asked-too-much"] * (16 - MOST_OPEN) + ["opened"] * MOST_OPEN
        assert len(store.tickets.of_person(TEAM, ALICE, 50)) == MOST_OPEN

    def test_reactions_are_held_to_the_same_limit(self, store: Store) -> None:
        reactions = [reaction(message_id=f"{each}.1") for each in range(12)]
        forms = [hand_over_form(f"question {each}", view_id=f"V{each}") for each in range(4)]
        calls: list[Callable[[], object]] = [partial(react, of(store), one) for one in reactions]
        at_once([*calls, *(partial(submit, of(store), form) for form in forms)])

        assert len(store.tickets.of_person(TEAM, ALICE, 50)) == MOST_OPEN

    def test_who_asks_again_while_the_ticket_is_reopened_is_led_to_it(self, store: Store) -> None:
        for number in range(6):
            name, person = f"t{number}", f"U{number}"
            opened(store, name, person)
            taken(store, name, methodcaller("withdraw", name, person))
            form = hand_over_form(f"question {name}", by(person, f"trace-{name}"), f"V{number}")
            at_once(
                [
                    partial(submit, of(store), form),
                    partial(taken, store, name, methodcaller("reopen", name, BOB)),
                ]
            )
            states = [ticket.state for ticket in store.tickets.of_person(TEAM, person, 10)]
            assert sorted(states) in (["open"], ["closed", "open"])

    def test_words_are_passed_on_or_their_writer_is_told_that_the_ticket_has_ended(self, store: Store) -> None:
        for number in range(8):
            name, person = f"t{number}", f"U{number}"
            opened(store, name, person)
            words = thread_message(f"words {number}", f"9.{number}", person)
            is_theirs, _ = at_once(
                [
                    partial(relay, of(store), words),
                    partial(taken, store, name, methodcaller("dismiss", name, BOB)),
                ]
            )
            assert len([body for body in said(store) if is_word(body)]) == (1 if is_theirs else 0)
