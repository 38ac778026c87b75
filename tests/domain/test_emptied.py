from __future__ import annotations

import pytest

from bot.domain.emptied import is_emptied
from bot.domain.outgoing import OutgoingContent, RelayOffer, ReplyMessage, WaitingRequest, without_words
from bot.domain.reply import HandOver
from bot.domain.ticket_bodies import TicketCard, TicketNews, TicketNote

FILE = "https://acme.slack.com/files/U1/F0123456789/alice.png"
WAITS = (WaitingRequest("K1", 1, "Grey button", "UBOB"),)


@pytest.mark.parametrize(
    "body",
    [
        TicketNews("K1", "reply", "UBOB", FILE),
        TicketNews("K1", "question", "UBOB", FILE),
        TicketNote("K1", "answered", "UALICE", FILE),
        TicketNote("K1", "sent-along", "UALICE", f"{FILE}\n{FILE}"),
        TicketNote("K1", "replied", "UBOB", FILE),
        RelayOffer("en", WAITS, FILE),
    ],
)
def test_of_what_was_a_link_alone_nothing_is_left(body: OutgoingContent) -> None:
    assert not is_emptied(body)
    assert is_emptied(without_words(body))


@pytest.mark.parametrize(
    "body",
    [
        TicketNews("K1", "reply", "UBOB", f"mail alice@example.com, {FILE}"),
        TicketNews("K1", "reply", "UBOB", FILE, article="version"),
        TicketNews("K1", "claimed", "UBOB"),
        TicketNote("K1", "claimed", "UBOB"),
        TicketNote("K1", "replied", "UBOB", article="version"),
        TicketCard("K1", 1),
        ReplyMessage(HandOver("en", None, 0.1), FILE, files=(FILE,)),
        RelayOffer("en", WAITS, f"look: {FILE}"),
    ],
)
def test_of_anything_else_something_is(body: OutgoingContent) -> None:
    assert not is_emptied(without_words(body))
