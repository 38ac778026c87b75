"""What is pressed on a ticket's card and on the requester's messages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.conversation import Conversation
from bot.domain.forms import AssignForm, ReplyForm, ResolveForm
from bot.domain.outgoing import Home, InPlace, Requests, SystemNotice, TransitionRefused
from bot.domain.ticket import Place
from bot.services.ports import StoreUnavailableError
from bot.services.triaging import FORMS, press
from tests.services.builders import ALICE, BOB, CAROL, CHANNEL, MALLORY, TEAM, button
from tests.services.fakes import ErasedMeanwhile
from tests.services.harness import Harness

if TYPE_CHECKING:
    from bot.domain.forms import Form
    from bot.domain.outgoing import OutgoingContent
    from bot.domain.ticket import Ticket, TicketState


def presses(bot: Harness, what: str, ticket: Ticket, person: str = BOB, press_id: str = "press:1") -> Form | None:
    return press(bot.context, button(what, ticket.id, person, press_id))


def notices(said: list[OutgoingContent]) -> list[OutgoingContent]:
    return [body for body in said if isinstance(body, SystemNotice | TransitionRefused)]


@pytest.mark.parametrize(
    ("what", "person", "state"),
    [("claim", BOB, "claimed"), ("dismiss", CAROL, "closed"), ("withdraw", ALICE, "closed")],
)
def test_what_is_pressed_is_done_without_a_further_word(bot: Harness, what: str, person: str, state: str) -> None:
    ticket = bot.opens()
    assert presses(bot, what, ticket, person) is None

    assert bot.ticket(ticket.id).state == state
    assert notices(bot.says()) == []
    assert bot.wakes


def test_a_press_that_arrives_twice_is_done_once(bot: Harness) -> None:
    ticket = bot.claimed()
    for _ in range(2):
        presses(bot, "dismiss", ticket)

    assert bot.tells() == ["requester:dismissed", "team:dismissed"]


@pytest.mark.parametrize(
    ("what", "form"), [("assign", AssignForm), ("reply", ReplyForm), ("resolve", ResolveForm), ("correct", ReplyForm)]
)
def test_for_some_of_it_a_form_opens_and_nothing_is_done_yet(bot: Harness, what: str, form: type[Form]) -> None:
    ticket = bot.opens()

    assert isinstance(presses(bot, what, ticket), form)
    assert bot.ticket(ticket.id) == ticket
    assert bot.says() == []


def test_a_ticket_can_be_given_to_the_support_members_alone(bot: Harness) -> None:
    ticket = bot.opens()
    form = presses(bot, "assign", ticket)

    assert isinstance(form, AssignForm)
    assert [each.person for each in form.members] == sorted(bot.membership.people)


def test_the_form_for_a_correction_says_so(bot: Harness) -> None:
    ticket = bot.opens()

    assert presses(bot, "correct", ticket) == ReplyForm(ticket, is_correction=True)


@pytest.mark.parametrize("what", ["reply", "correct", "wait"])
def test_whoever_replies_in_a_channel_hears_how_many_read_it(bot: Harness, what: str) -> None:
    ticket = bot.claimed()
    bot.audience.readers[ticket.home.channel] = 214
    form = presses(bot, what, ticket)

    assert isinstance(form, ReplyForm)
    assert form.readers == 214


def test_where_a_reply_is_for_the_requester_alone_nobody_is_counted(bot: Harness) -> None:
    ticket = replace(bot.claimed(), home=Place("D1"))
    bot.audience.readers["D1"] = 2

    assert FORMS["reply"](ticket, bot.support) == ReplyForm(ticket)


def test_who_waits_for_the_requester_is_asked_what_for(bot: Harness) -> None:
    ticket = bot.claimed()

    assert presses(bot, "wait", ticket) == ReplyForm(ticket, asks_back=True)
    assert bot.ticket(ticket.id).state == "claimed"
    assert bot.says() == []


@pytest.mark.parametrize(("what", "done"), [("confirm", "thanked"), ("reopen", "taken-up-again")])
def test_what_was_pressed_below_the_teams_word_goes_from_there(bot: Harness, what: str, done: str) -> None:
    ticket = bot.resolved()
    presses(bot, what, ticket, ALICE)

    (instead,) = [body for body in bot.says() if isinstance(body, InPlace)]
    assert instead == InPlace(SystemNotice(done, "en", (("number", "1"),)), CHANNEL, "1.2")


def test_a_list_whose_button_was_pressed_shows_how_things_stand_then(bot: Harness) -> None:
    ticket = bot.opens()
    listed = replace(button("withdraw", ticket.id), message=None)
    press(bot.context, listed)

    assert Requests("en") in bot.says()


def test_what_is_edited_anyway_is_not_replaced(bot: Harness) -> None:
    ticket = bot.opens()
    press(bot.context, replace(button("withdraw", ticket.id), message=ticket.status))

    assert not [body for body in bot.says() if isinstance(body, InPlace | Requests)]


@pytest.mark.parametrize("what", ["claim", "reply", "resolve", "assign", "wait", "dismiss", "reopen", "of-old"])
def test_who_is_not_in_the_team_gets_nowhere(bot: Harness, what: str) -> None:
    ticket = bot.opens()
    assert presses(bot, what, ticket, MALLORY) is None

    assert bot.ticket(ticket.id) == ticket
    (outgoing,) = bot.deliver()
    assert outgoing.body == SystemNotice("not-in-team", "nl")
    assert outgoing.destination == button(person=MALLORY).private


def test_who_cannot_be_looked_up_gets_nowhere_and_is_told_why(bot: Harness) -> None:
    ticket = bot.opens()
    bot.membership.is_unknown = True
    presses(bot, "claim", ticket, MALLORY)

    assert bot.says() == [SystemNotice("cannot-check", "nl")]


@pytest.mark.parametrize("what", ["withdraw", "confirm"])
def test_what_is_the_requesters_to_say_nobody_else_says(bot: Harness, what: str) -> None:
    ticket = bot.resolved()
    presses(bot, what, ticket, BOB)

    assert bot.ticket(ticket.id) == ticket
    assert bot.says() == [SystemNotice("not-yours", "en")]


@pytest.mark.parametrize("person", [ALICE, BOB])
def test_requester_and_team_may_both_reopen(bot: Harness, person: str) -> None:
    ticket = bot.resolved()
    presses(bot, "reopen", ticket, person)

    assert bot.ticket(ticket.id).state == "claimed"


def test_of_two_who_claim_the_other_is_told_who_was_first(bot: Harness) -> None:
    ticket = bot.claimed(by=BOB)
    presses(bot, "claim", ticket, CAROL)

    claimed_at = bot.clock.now().isoformat()
    assert bot.says() == [TransitionRefused("nl", 1, "claimed", assignee=BOB, claimed_at=claimed_at)]
    assert bot.ticket(ticket.id) == ticket


def test_who_claims_twice_is_not_told_that_they_were_first(bot: Harness) -> None:
    presses(bot, "claim", bot.claimed(by=BOB), BOB)

    assert bot.says() == [TransitionRefused("nl", 1, "claimed")]


def test_a_requester_is_told_in_their_language_how_their_ticket_stands(bot: Harness) -> None:
    ticket = bot.resolved()
    presses(bot, "withdraw", ticket, ALICE)

    assert bot.says() == [TransitionRefused("en", 1, "resolved")]


def test_only_who_claims_is_told_who_was_first(bot: Harness) -> None:
    presses(bot, "confirm", bot.claimed(by=BOB), ALICE)

    assert bot.says() == [TransitionRefused("en", 1, "claimed")]


def test_of_what_is_resolved_nobody_was_first(bot: Harness) -> None:
    presses(bot, "claim", bot.resolved(by=BOB), CAROL)

    assert bot.says() == [TransitionRefused("nl", 1, "resolved")]


@pytest.mark.parametrize("state", ["open", "resolved"])
def test_what_was_asked_again_since_is_not_reopened(bot: Harness, state: TicketState) -> None:
    old = bot.opens()
    presses(bot, "withdraw", old, ALICE)
    newer = bot.opens() if state == "open" else bot.resolved()
    bot.deliver()
    presses(bot, "reopen", old, ALICE, "press:2")

    assert bot.says() == [TransitionRefused("en", newer.number, state)]


def test_it_is_never_too_late_for_what_cannot_be_done_at_all(bot: Harness) -> None:
    ticket = bot.resolved()
    bot.clock.pass_time(days=31)
    presses(bot, "withdraw", ticket, ALICE)

    assert bot.says() == [TransitionRefused("en", 1, "resolved")]


def test_what_ended_long_ago_cannot_be_reopened(bot: Harness) -> None:
    ticket = bot.resolved()
    bot.clock.pass_time(days=31)
    presses(bot, "reopen", ticket, ALICE)

    assert bot.says() == [TransitionRefused("en", 1, "resolved", is_too_late=True)]


@pytest.mark.parametrize("what", ["claim", "reply", "withdraw", "of-old"])
def test_a_ticket_that_is_gone_is_told(bot: Harness, what: str) -> None:
    assert press(bot.context, button(what, "gone", BOB)) is None

    assert bot.says() == [SystemNotice("no-ticket", "nl")]


def test_a_button_of_another_version_gets_a_clear_word(bot: Harness) -> None:
    presses(bot, "of-old", bot.opens())

    assert bot.says() == [SystemNotice("old-button", "nl")]


def test_a_ticket_that_is_forgotten_as_it_is_pressed_is_told() -> None:
    bot = Harness(store=ErasedMeanwhile())
    presses(bot, "claim", bot.opens())

    assert bot.says() == [SystemNotice("no-ticket", "nl")]


def test_a_press_on_a_card_of_before_while_there_is_no_team_is_told_so(bot: Harness) -> None:
    ticket = bot.opens()
    bot.has_team = False
    assert presses(bot, "claim", ticket) is None

    assert bot.says() == [SystemNotice("no-team", "en")]


def test_what_was_pressed_in_app_home_has_it_shown_anew_once(bot: Harness) -> None:
    ticket = bot.opens()
    for _ in range(2):
        press(bot.context, replace(button("withdraw", ticket.id), conversation=None))

    assert [body for body in bot.says() if isinstance(body, Home)] == [Home("en", is_chosen=False)]


def test_while_the_store_is_away_nothing_is_promised(bot: Harness) -> None:
    ticket = bot.opens()
    bot.store.is_away = True
    with pytest.raises(StoreUnavailableError):
        presses(bot, "claim", ticket)


def test_a_list_is_shown_anew_in_the_language_of_who_reads_it(bot: Harness) -> None:
    """A request that was written in English stands in the list of somebody who reads Dutch."""
    ticket, where = bot.opens(), Conversation("command", TEAM, CHANNEL, person=ALICE)
    with bot.store.transaction() as transaction:
        transaction.people.choose_language(TEAM, ALICE, "nl")
    press(bot.context, replace(button("withdraw", ticket.id), conversation=where, message=None))

    assert ticket.language == "en"
    assert Requests("nl") in bot.says()


def test_who_may_not_is_told_in_their_own_language(bot: Harness) -> None:
    ticket = bot.opens()
    with bot.store.transaction() as transaction:
        transaction.people.choose_language(TEAM, MALLORY, "nl")
    press(bot.context, button("withdraw", ticket.id, MALLORY))

    assert bot.says() == [SystemNotice("not-yours", "nl")]
