"""What follows for people from what was delivered, or never will be."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.domain.desk import SupportDeskConfig
from bot.domain.outgoing import Destination, Outgoing, TicketCard, TicketCorrection, TicketNews, TicketNote
from bot.services.ticket_hooks import TicketDeliveryHooks
from tests.domain.test_hours import AMSTERDAM

if TYPE_CHECKING:
    from bot.domain.outgoing import OutgoingContent

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


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
    lost = Outgoing("m1", Destination("T1", "C1", person="UALICE"), body, NOON)
    then = TicketDeliveryHooks(SupportDeskConfig("C0TRIAGE", AMSTERDAM)).after_given_up(lost, "not_in_channel", NOON)
    assert [each.body for each in then] == ([] if told is None else [told])
