from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import (
    Digest,
    Home,
    NotHelped,
    ReplyMessage,
    SetupCard,
    SharedReply,
    SystemNotice,
    TeamReport,
    TransitionRefused,
)
from bot.domain.reply import HandOver
from bot.domain.ticket_bodies import TicketCard, TicketNews, TicketNote
from bot.domain.views import TicketView
from bot.services.answering import DEFAULT_LANGUAGE
from bot.services.standing_in import apology_for, not_shared, sentence_for
from tests.storage.tickets_contract import fresh

if TYPE_CHECKING:
    from bot.domain.outgoing import OutgoingContent
    from bot.domain.ticket_bodies import AboutTicket

TICKET = fresh()
NUMBER = (("number", str(TICKET.number)),)


@pytest.mark.parametrize(
    "content",
    [
        ReplyMessage(HandOver("nl", None, 0.1)),
        SystemNotice("thanks", "nl"),
        NotHelped("nl", "t1", "version"),
        Home("nl"),
        SetupCard("nl", "s1", 1),
        SharedReply(HandOver("nl", None, 0.1), "x", "UALICE"),
        TeamReport("nl", 7),
        TransitionRefused("nl", 1, "open"),
    ],
)
def test_a_sentence_is_in_the_language_of_what_it_stands_for(content: OutgoingContent) -> None:
    assert sentence_for(content, None, "en") == SystemNotice("not-shown", "nl")
    assert apology_for(content, "r1") == SystemNotice("went-wrong", "nl", (("reference", "r1"),))


def test_what_is_for_the_team_is_in_its_language_and_what_tells_none_in_the_bots_own() -> None:
    assert sentence_for(Digest(), None, "nl") == SystemNotice("not-shown", "nl")
    assert apology_for(Digest(), "r1").language == DEFAULT_LANGUAGE


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (TicketNews("t1", "reply"), SystemNotice("not-shown-request", TICKET.language, NUMBER)),
        (TicketNote("t1", "answered"), SystemNotice("not-shown-ticket", "nl", NUMBER)),
        (TicketCard("t1", 1), SystemNotice("not-shown-ticket", "nl", NUMBER)),
    ],
)
def test_of_a_ticket_it_names_the_number(content: AboutTicket, sentence: SystemNotice) -> None:
    assert sentence_for(content, TicketView(content, TICKET), "nl") == sentence


def test_who_could_not_share_an_answer_reads_so_in_its_language() -> None:
    shared = SharedReply(HandOver("nl", None, 0.1), "x", "UALICE")

    assert not_shared(shared) == SystemNotice("not-shared", "nl")
