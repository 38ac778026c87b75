"""What is written in the threads of tickets."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.outgoing import (
    Destination,
    InPlace,
    Outgoing,
    RelayOffer,
    ReplyMessage,
    SystemNotice,
    TicketNews,
    TicketNote,
    TransitionRefused,
)
from bot.domain.ticket import PostedMessage
from bot.services.asking import ask, receive, settle_offer
from bot.services.limiting import MOST_TURNS
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
    button,
    direct_message,
    mention,
    thread_message,
)
from tests.services.in_memory.store import InMemoryStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from bot.domain.incoming import ButtonAction, IncomingMessage
    from bot.domain.outgoing import OutgoingContent
    from bot.domain.ticket import Ticket
    from tests.services.harness import Harness
    from tests.services.in_memory.store import InMemoryTransaction


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
    for number, edited in enumerate(("3.3", "3.3", "4.4")):
        event = replace(thread_message("administration 2"), edited=edited, was="?", event_id=f"Ev{number}")
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


class MeanwhileStore(InMemoryStore):
    """A store in which something happens to a ticket just after it was looked at."""

    def __init__(self, bot: Harness, meanwhile: Callable[[], None]) -> None:
        super().__init__()
        self.__dict__ |= bot.store.__dict__ | {"_meanwhile": meanwhile}

    def transaction(self) -> AbstractContextManager[InMemoryTransaction]:
        meanwhile, self.__dict__["_meanwhile"] = self.__dict__["_meanwhile"], lambda: None
        meanwhile()
        return super().transaction()


def close(bot: Harness, ticket: Ticket) -> None:
    with bot.workflow() as workflow:
        workflow.dismiss(ticket.id, BOB)
    bot.deliver()


def forget(bot: Harness, _: Ticket) -> None:
    bot.store.erase(ALICE)
    bot.deliver()


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


@pytest.fixture
def waiting(bot: Harness) -> Ticket:
    """Return a ticket that waits for Alice's answer."""
    ticket = bot.claimed()
    with bot.workflow() as workflow:
        workflow.reply(ticket.id, BOB, TeamReply("Which administration?", kind="question"))
    bot.deliver()
    return bot.ticket(ticket.id)


ANSWER = direct_message("Administration 001", "8.8")


def offers(said: list[OutgoingContent]) -> list[RelayOffer]:
    return [body for body in said if isinstance(body, RelayOffer)]


def decided(argument: str, ticket: Ticket, quoted: str = "Administration 001", person: str = ALICE) -> ButtonAction:
    pressed = button(argument, f"{ticket.id}:{ANSWER.id}", person, press_id=f"press:{argument}")
    return replace(pressed, conversation=ANSWER.conversation, message=PostedMessage(DIRECT, "8.9"), quoted=quoted)


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


def test_the_button_of_an_answer_to_what_is_forgotten_is_old(bot: Harness, waiting: Ticket) -> None:
    context = replace(bot.context, store=MeanwhileStore(bot, lambda: forget(bot, waiting)))
    settle_offer(context, decided("answer", waiting))

    assert bot.says() == [SystemNotice("old-button", "en")]


def test_where_no_ticket_waits_a_mention_in_its_thread_is_a_question(bot: Harness) -> None:
    bot.claimed()
    receive(bot.context, mention("which version?", "5.5"))

    assert bot.answering.asked == ["which version?"]
    assert notes(bot.says()) == []


def test_what_is_written_directly_while_one_ticket_waits_may_be_its_answer(bot: Harness, waiting: Ticket) -> None:
    for _ in range(2):
        receive(bot.context, ANSWER)

    assert offers(bot.says()) == [RelayOffer("en", waiting.id, 1, BOB, "Administration 001", "8.8")]
    assert bot.answering.asked == []
    assert bot.ticket(waiting.id) == waiting


def test_who_says_that_it_is_the_answer_has_it_passed_on_once(bot: Harness, waiting: Ticket) -> None:
    for _ in range(2):
        settle_offer(bot.context, decided("answer", waiting))
    said = bot.says()

    assert notes(said) == [TicketNote(waiting.id, "answered", ALICE, "Administration 001")]
    assert InPlace(SystemNotice("relayed", "en", (("number", "1"),)), DIRECT, "8.9") in said
    assert bot.ticket(waiting.id).state == "claimed"


def test_who_says_that_it_is_a_question_is_answered(bot: Harness, waiting: Ticket) -> None:
    for _ in range(2):
        settle_offer(bot.context, decided("question", waiting, "which version?"))
    said = bot.says()

    assert bot.answering.asked == ["which version?"]
    assert InPlace(SystemNotice("not-relayed", "en", (("number", "1"),)), DIRECT, "8.9") in said
    assert len([body for body in said if isinstance(body, ReplyMessage)]) == 1
    assert bot.ticket(waiting.id) == waiting


