"""Cards that nobody has seen come by themselves, once and in order, when their channel is there again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from math import isnan
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import Destination, Outgoing
from bot.domain.ticket_bodies import TicketCard
from bot.services.handing_over import new_ticket
from bot.services.showing_cards import AGAIN_AFTER, AT_A_TIME, MissingCards
from bot.services.supervising import RoundFailedError
from tests.services.builders import TEAM, TRIAGE, draft
from tests.services.fakes import FakeTriageChannel

if TYPE_CHECKING:
    from bot.services.ports import TriageChannel
    from tests.services.harness import Harness

ARCHIVED = "The triage channel is archived"


def cards(bot: Harness, channel: TriageChannel, home: str | None = TEAM) -> MissingCards:
    return MissingCards(bot.context, bot.desk, channel, lambda: home)


def loses_card(bot: Harness, text: str = "why?", *, reason: str = "is_archived") -> str:
    """Have a question handed over whose card is given up; return its ticket's id."""
    with bot.workflow() as workflow:
        ticket = workflow.open(new_ticket(draft(), "", text, None, bot.clock.now()))
    gives_up(bot, reason)
    return ticket.id


def gives_up(bot: Harness, reason: str = "is_archived") -> None:
    """Have all that is due said, but the cards, which are given up."""
    now = bot.clock.now()
    while leased := bot.store.outbox.lease(now, "w", timedelta(minutes=1), most=9):
        for each in leased:
            if isinstance(each.body, TicketCard):
                bot.store.outbox.dead_letter(each.id, "w", reason, now)
            else:
                bot.store.outbox.settle(each.id, "w", now)


@dataclass
class ClosesMeanwhile:
    """A triage channel that is archived, and does not take a card, just after Slack told that it can be used."""

    bot: Harness
    is_over: bool = False

    def fault(self) -> str:
        if not self.is_over:
            self.bot.clock.pass_time(seconds=1)
            loses_card(self.bot)
        return ""


def runs(missing: MissingCards) -> str:
    """Return why a round failed; nothing where it did not."""
    try:
        missing.run()
    except RoundFailedError as error:
        return str(error)
    return ""


def waiting(bot: Harness) -> list[Outgoing]:
    return [each for each in bot.deliver() if isinstance(each.body, TicketCard)]


def test_while_the_channel_takes_nothing_the_round_says_why_and_nothing_is_tried(bot: Harness) -> None:
    loses_card(bot)
    missing = cards(bot, FakeTriageChannel(ARCHIVED))

    assert runs(missing) == ARCHIVED
    assert missing.is_usable() == 0
    assert waiting(bot) == []


def test_once_it_can_be_used_each_card_is_posted_once_and_in_order(bot: Harness) -> None:
    channel = FakeTriageChannel(ARCHIVED)
    missing = cards(bot, channel)
    lost = [loses_card(bot, text) for text in ("first?", "second?", "third?")]
    runs(missing)
    channel.told = ""
    runs(missing)
    there = Destination(TEAM, TRIAGE)

    said = waiting(bot)
    assert [each.body for each in said] == [TicketCard(ticket, 1, is_again=True) for ticket in lost]
    assert {each.destination for each in said} == {there}
    assert missing.is_usable() == 1
    assert runs(missing) == ""
    assert waiting(bot) == []
    assert bot.wakes


def test_after_a_restart_they_go_to_the_channel_that_is_set_now(bot: Harness) -> None:
    loses_card(bot)
    bot.desk = replace(bot.desk, channel="C0NEW")
    runs(cards(bot, FakeTriageChannel()))

    assert [each.destination.channel for each in waiting(bot)] == ["C0NEW"]


def test_a_channel_that_only_seems_usable_is_tried_now_and_then(bot: Harness) -> None:
    missing = cards(bot, FakeTriageChannel())
    runs(missing)
    loses_card(bot, reason="restricted_action")
    tried = []
    for _ in range(2):
        for wait in (timedelta(minutes=1), AGAIN_AFTER):
            bot.clock.time += wait
            runs(missing)
            tried.append(bot.store.outbox.waiting())
            gives_up(bot, "restricted_action")

    assert tried == [0, 1, 0, 1]


@pytest.mark.parametrize("reason", ["is_archived", "not_in_channel", "channel_not_found"])
def test_a_card_that_was_lost_between_two_looks_does_not_rest(bot: Harness, reason: str) -> None:
    missing = cards(bot, FakeTriageChannel())
    runs(missing)
    lost = loses_card(bot, reason=reason)
    bot.clock.pass_time(seconds=15)
    runs(missing)

    assert [each.body for each in waiting(bot)] == [TicketCard(lost, 1, is_again=True)]


def test_what_is_lost_while_slack_is_asked_waits_for_the_next_look(bot: Harness) -> None:
    channel = ClosesMeanwhile(bot)
    missing = cards(bot, channel)
    runs(missing)
    assert waiting(bot) == []
    channel.is_over = True
    bot.clock.pass_time(seconds=15)
    runs(missing)

    assert len(waiting(bot)) == 1


def test_a_card_that_slack_does_not_show_is_left_to_the_operator(bot: Harness) -> None:
    loses_card(bot, reason="invalid_blocks")
    runs(cards(bot, FakeTriageChannel()))

    assert waiting(bot) == []


def test_of_many_a_part_is_posted_in_each_round_without_a_rest(bot: Harness) -> None:
    missing = cards(bot, FakeTriageChannel())
    for number in range(AT_A_TIME + 1):
        loses_card(bot, f"why {number}?")
    counted = []
    for _ in range(3):
        runs(missing)
        counted.append(len(waiting(bot)))

    assert counted == [AT_A_TIME, 1, 0]


def test_what_slack_does_not_tell_is_no_reason_to_try(bot: Harness) -> None:
    loses_card(bot)
    missing = cards(bot, FakeTriageChannel(is_unknown=True))

    assert runs(missing) == "not known"
    assert isnan(missing.is_usable())
    assert waiting(bot) == []


def test_before_the_own_team_is_known_the_channel_is_looked_at_and_nothing_is_posted(bot: Harness) -> None:
    loses_card(bot)
    channel = FakeTriageChannel()
    missing = cards(bot, channel, home=None)
    runs(missing)

    assert missing.is_usable() == 1
    assert waiting(bot) == []
    channel.told = ARCHIVED
    assert runs(missing) == ARCHIVED


def test_another_teams_tickets_are_left_alone(bot: Harness) -> None:
    loses_card(bot)
    runs(cards(bot, FakeTriageChannel(), home="T0OTHER"))

    assert waiting(bot) == []


@pytest.mark.parametrize("step", ["dismiss", "claim"])
def test_a_ticket_that_went_on_meanwhile_is_shown_as_it_stands_unless_it_is_over(bot: Harness, step: str) -> None:
    lost = loses_card(bot)
    with bot.workflow() as workflow:
        getattr(workflow, step)(lost, "UBOB")
    gives_up(bot)
    runs(cards(bot, FakeTriageChannel()))

    expected = [] if step == "dismiss" else [TicketCard(lost, 2, is_again=True)]
    assert [each.body for each in waiting(bot)] == expected
