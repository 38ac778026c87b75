"""What follows for people from what was delivered, or never will be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.desk import SupportDeskConfig
from bot.domain.outgoing import (
    Destination,
    Outgoing,
    SystemNotice,
    TicketCard,
    TicketCorrection,
    TicketNews,
    TicketNote,
)
from bot.services.ticket_hooks import TicketDeliveryHooks
from tests.domain.test_hours import AMSTERDAM
from tests.services.harness import NOON

if TYPE_CHECKING:
    from bot.domain.outgoing import NewsKind, OutgoingContent

HOOKS = TicketDeliveryHooks(SupportDeskConfig("C0TRIAGE", AMSTERDAM))


def message(body: OutgoingContent) -> Outgoing:
    return Outgoing("m1", Destination("T1", "C1", person="UALICE"), body, NOON)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (TicketCard("t1", 1), TicketNews("t1", "unreachable")),
        # It was there once: the requester need not be alarmed by what the team has seen before.
        (TicketCard("t1", 2), None),
        (TicketCorrection("t1"), TicketNote("t1", "undelivered", text="not_in_channel")),
        (TicketNews("t1", "reply"), TicketNote("t1", "undelivered", text="not_in_channel")),
        (TicketNote("t1", "claimed"), None),
    ],
)
def test_who_hears_of_what_never_arrives(body: OutgoingContent, told: OutgoingContent | None) -> None:
    then = HOOKS.after_given_up(message(body), "not_in_channel", NOON)
    assert [each.body for each in then] == ([] if told is None else [told])


@pytest.mark.parametrize("kind", ["reply", "question", "corrected"])
def test_what_a_support_member_said_gets_a_tick_once_it_has_arrived(kind: NewsKind) -> None:
    (tick,) = HOOKS.after_sent(message(TicketNews("t1", kind)), NOON)

    assert tick.body == TicketNote("t1", "delivered")
    assert tick.destination == Destination("T1", "C0TRIAGE")


@pytest.mark.parametrize("body", [TicketNews("t1", "claimed"), TicketCard("t1", 1), SystemNotice("thanks", "en")])
def test_nothing_else_that_arrives_gets_one(body: OutgoingContent) -> None:
    assert HOOKS.after_sent(message(body), NOON) == ()