def test_an_answer_that_comes_after_the_end_is_told_so(bot: Harness, waiting: Ticket) -> None:
    with bot.workflow() as workflow:
        workflow.dismiss(waiting.id, BOB)
    bot.deliver()
    settle_offer(bot.context, decided("answer", waiting))

    assert bot.says() == [TransitionRefused("en", 1, "closed")]


def test_nobody_answers_for_somebody_else(bot: Harness, waiting: Ticket) -> None:
    settle_offer(bot.context, decided("answer", waiting, person=MALLORY))

    assert bot.says() == [SystemNotice("old-button", "en")]
    assert bot.ticket(waiting.id) == waiting


def test_of_two_tickets_that_wait_none_is_offered(bot: Harness, waiting: Ticket) -> None:
    second = bot.opens("Why is my button grey?")
    with bot.workflow() as workflow:
        workflow.reply(second.id, BOB, TeamReply("Which button?", kind="question"))
    bot.deliver()
    receive(bot.context, ANSWER)

    assert bot.ticket(waiting.id).state == "waiting"
    assert offers(bot.says()) == []


def test_an_empty_message_is_no_answer(bot: Harness, waiting: Ticket) -> None:
    receive(bot.context, replace(ANSWER, text=""))

    assert bot.ticket(waiting.id).state == "waiting"
    assert offers(bot.says()) == []


def test_without_a_team_no_thread_is_a_tickets(bot: Harness) -> None:
    bot.claimed()
    bot.has_team = False

    assert not relay(bot.context, thread_message("It is administration 1"))


def test_while_the_store_is_away_it_cannot_be_told(bot: Harness) -> None:
    bot.store.is_away = True
    with pytest.raises(StoreUnavailableError):
        relay(bot.context, thread_message("It is administration 1"))


def edited(message: IncomingMessage, text: str, at: str = "9.9") -> IncomingMessage:
    return replace(message, text=text, edited=at, was=message.text, event_id=f"Ev-edit-{at}")


def asks_alice(bot: Harness, ticket: Ticket) -> None:
    with bot.workflow() as workflow:
        workflow.reply(ticket.id, BOB, TeamReply("Which administration?", kind="question"))
    bot.deliver()


def test_an_edit_of_an_answer_that_was_passed_on_reaches_the_team_as_one(bot: Harness, waiting: Ticket) -> None:
    receive(bot.context, ANSWER)
    settle_offer(bot.context, decided("answer", waiting))
    bot.deliver()
    for _ in range(2):
        receive(bot.context, edited(ANSWER, "Administration 002"))

    assert bot.says()[-1:] == [TicketNote(waiting.id, "edited", ALICE, "Administration 002")]
    assert bot.answering.asked == []


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


def test_an_edit_of_a_direct_question_is_no_answer_either(bot: Harness) -> None:
    ticket, question = bot.claimed(), direct_message("which version?", "5.5")
    receive(bot.context, question)
    asks_alice(bot, ticket)
    receive(bot.context, edited(question, "which licence?"))

    assert bot.answering.asked == ["which version?", "which licence?"]
    assert offers(bot.says()) == []


def test_what_is_edited_before_it_was_decided_on_is_offered_anew(bot: Harness, waiting: Ticket) -> None:
    receive(bot.context, ANSWER)
    receive(bot.context, edited(ANSWER, "Administration 002"))

    assert [offer.text for offer in offers(bot.says())] == ["Administration 001", "Administration 002"]
    for number, quoted in enumerate(("Administration 001", "Administration 002")):
        pressed = decided("answer", waiting, quoted)
        settle_offer(
            bot.context, replace(pressed, id=f"press:{number}", message=PostedMessage(DIRECT, f"8.{number}"))
        )
    assert [(note.kind, note.text) for note in notes(bot.says())] == [
        ("answered", "Administration 001"),
        ("edited", "Administration 002"),
    ]


def test_what_was_said_to_be_a_question_is_one_after_its_edit_too(bot: Harness, waiting: Ticket) -> None:
    receive(bot.context, replace(ANSWER, text="which version?"))
    settle_offer(bot.context, decided("question", waiting, "which version?"))
    bot.deliver()
    receive(bot.context, edited(ANSWER, "which licence?"))

    assert bot.answering.asked == ["which version?", "which licence?"]
    assert offers(bot.says()) == []


def test_of_an_edit_of_what_the_team_has_one_hears_that_it_comes_too_late(bot: Harness, waiting: Ticket) -> None:
    receive(bot.context, ANSWER)
    settle_offer(bot.context, decided("answer", waiting))
    close(bot, waiting)
    receive(bot.context, edited(ANSWER, "Administration 002"))

    assert bot.says() == [SystemNotice("not-passed-on", "en", (("number", "1"),))]
    assert bot.answering.asked == []


