from __future__ import annotations

import pytest

from bot.domain.outgoing import (
    Destination,
    OutgoingContent,
    RelayOffer,
    ReplyMessage,
    SharedReply,
    WaitingRequest,
    without_words,
)
from bot.domain.reply import HandOver
from bot.domain.ticket_bodies import TicketNews, TicketNote

FILE = "https://acme.slack.com/files/U1/F0123456789/alice.png"
SECRET = "mail me at alice@example.com"
REPLY = HandOver("en", None, 0.1)


def test_messages_wait_for_each_other_in_a_channel_and_behind_a_reply_link_apart() -> None:
    channel, link = Destination("T1", "C1", "1.2"), Destination("T1", "C1", reply_link="https://hooks.example/1")

    assert channel.ordering_key == Destination("T1", "C1").ordering_key
    assert channel.ordering_key != link.ordering_key
    assert Destination("T1", "C1", person="UALICE", is_private=True).ordering_key == link.ordering_key


@pytest.mark.parametrize(
    "body",
    [
        ReplyMessage(REPLY, SECRET),
        SharedReply(REPLY, SECRET, "UBOB"),
        TicketNews("K1", "reply", text=SECRET),
        TicketNote("K1", "replied", text=SECRET),
        TicketNote("K1", "sent-along", text=FILE),
        RelayOffer("en", (WaitingRequest("K1", 1, SECRET, "UBOB"),), f"{SECRET}\n{FILE}"),
    ],
)
def test_what_a_message_quotes_of_a_person_can_be_redacted(body: OutgoingContent) -> None:
    assert "alice" not in repr(without_words(body))


def test_what_is_said_beside_a_link_stays() -> None:
    note = TicketNote("K1", "answered", text=f"This screen:\n{FILE}")
    assert without_words(note) == TicketNote("K1", "answered", text="This screen:")


def test_what_quotes_nobody_stays_as_it_is() -> None:
    assert without_words(ReplyMessage(REPLY)) == ReplyMessage(REPLY)
