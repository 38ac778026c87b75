"""What is written in the threads of tickets."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import Destination, Outgoing, ReplyMessage, SystemNotice
from bot.domain.ticket import PostedMessage
from bot.domain.ticket_bodies import TicketNews, TicketNote
from bot.services.asking import ask, receive
from bot.services.ports import Sent, StoreUnavailableError
from bot.services.relaying import relay
from bot.services.ticket_workflow import TeamReply
from tests.services.builders import (
    ALICE,
    BOB,
    CAROL,
    DIRECT,
    MALLORY,
    TEAM,
    TRIAGE,
    direct_message,
    mention,
    thread_message,
)
from tests.services.waiting import ANSWER, MeanwhileStore, asks_alice, close, edited, forget, notes

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.incoming import IncomingMessage
    from bot.domain.ticket import Ticket
    from tests.services.harness import Harness


def below_card(ticket: Ticket, text: str = "I'll have a look", person: str = BOB) -> IncomingMessage:
    assert ticket.card is not None
    return thread_message(text, "9.9", person, thread=ticket.card.id, channel=TRIAGE)


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
    for number, at in enumerate(("3.3", "3.3", "4.4")):
        event = replace(thread_message("administration 2"), edited=at, was="?", event_id=f"Ev{number}")
        assert relay(bot.context, event)

    assert [note.kind for note in notes(bot.says())] == ["edited", "edited"]


def test_what_was_passed_on_is_not_passed_on_again_because_something_lands_below_it(bot: Harness) -> None:
    ticket = bot.claimed()
    relay(bot.context, thread_message("administration 1"))
    for number in range(3):
        event = replace(thread_message("administration 1"), edited="", event_id=f"EvAnew{number}")
        assert relay(bot.context, event)

    assert notes(bot.says()) == [TicketNote(ticket.id, "answered", ALICE, "administration 1")]


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


@pytest.mark.parametrize("end", [close, forget])
def test_who_wrote_while_the_ticket_ended_is_told_once_that_nobody_reads_it(
    bot: Harness, end: Callable[[Harness, Ticket], None]
) -> None:
    ticket = bot.claimed()
    message = thread_message("It's urgent")
    context = replace(bot.context, store=MeanwhileStore(bot, lambda: end(bot, ticket)))

    assert relay(context, message)
    assert bot.says() == [SystemNotice("not-passed-on", "en", (("number", "1"),))]
    receive(bot.context, message)
    assert bot.says() == []


def test_what_is_forgotten_meanwhile_is_claimed_by_nobody(bot: Harness) -> None:
    ticket = bot.opens()
    context = replace(bot.context, store=MeanwhileStore(bot, lambda: forget(bot, ticket)))

    assert relay(context, below_card(ticket))
    assert bot.says() == []


def test_where_a_ticket_waits_a_mention_in_its_thread_is_the_answer(bot: Harness, waiting: Ticket) -> None:
    receive(bot.context, mention("administration 1", "5.5"))
    said = bot.says()

    assert notes(said) == [TicketNote(waiting.id, "answered", ALICE, "administration 1")]
    assert SystemNotice("relayed", "en", (("number", "1"),)) in said
    assert bot.answering.asked == []


@pytest.mark.usefixtures("waiting")
def test_an_answer_that_slack_tells_of_again_is_no_question(bot: Harness) -> None:
    answer = mention("administration 1", "5.5")
    receive(bot.context, answer)
    bot.says()
    receive(bot.context, answer)
    receive(bot.context, replace(answer, event_id="Ev-twin"))

    assert bot.says() == []
    assert bot.answering.asked == []


def test_a_question_that_slack_tells_of_again_is_no_answer(bot: Harness) -> None:
    ticket = bot.claimed()
    question = mention("which version?", "5.5")
    receive(bot.context, question)
    with bot.workflow() as workflow:
        workflow.reply(ticket.id, BOB, TeamReply("Which administration?", kind="question"))
    bot.says()
    receive(bot.context, question)

    assert bot.says() == []
    assert bot.ticket(ticket.id).state == "waiting"


def test_where_no_ticket_waits_a_mention_in_its_thread_is_a_question(bot: Harness) -> None:
    bot.claimed()
    receive(bot.context, mention("which version?", "5.5"))

    assert bot.answering.asked == ["which version?"]
    assert notes(bot.says()) == []


def test_without_a_team_no_thread_is_a_tickets(bot: Harness) -> None:
    bot.claimed()
    bot.has_team = False

    assert not relay(bot.context, thread_message("It is administration 1"))


def test_while_the_store_is_away_it_cannot_be_told(bot: Harness) -> None:
    bot.store.is_away = True
    with pytest.raises(StoreUnavailableError):
        relay(bot.context, thread_message("It is administration 1"))


def test_an_edit_of_a_mention_that_was_the_answer_is_no_question(bot: Harness, waiting: Ticket) -> None:
    answer = mention("administration 1", "5.5")
    receive(bot.context, answer)
    bot.deliver()
    receive(bot.context, edited(answer, "administration 2"))

    assert notes(bot.says()) == [TicketNote(waiting.id, "edited", ALICE, "administration 2")]
    assert bot.answering.asked == []


def test_an_edit_of_a_question_is_no_answer_once_the_ticket_waits(bot: Harness) -> None:
    ticket, question = bot.claimed(), mention("which version?", "5.5")
    receive(bot.context, question)
    asks_alice(bot, ticket)
    receive(bot.context, edited(question, "which licence?"))

    assert bot.answering.asked == ["which version?", "which licence?"]
    assert bot.ticket(ticket.id).state == "waiting"


def test_where_others_read_along_an_edit_that_comes_too_late_is_left(bot: Harness) -> None:
    ticket, told = bot.claimed(), thread_message("It's urgent")
    assert relay(bot.context, told)
    close(bot, ticket)
    bot.says()

    assert relay(bot.context, edited(told, "It's very urgent"))
    assert bot.says() == []


@pytest.mark.parametrize("is_mention", [False, True])
def test_in_a_tickets_thread_too_the_bot_gets_the_number_that_it_asked_for(bot: Harness, *, is_mention: bool) -> None:
    ticket = bot.claimed()
    bot.clock.pass_time(minutes=1)
    ask(bot.context, mention("what is my address?", "6.6"))
    bot.deliver()
    number = mention("12345678", "7.7") if is_mention else thread_message("12345678", "7.7")
    receive(bot.context, number)

    assert [type(body) for body in bot.says()] == [ReplyMessage]
    assert bot.ticket(ticket.id) == ticket


def test_who_answers_where_nobody_else_reads_it_is_told_where_their_words_went(bot: Harness, waiting: Ticket) -> None:
    there = replace(ANSWER.conversation, thread="7.7")
    with bot.store.transaction() as transaction:
        news = TicketNews(waiting.id, "question", BOB, "Which?", is_private=True)
        transaction.send(Outgoing("news", Destination(TEAM, ALICE, person=ALICE), news, bot.clock.now()))
    (leased,) = bot.store.outbox.lease(bot.clock.now(), "w", timedelta(seconds=1))
    bot.store.outbox.settle(leased.id, "w", bot.clock.now(), Sent(PostedMessage(DIRECT, "7.7")))
    for number in (1, 2):
        receive(
            bot.context,
            replace(direct_message(f"It is {number}", f"{number}.1"), conversation=there, is_in_thread=True),
        )

    said = bot.says()
    assert [note.text for note in notes(said)] == ["It is 1", "It is 2"]
    assert said.count(SystemNotice("relayed", "en", (("number", "1"),))) == 2


@pytest.mark.parametrize("is_mention", [False, True])
def test_who_writes_while_the_team_cannot_see_the_request_reads_that_it_is_kept(
    bot: Harness, *, is_mention: bool
) -> None:
    ticket = bot.opens_unseen()
    with bot.workflow() as workflow:
        workflow.reply(ticket.id, BOB, TeamReply("Which administration?", kind="question"))
    receive(bot.context, mention("administration 1", "5.5") if is_mention else thread_message("administration 1"))
    said = [each.body for each in bot.store.outbox.lease(bot.clock.now(), "w", timedelta(minutes=1), most=99)]

    assert SystemNotice("relayed-later", "en", (("number", "1"),)) in said + bot.says()