def test_where_others_read_along_an_edit_that_comes_too_late_is_left(bot: Harness) -> None:
    ticket, told = bot.claimed(), thread_message("It's urgent")
    assert relay(bot.context, told)
    close(bot, ticket)
    bot.says()

    assert relay(bot.context, edited(told, "It's very urgent"))
    assert bot.says() == []


@pytest.mark.parametrize("then", ["answer", "question"])
def test_an_offer_is_decided_on_once_however_often_and_whatever_is_pressed(
    bot: Harness, waiting: Ticket, then: str
) -> None:
    settle_offer(bot.context, decided("answer", waiting))
    settle_offer(bot.context, replace(decided(then, waiting), id="press:again"))

    assert len(notes(bot.says())) == 1
    assert bot.answering.asked == []


def test_a_question_that_was_offered_is_answered_however_much_was_asked_since(bot: Harness, waiting: Ticket) -> None:
    question = replace(ANSWER, text="which version?")
    receive(bot.context, question)
    for number in range(MOST_TURNS + 2):
        receive(bot.context, mention("which licence?", f"{number}.7"))
    bot.deliver()
    settle_offer(bot.context, decided("question", waiting, "which version?"))

    assert bot.answering.asked[-1] == "which version?"


def test_a_question_is_not_lost_when_the_store_goes_away_behind_its_decision(bot: Harness, waiting: Ticket) -> None:
    def goes_away() -> None:
        bot.store.is_away = True

    class DyingStore(MeanwhileStore):
        """A store that takes one transaction, and then no more."""

        def transaction(self) -> AbstractContextManager[InMemoryTransaction]:
            taken = super().transaction()
            self.__dict__["_meanwhile"] = goes_away
            return taken

    with suppress(StoreUnavailableError):
        settle_offer(
            replace(bot.context, store=DyingStore(bot, lambda: None)), decided("question", waiting, "which version?")
        )
    bot.store.is_away = False
    settle_offer(bot.context, decided("question", waiting, "which version?"))

    assert len([body for body in bot.says() if isinstance(body, ReplyMessage)]) == 1


def test_a_button_of_an_earlier_version_says_only_which_ticket(bot: Harness, waiting: Ticket) -> None:
    settle_offer(bot.context, replace(decided("answer", waiting), value=waiting.id))

    assert notes(bot.says()) == [TicketNote(waiting.id, "answered", ALICE, "Administration 001")]


def test_a_number_that_the_bot_asked_for_after_the_team_did_is_the_bots(bot: Harness, waiting: Ticket) -> None:
    bot.clock.pass_time(minutes=1)
    ask(bot.context, direct_message("what is my address?", "6.6"))
    bot.deliver()
    receive(bot.context, direct_message("12345678", "7.7"))

    assert [type(body) for body in bot.says()] == [ReplyMessage]
    assert bot.ticket(waiting.id) == waiting


def test_a_number_that_the_team_asked_for_after_the_bot_did_may_be_the_teams(bot: Harness) -> None:
    ticket = bot.claimed()
    ask(bot.context, direct_message("what is my address?", "6.6"))
    bot.clock.pass_time(minutes=1)
    asks_alice(bot, ticket)
    receive(bot.context, direct_message("12345678", "7.7"))

    assert [offer.text for offer in offers(bot.says())] == ["12345678"]


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


@pytest.mark.usefixtures("waiting")
def test_offers_are_limited_as_questions_are(bot: Harness) -> None:
    for number in range(MOST_TURNS + 5):
        receive(bot.context, direct_message(f"Administration {number}", f"{number}.1"))
    said = bot.says()

    assert len(offers(said)) == MOST_TURNS
    assert said[MOST_TURNS:] == [SystemNotice("too-many", "en")]


def test_words_that_come_late_are_passed_on_offered_and_confirmed_with_when_they_were_written(
    bot: Harness, waiting: Ticket
) -> None:
    said_at = bot.clock.now() - timedelta(hours=3)
    receive(bot.context, replace(ANSWER, said_at=said_at))
    receive(bot.context, replace(mention("administration 1", "5.5"), said_at=said_at))
    said, late = bot.says(), said_at.isoformat()

    assert [offer.asked_at for offer in offers(said)] == [late]
    assert notes(said) == [TicketNote(waiting.id, "answered", ALICE, "administration 1", written_at=late)]
    assert SystemNotice("relayed", "en", (("number", "1"),), asked_at=late) in said


def test_an_answer_that_its_writer_owns_to_late_is_passed_on_with_when_it_was_written(
    bot: Harness, waiting: Ticket
) -> None:
    written_at = bot.clock.now() - timedelta(hours=3)
    settle_offer(bot.context, replace(decided("answer", waiting), quoted_at=written_at))

    late = TicketNote(waiting.id, "answered", ALICE, "Administration 001", written_at=written_at.isoformat())
    assert notes(bot.says()) == [late]
