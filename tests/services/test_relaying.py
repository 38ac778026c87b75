"""What is written in the threads of tickets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import TicketNote
from bot.services.ports import StoreUnavailableError
from bot.services.relaying import relay
from bot.services.ticket_workflow import TeamReply
from tests.services.builders import ALICE, BOB, CAROL, MALLORY, TRIAGE, thread_message

if TYPE_CHECKING:
    from bot.domain.incoming import IncomingMessage
    from bot.domain.outgoing import OutgoingContent
    from bot.domain.ticket import Ticket
    from tests.services.harness import Harness


def below_card(ticket: Ticket, text: str = "I'll have a look", person: str = BOB) -> IncomingMessage:
    assert ticket.card is not None
    return thread_message(text, "9.9", person, thread=ticket.card.id, channel=TRIAGE)


def notes(said: list[OutgoingContent]) -> list[TicketNote]:
    return [body for body in said if isinstance(body, TicketNote)]


def test_the_requesters_words_reach_the_team_once(bot: Harness) -> None:
    ticket = bot.claimed()
    for _ in range(2):
        assert relay(bot.context, thread_message("It is administration 1"))

    assert notes(bot.says()) == [TicketNote(ticket.id, "answered", ALICE, "It is administration 1")]
    assert bot.wakes


def test_the_requesters_words_are_what_the_team_waited_for(bot: Harness) -> None:
    ticket = bot.claimed()
    with bot.workflow() as workflow:
        workflow.reply(ticket.id, BOB, TeamReply("Which administration?", kind="question"))
    relay(bot.context, thread_message("It is administration 1"))

    assert bot.ticket(ticket.id).state == "claimed"


def test_what_hangs_on_a_message_goes_along(bot: Harness) -> None:
    ticket = bot.claimed()
    relay(bot.context, replace(thread_message("look"), files=("https://file",)))

    assert notes(bot.says()) == [TicketNote(ticket.id, "answered", ALICE, "look\nhttps://file")]


def test_slacks_marks_are_read_in_what_is_passed_on(bot: Harness) -> None:
    ticket = bot.claimed()
    relay(bot.context, thread_message("see <https://example.com/a|the page> or ask <@U2|bob>"))

    assert notes(bot.says()) == [
        TicketNote(ticket.id, "answered", ALICE, "see the page (https://example.com/a) or ask @bob")
    ]


def test_each_edit_reaches_the_team_as_one(bot: Harness) -> None:
    bot.claimed()
    for edited in ("3.3", "3.3", "4.4"):
        assert relay(bot.context, replace(thread_message("administration 2"), edited=edited))

    assert [note.kind for note in notes(bot.says())] == ["edited", "edited"]


def test_the_first_word_of_a_support_member_below_the_card_claims_and_stays_there(bot: Harness) -> None:
    ticket = bot.opens()
    assert relay(bot.context, below_card(ticket))

    assert bot.ticket(ticket.id).assignee == BOB
    assert bot.tells() == ["requester:claimed", "team:claimed"]


def test_further_words_below_the_card_change_nothing(bot: Harness) -> None:
    ticket = bot.claimed(by=BOB)
    assert relay(bot.context, below_card(ticket, person=CAROL))

    assert bot.ticket(ticket.id) == ticket
    assert bot.says() == []


def test_an_edit_below_the_card_claims_nothing(bot: Harness) -> None:
    ticket = bot.opens()
    assert relay(bot.context, replace(below_card(ticket), edited="9.10"))

    assert bot.ticket(ticket.id) == ticket


@pytest.mark.parametrize("is_unknown", [False, True])
def test_who_is_not_known_to_be_in_the_team_claims_nothing(bot: Harness, *, is_unknown: bool) -> None:
    ticket = bot.opens()
    bot.membership.is_unknown = is_unknown
    assert relay(bot.context, below_card(ticket, person=MALLORY))

    assert bot.ticket(ticket.id) == ticket


def test_what_somebody_else_writes_in_the_requesters_thread_belongs_to_no_ticket(bot: Harness) -> None:
    bot.claimed()

    assert not relay(bot.context, thread_message("Me too", person=MALLORY))
    assert bot.says() == []


def test_what_is_closed_hears_nothing_any_more(bot: Harness) -> None:
    ticket = bot.claimed()
    with bot.workflow() as workflow:
        workflow.dismiss(ticket.id, BOB)
    bot.deliver()

    assert not relay(bot.context, thread_message("Thanks"))
    assert bot.says() == []


def test_without_a_team_no_thread_is_a_tickets(bot: Harness) -> None:
    bot.claimed()
    bot.has_team = False

    assert not relay(bot.context, thread_message("It is administration 1"))


def test_while_the_store_is_away_it_cannot_be_told(bot: Harness) -> None:
    bot.store.is_away = True
    with pytest.raises(StoreUnavailableError):
        relay(bot.context, thread_message("It is administration 1"))
