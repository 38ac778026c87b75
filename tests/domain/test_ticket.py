"""The states of a ticket."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text_cleaning import shortened
from bot.domain.ticket import (
    LONGEST_TITLE,
    NOBODY,
    REOPENABLE,
    STATES,
    STEPS,
    UNFINISHED,
    InvalidTransitionError,
    Place,
    Promise,
    Step,
    Ticket,
    TicketState,
    apply_transition,
    late_at,
    may_apply,
    next_reminder,
)
from tests.domain.test_hours import AMSTERDAM, at

TEN = at("2026-11-25T10:00")
MINUTE = timedelta(minutes=1)


def ticket() -> Ticket:
    return Ticket("t1", 1, "T1", "UALICE", "en", "mailbox?", "where is my mailbox?", TEN, Place("C1", "1.1"))


def taken(*steps: Step, minutes: int = 1) -> Ticket:
    """Return a ticket after `steps`, each so many minutes after the other; Bob takes what is taken."""
    moment, after = TEN, ticket()
    for step in steps:
        moment += minutes * MINUTE
        after = apply_transition(after, step, moment, AMSTERDAM, "UBOB" if step in {"claim", "assign"} else None)
    return after


@given(st.lists(st.sampled_from(list(STEPS)), max_size=30))
def test_whatever_is_tried_a_ticket_stays_in_order(steps: list[Step]) -> None:
    after, moment = ticket(), TEN
    for step in steps:
        moment += MINUTE
        before = after
        assignee = "UBOB" if step in {"claim", "assign"} else None
        if not may_apply(before, step, moment):
            with pytest.raises(InvalidTransitionError) as refused:
                apply_transition(before, step, moment, AMSTERDAM, assignee)
            assert refused.value.ticket == before
            continue
        after = apply_transition(before, step, moment, AMSTERDAM, assignee)
        assert after.version == before.version + 1
        assert after.state in STATES
        assert (after.state == "open") <= (after.assignee is None)
        assert (after.state in {"claimed", "waiting"}) <= (after.assignee is not None)
        assert (after.state == "closed") == (after.closed_at is not None)
        assert (after.state == "resolved") <= (after.resolved_at is not None)
        assert (after.state in {"open", "claimed"}) == (after.waiting_since is None)


def test_out_of_a_closed_ticket_leads_only_reopening() -> None:
    assert [step for step in STEPS if "closed" in STEPS[step]] == ["reopen"]


def test_a_claimed_ticket_cannot_be_claimed() -> None:
    with pytest.raises(InvalidTransitionError):
        apply_transition(taken("claim"), "claim", TEN, AMSTERDAM, "UCAROL")


def test_a_reopened_ticket_goes_back_to_whom_had_it() -> None:
    after = taken("claim", "resolve", "reopen")
    assert (after.state, after.assignee, after.resolved_at) == ("claimed", "UBOB", None)


def test_a_reopened_ticket_that_nobody_had_is_open() -> None:
    assert taken("withdraw", "reopen").state == "open"


def test_after_thirty_days_a_ticket_stays_closed() -> None:
    closed = taken("claim", "resolve", "confirm")
    assert closed.closed_at is not None
    assert may_apply(closed, "reopen", closed.closed_at + REOPENABLE)
    assert not may_apply(closed, "reopen", closed.closed_at + REOPENABLE + MINUTE)


def test_the_clock_stands_still_while_the_requester_is_waited_for() -> None:
    waiting = taken("claim", "ask", minutes=60)
    assert late_at(waiting, Promise(), AMSTERDAM) is None
    after = apply_transition(waiting, "answer", at("2026-11-26T10:00"), AMSTERDAM)
    assert after.waited == timedelta(hours=6)  # from 12 to 17, and from 9 to 10
    assert late_at(after, Promise(), AMSTERDAM) == AMSTERDAM.after(TEN, timedelta(hours=16 + 6))


def test_an_open_ticket_is_reminded_of_at_three_quarters_and_when_it_is_late() -> None:
    fresh = ticket()
    assert next_reminder(fresh, Promise(), AMSTERDAM) == (at("2026-11-25T13:00"), "response-soon")
    again = replace(fresh, reminded=("response-soon",))
    assert next_reminder(again, Promise(), AMSTERDAM) == (at("2026-11-25T14:00"), "response-late")
    assert late_at(fresh, Promise(), AMSTERDAM) == at("2026-11-25T14:00")


def test_an_answered_ticket_is_reminded_of_until_it_is_resolved() -> None:
    answered = taken("claim", "reply")
    assert next_reminder(answered, Promise(), AMSTERDAM) == (at("2026-11-26T14:00"), "resolution-soon")
    rest = replace(answered, reminded=("resolution-soon", "resolution-late"))
    assert next_reminder(rest, Promise(), AMSTERDAM) is None


def test_silence_closes_a_resolved_ticket_after_three_working_days() -> None:
    resolved = taken("claim", "resolve")
    assert next_reminder(resolved, Promise(), AMSTERDAM) == (at("2026-11-30T10:02"), "close")


def test_whoever_says_something_about_a_resolved_ticket_is_not_silent() -> None:
    heard = apply_transition(taken("claim", "resolve"), "answer", at("2026-11-27T10:00"), AMSTERDAM)
    assert next_reminder(heard, Promise(), AMSTERDAM) == (at("2026-12-02T10:00"), "close")
    again = apply_transition(heard, "reopen", at("2026-11-27T12:00"), AMSTERDAM)
    assert again.waited == AMSTERDAM.between(at("2026-11-25T10:02"), at("2026-11-27T12:00"))


def test_silence_closes_a_ticket_a_second_time() -> None:
    closed = apply_transition(
        replace(taken("claim", "resolve"), reminded=("close",)), "expire", TEN + 3 * MINUTE, AMSTERDAM
    )
    again = apply_transition(closed, "reopen", TEN + 4 * MINUTE, AMSTERDAM)
    resolved = apply_transition(again, "resolve", TEN + 5 * MINUTE, AMSTERDAM)
    assert next_reminder(resolved, Promise(), AMSTERDAM) == (at("2026-11-30T10:05"), "close")


def test_a_reopened_ticket_whose_assignee_was_forgotten_is_open() -> None:
    forgotten = replace(taken("claim", "resolve"), assignee=NOBODY)
    again = apply_transition(forgotten, "reopen", TEN + 4 * MINUTE, AMSTERDAM)
    assert (again.state, again.assignee) == ("open", None)


def test_a_closed_ticket_is_reminded_of_no_more() -> None:
    assert next_reminder(taken("claim", "resolve", "confirm"), Promise(), AMSTERDAM) is None


@pytest.mark.parametrize("state", sorted(UNFINISHED))
def test_every_unfinished_ticket_can_be_finished(state: TicketState) -> None:
    assert any(leads.get(state) == "closed" for leads in STEPS.values())


def test_how_a_ticket_was_resolved_is_forgotten_where_it_was_not() -> None:
    resolved = replace(taken("claim", "resolve"), resolution="article", article="mailbox", lesson="gap")
    after = apply_transition(resolved, "reopen", TEN + MINUTE, AMSTERDAM)
    assert (after.resolution, after.article, after.lesson) == (None, None, None)


@pytest.mark.parametrize("way", ["06-12345678", "06 12 34 56 78", "+31 (0)6 1234 5678", "jan.de.vries@example.com"])
@pytest.mark.parametrize("words", range(60, 81))
def test_of_a_way_to_reach_somebody_nothing_is_left_in_a_closed_tickets_title(way: str, words: int) -> None:
    text = f"{'woord ' * 20}"[:words].rstrip() + f" {way} graag vandaag nog bellen, want de knop is grijs"
    cut_anywhere = replace(ticket(), text=text, title=text[:LONGEST_TITLE])
    cut_between_words = replace(
        ticket(), text=text.replace(" graag", "\ngraag"), title=shortened(text, LONGEST_TITLE)
    )
    for before in (cut_anywhere, cut_between_words):
        closed = apply_transition(before, "withdraw", TEN, AMSTERDAM)
        assert not any(character.isdigit() for character in closed.title)
        assert "jan" not in closed.title
        assert closed.title.startswith("woord woord")
        assert len(closed.title) <= LONGEST_TITLE


def test_a_title_of_its_own_stays_on_a_closed_ticket() -> None:
    own = replace(ticket(), text="bel 06-12345678", title="Grijze knop, bel 06-12345678")
    assert apply_transition(own, "withdraw", TEN, AMSTERDAM).title == "Grijze knop, bel [phone]"
