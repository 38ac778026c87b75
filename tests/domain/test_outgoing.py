from __future__ import annotations

import pytest

from bot.domain.outgoing import Destination, OutgoingContent, ReplyMessage, TicketNews, TicketNote, without_words
from bot.domain.reply import HandOver

SECRET = "mail me at alice@example.com"
REPLY = HandOver("en", None, 0.1)


def test_messages_wait_for_each_other_in_a_channel_and_behind_a_reply_link_apart() -> None:
    channel, link = Destination("T1", "C1", "1.2"), Destination("T1", "C1", reply_link="https://hooks.example/1")

    assert channel.ordering_key == Destination("T1", "C1").ordering_key
    assert channel.ordering_key != link.ordering_key


@pytest.mark.parametrize(
    "body",
    [ReplyMessage(REPLY, SECRET), TicketNews("K1", "reply", text=SECRET), TicketNote("K1", "replied", text=SECRET)],
)
def test_what_a_message_quotes_of_a_person_can_be_redacted(body: OutgoingContent) -> None:
    assert "alice" not in repr(without_words(body))


def test_what_quotes_nobody_stays_as_it_is() -> None:
    assert without_words(ReplyMessage(REPLY)) == ReplyMessage(REPLY)
