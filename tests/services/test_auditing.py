"""Who did what, as the audit log has it: a line of each thing that is lasting, and of nothing else."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.audit_line import THE_BOT, AuditAction, AuditLine
from bot.domain.sent_forms import AssigneeChosen
from bot.domain.ticket import PostedMessage
from bot.services.erasing import HEAD_START, decide_erasure, finish_erasures
from bot.services.handing_over import submit as hand_over
from bot.services.ports import Erasure, StoreUnavailableError
from bot.services.reacting import react
from bot.services.relaying import relay
from bot.services.reminding import remind
from bot.services.ticket_workflow import NoTicketError, TeamReply, once
from bot.services.triaging import press, submit
from tests.services.builders import (
    ALICE,
    BOB,
    CAROL,
    MALLORY,
    TEAM,
    button,
    hand_over_form,
    reaction,
    thread_message,
)

if TYPE_CHECKING:
    from tests.services.harness import Harness

WORDS = "kanariepietje"


def test_the_whole_life_of_a_ticket_is_told(bot: Harness) -> None:
    hand_over(bot.context, hand_over_form(WORDS))
    ticket = bot.tickets_of()[0]
    press(bot.context, button("claim", ticket.id, BOB))
    submit(bot.context, AssigneeChosen("V2", TEAM, BOB, ticket.id, assignee=CAROL))
    with bot.workflow() as workflow:
        workflow.reply(ticket.id, CAROL, TeamReply(WORDS, kind="question"))
    relay(bot.context, thread_message(WORDS))
    with bot.workflow() as workflow:
        workflow.reply(ticket.id, CAROL, TeamReply(WORDS))
        workflow.resolve(ticket.id, CAROL, "reply", None, "nothing")
    press(bot.context, button("confirm", ticket.id, ALICE, "press:2"))
    press(bot.context, button("reopen", ticket.id, ALICE, "press:3"))
    press(bot.context, button("withdraw", ticket.id, ALICE, "press:4"))

    assert {(line.team, line.ticket) for line in bot.audit.lines} == {(TEAM, 1)}
    assert [line.person for line in bot.audit.lines if line.person] == [CAROL]
    assert WORDS not in repr(bot.audit.lines)
    assert bot.audit.told() == [
        "ticket.opened UALICE",
        "ticket.claimed UBOB",
        "ticket.assigned UBOB",
        "ticket.asked UCAROL",
        "ticket.answered UALICE",
        "ticket.replied UCAROL",
        "ticket.resolved UCAROL",
        "ticket.confirmed UALICE",
        "ticket.reopened UALICE",
        "ticket.withdrawn UALICE",
    ]


def test_who_replies_to_an_open_ticket_has_claimed_it(bot: Harness) -> None:
    ticket = bot.opens()
    bot.audit.lines.clear()
    with bot.workflow() as workflow:
        workflow.reply(ticket.id, BOB, TeamReply(WORDS))
    assert bot.audit.told() == ["ticket.claimed UBOB", "ticket.replied UBOB"]


def test_what_is_dismissed_is_told(bot: Harness) -> None:
    press(bot.context, button("dismiss", bot.opens().id, BOB))
    assert bot.audit.told() == ["ticket.opened UALICE", "ticket.dismissed UBOB"]


def test_a_note_below_the_card_is_told_as_the_claim_that_it_is(bot: Harness) -> None:
    ticket = bot.opens()
    assert isinstance(ticket.card, PostedMessage)
    internal = thread_message(WORDS, person=BOB, thread=ticket.card.id, channel=ticket.card.channel)
    relay(bot.context, internal)
    relay(bot.context, replace(internal, id="2.3", event_id="Ev2.3"))
    assert bot.audit.told() == ["ticket.opened UALICE", "ticket.claimed UBOB"]


def test_silence_closes_in_the_bots_name(bot: Harness) -> None:
    bot.resolved()
    bot.audit.lines.clear()
    bot.clock.pass_time(days=10)
    with bot.store.transaction() as transaction:
        remind(transaction, bot.desk, TEAM, bot.clock.now(), bot.audit)
    assert bot.audit.lines == [AuditLine(bot.clock.now(), THE_BOT, AuditAction.TICKET_EXPIRED, team=TEAM, ticket=1)]


def test_a_reminder_changes_nothing_and_is_not_told(bot: Harness) -> None:
    bot.opens()
    bot.audit.lines.clear()
    bot.clock.pass_time(hours=3.5)
    with bot.store.transaction() as transaction:
        assert remind(transaction, bot.desk, TEAM, bot.clock.now(), bot.audit) == 1
    assert bot.audit.lines == []


def test_a_reaction_that_opens_a_ticket_is_told(bot: Harness) -> None:
    react(bot.context, reaction())
    assert bot.audit.told() == ["ticket.opened UALICE"]


def test_what_slack_delivers_twice_is_told_once(bot: Harness) -> None:
    ticket = bot.opens()
    bot.audit.lines.clear()
    for _ in range(2):
        press(bot.context, button("claim", ticket.id, BOB))
    assert bot.audit.told() == ["ticket.claimed UBOB"]


@pytest.mark.parametrize("who", [MALLORY, CAROL])
def test_what_was_refused_is_not_told(bot: Harness, who: str) -> None:
    ticket = bot.claimed()
    bot.audit.lines.clear()
    press(bot.context, button("claim", ticket.id, who))
    assert bot.audit.lines == []


def test_of_what_was_rolled_back_no_line_is_left(bot: Harness) -> None:
    ticket = bot.opens()
    bot.audit.lines.clear()
    with suppress(NoTicketError):
        once(bot.context, bot.desk, "key", TEAM, lambda it: (it.claim(ticket.id, BOB), it.claim("none", BOB)))
    assert bot.ticket(ticket.id).state == "open"
    assert bot.audit.lines == []


def test_whoever_is_erased_at_their_word_is_told_by_id_alone(bot: Harness) -> None:
    decide_erasure(bot.context, button("keep"))
    assert bot.audit.lines == []
    for _ in range(2):
        decide_erasure(bot.context, button("erase", press_id="press:2"))
    erased = AuditLine(bot.clock.now(), ALICE, AuditAction.PERSON_ERASED, team=TEAM, person=ALICE)
    assert bot.audit.lines == [erased]


def test_an_erasure_that_takes_long_is_told_when_it_is_done(bot: Harness) -> None:
    with bot.store.transaction() as transaction:
        transaction.erasures.begin(Erasure(TEAM, ALICE, "en", bot.clock.now()))
    finish_erasures(bot.context)
    assert bot.audit.lines == []
    bot.clock.pass_time(seconds=HEAD_START / timedelta(seconds=1))
    for _ in range(2):
        finish_erasures(bot.context)
    assert bot.audit.told() == ["person.erased UALICE"]


def test_where_nothing_can_be_kept_nothing_is_told(bot: Harness) -> None:
    ticket = bot.opens()
    bot.audit.lines.clear()
    bot.store.is_away = True
    with pytest.raises(StoreUnavailableError):
        press(bot.context, button("claim", ticket.id, BOB))
    assert bot.audit.lines == []
